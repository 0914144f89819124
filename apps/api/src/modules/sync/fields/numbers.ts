import { quote, Unreadable } from './unreadable'

const plain = /^[+-]?\d+(\.\d+)?$/
const groupedByComma = /^[+-]?\d{1,3}(,\d{3})+\.\d+$/
const groupedByPoint = /^[+-]?\d{1,3}(\.\d{3})+,\d+$/
const manyGroups = /^[+-]?\d{1,3}(?:(,)\d{3}){2,}$/
const decimalComma = /^[+-]?\d+,(\d{1,2}|\d{4,})$/

/**
 * An exact decimal number as text with a point. A comma is taken where it can mean one thing alone: `29,33`, `1,234.56`, `1.234,56`,
 * `1,234,567`; `1,234` could be two numbers and is refused.
 * @throws {Unreadable}
 */
export function readDecimal(text: string): string {
  const number = text.replace(/^\+/, '')
  if (plain.test(number)) return number
  if (groupedByComma.test(number) || manyGroups.test(number)) return number.replaceAll(',', '')
  if (groupedByPoint.test(number)) return number.replaceAll('.', '').replace(',', '.')
  if (decimalComma.test(number)) return number.replace(',', '.')
  if (/^-?\d{1,3},\d{3}$/.test(number)) throw new Unreadable(`${quote(text)} could be ${number.replace(',', '')} or ${number.replace(',', '.')}; write it without the comma`)
  throw new Unreadable(`${quote(text)} is no number`)
}

/** A whole number. @throws {Unreadable} */
export function readInteger(text: string): number {
  const number = Number(text)
  if (!/^[+-]?\d{1,15}$/.test(text)) throw new Unreadable(`${quote(text)} is no whole number`)
  return number
}
