const startOf = (text: string, plusDays = 0): Date => {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number)
  return new Date(year, month - 1, day + plusDays)
}

/** A span of the reader's days, the last one included, as instants (RFC 3339); one that begins today begins now. */
export function loanSpan(first: string, last: string, now: Date): { from: string | null; until: string } {
  const start = startOf(first)
  return { from: start <= now ? null : start.toISOString(), until: startOf(last, 1).toISOString() }
}
