import type { DateOrder } from '@brokersync/schema/enums'
import { quote, Unreadable } from './unreadable'
import { exists, instantOf, type WallClock } from './zoned-time'

/** When something was: an instant, or no more than its day. */
export interface Moment {
  at: Date
  /** yyyy-mm-dd, where no more than the day is known; `at` is its beginning. */
  day: string | null
}

interface Parts extends WallClock {
  hasTime: boolean
  /** Minutes ahead of UTC; null where the text names none. */
  offset: number | null
}

const time = String.raw`(?:[T ]\s*(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?\s*(?<half>[AaPp][Mm])?\s*(?<offset>[Zz]|[+-]\d{2}:?\d{2})?)?`
const yearFirst = new RegExp(String.raw`^(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})\k<mark>(?<day>\d{1,2})${time}$`)
const compact = /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:[T ]?(?<hour>\d{2}):?(?<minute>\d{2})(?::?(?<second>\d{2}))?(?<offset>[Zz]|[+-]\d{2}:?\d{2})?)?$/
const yearLast = new RegExp(String.raw`^(?<first>\d{1,2})(?<mark>[-/.])(?<next>\d{1,2})\k<mark>(?<year>\d{4})${time}$`)

function minutesOf(offset: string | undefined): number | null {
  if (offset === undefined) return null
  if (offset.toUpperCase() === 'Z') return 0
  const digits = offset.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return offset.startsWith('-') ? -minutes : minutes
}

function hourOf({ hour = '0', half }: Record<string, string | undefined>): number {
  if (half === undefined) return Number(hour)
  if (Number(hour) < 1 || Number(hour) > 12) return Number.NaN
  return (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
}

function groupsOf(text: string, order: DateOrder | undefined): Record<string, string | undefined> | null {
  const groups = (yearFirst.exec(text) ?? compact.exec(text))?.groups
  if (groups !== undefined) return groups
  const last = yearLast.exec(text)?.groups
  if (last === undefined) return null
  // Without an order no date of the column leaves a choice, so that either serves: day and month are the same number.
  return order === 'MDY' ? { ...last, month: last['first'], day: last['next'] } : { ...last, day: last['first'], month: last['next'] }
}

function partsOf(text: string, order: DateOrder | undefined): Parts {
  const groups = groupsOf(text, order)
  if (groups === null) throw new Unreadable(`${quote(text)} is no date that is known here (2026-01-31, 20260131 or 31/01/2026, with a time or without)`)
  const number = (name: string) => Number(groups[name] ?? '0')
  const parts = {
    year: number('year'), month: number('month'), day: number('day'), hour: hourOf(groups), minute: number('minute'), second: number('second'),
    millisecond: Math.floor(Number(`0.${groups['fraction'] ?? '0'}`) * 1000), hasTime: groups['hour'] !== undefined, offset: minutesOf(groups['offset']),
  }
  if (!exists(parts) || Number.isNaN(parts.hour)) throw new Unreadable(`${quote(text)} is a date or a time that does not exist`)
  return parts
}

const dayOf = ({ year, month, day }: Parts): string => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** A calendar day as yyyy-mm-dd; a time beside it is dropped. @throws {Unreadable} */
export function readDay(text: string, order: DateOrder | undefined): string {
  return dayOf(partsOf(text, order))
}

/** An instant; a date alone is the beginning of that day in the zone, and known to the day. @throws {Unreadable} */
export function readMoment(text: string, order: DateOrder | undefined, zone: string): Moment {
  const parts = partsOf(text, order)
  const day = parts.hasTime ? null : dayOf(parts)
  if (parts.offset === null) return { at: instantOf(parts, zone), day }
  return { at: new Date(instantOf(parts, 'UTC').getTime() - parts.offset * 60_000), day }
}
