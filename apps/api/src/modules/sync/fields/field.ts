import type { DateOrder } from '@brokersync/schema/enums'
import type { Fault } from '../../../platform/errors/domain-error'
import type { Texts } from '../reading/columns'
import { Unreadable } from './unreadable'

/** What a row's cells are read by, beside their own text. */
export interface RowAround {
  /** ISO 3166-1 alpha-2: by it telephone numbers are read. */
  country: string
  /** IANA zone in which a date without an hour is a day. */
  timeZone: string
  dateOrders: Readonly<Record<string, DateOrder>>
}

/** One field of a kind of import. */
export interface Field {
  /** The value of the field's texts; of several columns each is one text, and most fields join them by a blank. @throws {Unreadable} */
  read(texts: readonly string[], around: RowAround, name: string): unknown
  isDate?: boolean
}

/** The fields of a kind of import, a closed list. */
export type Fields = Readonly<Record<string, Field>>

const maxText = 20_000

/** A field whose columns are joined by a blank, in the file's order. */
export const joined = (read: (text: string, around: RowAround, name: string) => unknown): Field => ({
  read: (texts, around, name) => read(texts.join(' '), around, name),
})

/** A field of dates, whose column has an order of day and month. */
export const dated = (read: (text: string, around: RowAround, name: string) => unknown): Field => ({ ...joined(read), isDate: true })

/** The values of a row by field, and what is wrong with those that could not be read. */
export function readFields(fields: Fields, texts: Texts, around: RowAround): { values: Map<string, unknown>; faults: Fault[] } {
  const values = new Map<string, unknown>()
  const faults: Fault[] = []
  for (const [name, given] of texts) {
    try {
      if (given.some((text) => text.length > maxText)) throw new Unreadable(`is longer than ${maxText} letters`)
      if (given.some((text) => text.includes('\0'))) throw new Unreadable('holds a character that no text has (NUL)')
      values.set(name, fields[name]?.read(given, around, name))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      faults.push({ path: name, message: error.message })
    }
  }
  return { values, faults }
}
