import type { Span } from './span'

/** A linear scale between instants and pixels; the one that vis-timeline and the canvases share. */
export interface TimeScale extends Span {
  width: number
  x(time: number): number
  time(x: number): number
  pixelsPerDay: number
}

/** The scale that shows a span over a width in CSS pixels. */
export function timeScale(span: Span, width: number): TimeScale {
  const perMillisecond = width / (span.to - span.from)
  return {
    ...span,
    width,
    x: (time) => (time - span.from) * perMillisecond,
    time: (x) => span.from + x / perMillisecond,
    pixelsPerDay: perMillisecond * 86_400_000,
  }
}
