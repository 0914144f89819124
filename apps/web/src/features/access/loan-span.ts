import { startOfDay } from '../../lib/time'

/** A span of the reader's days, the last one included, as instants (RFC 3339); one that begins today begins now. */
export function loanSpan(first: string, last: string, now: Date): { from: string | null; until: string } {
  const start = startOfDay(first)
  return { from: start <= now ? null : start.toISOString(), until: startOfDay(last, 1).toISOString() }
}
