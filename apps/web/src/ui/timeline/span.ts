/** A stretch of time in milliseconds of the Unix epoch: `from` is included, `to` is not. */
export interface Span {
  from: number
  to: number
}

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const year = 365.25 * day

/** The shortest window that the timeline shows. */
export const leastWindow = 10 * minute

/** How long a span lasts, in milliseconds. */
export const lengthOf = (span: Span): number => span.to - span.from

/** The span moved by a time, in milliseconds. */
export const moved = (span: Span, by: number): Span => ({ from: span.from + by, to: span.to + by })

/** The span moved so that an instant is in its middle. */
export const centredOn = (span: Span, at: number): Span => moved(span, at - (span.from + span.to) / 2)

/** The span with a share of its own length added on each side. */
export const widened = (span: Span, share: number): Span => ({
  from: span.from - lengthOf(span) * share,
  to: span.to + lengthOf(span) * share,
})

/** Whether the whole of `inner` lies within `outer`. */
export const covers = (outer: Span, inner: Span): boolean => outer.from <= inner.from && outer.to >= inner.to

/** The span scaled about an instant that stays where it is; a factor below 1 zooms in. */
export const zoomedAbout = (span: Span, at: number, factor: number): Span => ({
  from: at - (at - span.from) * factor,
  to: at + (span.to - at) * factor,
})

/** The span held within limits: shortened to fit, lengthened to the least, then pushed inside. */
export function heldWithin(span: Span, limits: Span, least: number): Span {
  const length = Math.min(Math.max(lengthOf(span), least), lengthOf(limits))
  const middle = (span.from + span.to) / 2
  const from = Math.min(Math.max(middle - length / 2, limits.from), limits.to - length)
  return { from, to: from + length }
}
