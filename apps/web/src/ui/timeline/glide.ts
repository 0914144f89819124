import type { Span } from './span'

const duration = 240
const easeOut = (share: number) => 1 - (1 - share) ** 3

/** Whether the person asked for less motion. */
export const wantsStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Moves from one window to another in 240 ms on our own animation frames; at once where motion is unwanted. Returns the way to stop. */
export function glide(from: Span, to: Span, show: (span: Span) => void): () => void {
  if (wantsStillness()) {
    show(to)
    return () => {}
  }
  const begun = performance.now()
  let frame = 0
  const step = (at: number) => {
    const share = Math.min(1, Math.max(0, (at - begun) / duration))
    show(share === 1 ? to : between(from, to, easeOut(share)))
    if (share < 1) frame = requestAnimationFrame(step)
  }
  frame = requestAnimationFrame(step)
  return () => cancelAnimationFrame(frame)
}

/** A window on the way: lengths change by equal ratios, so that a zoom over years looks as even as one over days. */
export function between(from: Span, to: Span, share: number): Span {
  const fromLength = from.to - from.from
  const toLength = to.to - to.from
  const length = fromLength * (toLength / fromLength) ** share
  const ratio = Math.abs(toLength - fromLength) < 1 ? share : (length - fromLength) / (toLength - fromLength)
  const start = from.from + (to.from - from.from) * ratio
  return { from: start, to: start + length }
}
