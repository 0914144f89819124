import { instantOf, type Entry } from './entry'
import { day, year, type Span } from '../../ui/timeline/span'

/** The part of the past in which the scale grows: at most its last hundred days. */
export const hingeOf = ({ from, to }: Span): Span => ({ from: Math.max(from, to - 100 * day), to })

/** An entry's instant as a span of no length. */
export const pointOf = (entry: Entry): Span => ({ from: instantOf(entry), to: instantOf(entry) })

/** All the time that the timeline lets one move through: from a little before the first entry to a little after now. */
export function wholeOf(span: Span | null, now: number): Span {
  const from = span?.from ?? now - year
  const to = Math.max(now, span?.to ?? now)
  const air = Math.max(15 * day, (to - from) * 0.03)
  return { from: from - air, to: to + air }
}
