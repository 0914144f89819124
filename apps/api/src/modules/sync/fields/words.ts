import { quote, Unreadable } from './unreadable'

/** How a name of a closed list is spelled in files: `High value`, `high-value` and `HIGH_VALUE` are one. */
export const codeOf = (text: string) => text.trim().toUpperCase().replace(/[\s-]+/g, '_')

const spellings: Readonly<Record<string, string>> = { CANCELED: 'CANCELLED', ORGANIZATION: 'ORGANISATION' }

/** A reader of one value of a closed list. */
export const oneOf = (values: Readonly<Record<string, string>>) => (text: string): string => {
  const code = codeOf(text)
  const value = spellings[code] ?? code
  if (Object.hasOwn(values, value)) return value
  throw new Unreadable(`${quote(text)} is none of ${Object.keys(values).join(', ')}`)
}

/** The parts of a text that `;` separates, without blanks and repetitions. */
export const listOf = (text: string): string[] => [...new Set(text.split(';').map((part) => part.trim()).filter((part) => part !== ''))]

/** A reader of several values of a closed list, separated by `;`. */
export const someOf = (values: Readonly<Record<string, string>>) => {
  const one = oneOf(values)
  return (text: string): string[] => listOf(text).map(one)
}

/** A text of one line: runs of blanks are one. @throws {Unreadable} past its length. */
export const lineUpTo = (most: number) => (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length > most) throw new Unreadable(`has ${line.length} letters; ${most} is the most`)
  return line
}

/** A text that may have several lines. @throws {Unreadable} past its length. */
export const textUpTo = (most: number) => (text: string): string => {
  if (text.length > most) throw new Unreadable(`has ${text.length} letters; ${most} is the most`)
  return text
}
