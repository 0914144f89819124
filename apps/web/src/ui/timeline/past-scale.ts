import type { TimeScale } from './scale'
import { day } from './span'

/** What stands left of the window: a band of the past on one even scale, and a hinge in which the scale grows to the window's. */
export interface PastRoom {
  /** Both in CSS pixels. */
  band: number
  hinge: number
}

/** The scale of the past band and its hinge; x counts from the band's left edge, and the window begins at `width`. */
export interface PastScale extends PastRoom {
  width: number
  /** The instants at the left edge and at the right edge, where the window begins. */
  from: number
  to: number
  x(time: number): number
  time(x: number): number
  /** How many pixels a day takes at a place: even in the band, growing through the hinge. */
  pixelsPerDayAt(x: number): number
}

/** Pixels a day of the band: a year, less what the hinge shows, on 124 pixels. */
export const pastPixelsPerDay = 0.36
export const usualRoom: PastRoom = { band: 124, hinge: 84 }

/**
 * The scale of the past beside a window. Through the hinge the pixels a day grow exponentially from the band's to the window's, so that
 * neither place nor speed jumps where they meet; both directions are closed forms.
 */
export function pastScale(window: Pick<TimeScale, 'from' | 'pixelsPerDay'>, { band, hinge }: PastRoom): PastScale {
  const [low, high] = [pastPixelsPerDay, window.pixelsPerDay]
  const growth = Math.log(high / low) / hinge
  const even = Math.abs(growth) < 1e-9
  /** Days between the hinge's left edge and a place inside of it. */
  const daysInto = (x: number) => (even ? x / low : (1 - Math.exp(-growth * x)) / (growth * low))
  const placeOf = (days: number) => (even ? days * low : -Math.log(1 - days * growth * low) / growth)
  const hingeFrom = window.from - daysInto(hinge) * day
  return {
    band,
    hinge,
    width: band + hinge,
    from: hingeFrom - (band / low) * day,
    to: window.from,
    x: (time) => (time < hingeFrom ? band - ((hingeFrom - time) / day) * low : band + placeOf((time - hingeFrom) / day)),
    time: (x) => (x < band ? hingeFrom - ((band - x) / low) * day : hingeFrom + daysInto(x - band) * day),
    pixelsPerDayAt: (x) => (x < band ? low : low * Math.exp(growth * (x - band))),
  }
}

/** Below this many pixels a day the window is the past's own scale nearly, and has no need of a band. */
const leastZoom = 3.2
const hysteresis = 1.25

/** Whether a window of so many pixels a day has a past beside it; within the hysteresis as it was before. */
export const hasPast = (pixelsPerDay: number, before: boolean): boolean => pixelsPerDay >= (before ? leastZoom : leastZoom * hysteresis)
