import { brokerZone, dayOf, formatCalendarDay } from '../../lib/time'
import type { Entry } from './entry'

/** A line of the list: the heading of a day, or one entry. */
export type Row = DayRow | { kind: 'entry'; key: string; entry: Entry }

interface DayRow {
  kind: 'day'
  key: string
  /** yyyy-mm-dd */
  day: string
  label: string
  count: number
}

/** Entries, newest first, under the headings of their days in a zone; a day's count is of what is listed so far. */
export function dayRows(entries: readonly Entry[], now: Date, zone = brokerZone()): Row[] {
  const rows: Row[] = []
  let heading: DayRow | undefined
  for (const entry of entries) {
    const day = entry.day ?? dayOf(new Date(entry.occurredAt), zone)
    if (heading === undefined || heading.day !== day) {
      heading = { kind: 'day', key: `${day} ${rows.length}`, day, label: dayName(day, now, zone), count: 0 }
      rows.push(heading)
    }
    heading.count += 1
    rows.push({ kind: 'entry', key: entry.id, entry })
  }
  return rows
}

function dayName(day: string, now: Date, zone: string): string {
  const said = formatCalendarDay(day)
  if (day === dayOf(now, zone)) return `Today, ${said}`
  return day === dayOf(new Date(now.getTime() - 86_400_000), zone) ? `Yesterday, ${said}` : said
}
