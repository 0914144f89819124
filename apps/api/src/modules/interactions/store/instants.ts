/**
 * An instant as Postgres reads it without doubt. The driver would write a `Date` in the process's own time zone, whose
 * offset of a hundred years ago may have had seconds, which it drops.
 */
export const isoOf = (instant: Date): string => instant.toISOString()
