import { brokerZone, dayOf, formatDay } from '../../lib/time'
import type { Entry } from './entry'

/** A line of the list: the heading of a day, or one entry. */
export type Row = DayRow | { kind: 'entry'; key: string; entry: Entry }

interface DayRow {
  kind: 'day'
  /** yyyy-mm-dd */
  key: string
  label: string
  count: number
}

/** Entries, newest first, under the headings of their days in a zone; a day's count is of what is listed so far. */
export function dayRows(entries: readonly Entry[], now: Date, zone = brokerZone()): Row[] {
  const rows: Row[] = []
  let heading: DayRow | undefined
  for (const entry of entries) {
    const at = new Date(entry.occurredAt)
    const key = dayOf(at, zone)
    if (heading === undefined || heading.key !== key) {
      heading = { kind: 'day', key, label: dayName(at, now, zone), count: 0 }
      rows.push(heading)
    }
    heading.count += 1
    rows.push({ kind: 'entry', key: entry.id, entry })
  }
  return rows
}

function dayName(at: Date, now: Date, zone: string): string {
  const said = formatDay(at, zone)
  if (dayOf(at, zone) === dayOf(now, zone)) return `Today, ${said}`
  return dayOf(at, zone) === dayOf(new Date(now.getTime() - 86_400_000), zone) ? `Yesterday, ${said}` : said
}
