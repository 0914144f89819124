import type { CountUnit } from '../density'

/**
 * An instant as Postgres reads it without doubt. The driver would write a `Date` in the process's own time zone, whose
 * offset of a hundred years ago may have had seconds, which it drops.
 */
export const isoOf = (instant: Date): string => instant.toISOString()

/** When the hour, day or month (UTC) of an instant began, as Postgres reads it. */
export function startOf(unit: CountUnit, at: Date): string {
  const text = at.toISOString()
  switch (unit) {
    case 'hour':
      return `${text.slice(0, 13)}:00:00.000Z`
    case 'day':
      return `${text.slice(0, 10)}T00:00:00.000Z`
    case 'month':
      return `${text.slice(0, 7)}-01T00:00:00.000Z`
  }
}
