import { lot, symbolOf, unitSymbol } from '@brokersync/schema/units'
import { formatDecimal } from '../../lib/number'

/** A code of the API as words: PARTIALLY_FILLED → "Partially filled". */
export function inWords(code: string): string {
  const text = code.toLowerCase().replace(/_/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const written: ReadonlySet<string> = new Set(['WTI', 'KYC', 'SMS', 'ETF'])

/** A commodity's code as the trade says it: NATURAL_GAS → "Natural gas", WTI stays. */
export const commodityName = (code: string): string => (written.has(code) ? code : inWords(code))

/** BUY → "Buy". */
export const sideName = (side: string): string => inWords(side)

/** A channel or an enum that may be an abbreviation: SMS stays, EMAIL → "Email". */
export const codeName = (code: string): string => (written.has(code) ? code : inWords(code))

/** A unit by its name, and as it is written beside a number: "Bushel (bu)". */
export function unitName(unit: string): string {
  const symbol = unitSymbol(unit)
  if (symbol === undefined) return inWords(unit)
  return symbol.toUpperCase() === unit ? symbol : `${inWords(unit)} (${symbol})`
}

/** A quantity with its unit as the trade writes it: "5 lots", "1,200 bu". */
export function quantityInWords(quantity: string, unit: string): string {
  const name = unit === lot ? (Number(quantity) === 1 ? 'lot' : 'lots') : symbolOf(unit)
  return `${formatDecimal(quantity)} ${name}`
}

/** A quantity before what it is of: lots go without saying, any other unit is named. */
export const quantityOf = (formatted: string, unit: string): string => (unit === lot ? formatted : `${formatted} ${symbolOf(unit)}`)
