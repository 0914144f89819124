import type { Bucket } from './density'
import type { Mode } from './hand-over'
import type { LaneId } from './lanes'
import type { TimeScale } from './scale'
import type { Span } from './span'

/** A lane that is drawn as counts. */
export interface DenseLane {
  lane: LaneId
  top: number
  height: number
  mode: Mode
  buckets: readonly Bucket[]
  /** The places of this lane that have a name. */
  peaks: readonly Peak[]
}

/** A named place among bars. */
export interface Peak extends Span {
  count: number
  name: string
}

/** The days of a move of the market, shaded over all lanes. */
export interface MarketBand extends Span {
  id: string
}

/** The bars of a lane that the window shows. */
export function visible(lane: DenseLane, scale: TimeScale): Bucket[] {
  return lane.buckets.filter((bucket) => bucket.to > scale.from && bucket.from < scale.to && bucket.count > 0)
}

/** How high the tallest bar of a lane stands, and on which line; a folded lane is bars from edge to edge. */
export const barRoom = (lane: DenseLane): number => lane.height - (lane.height > 26 ? (lane.peaks.length > 0 ? 24 : 16) : 5)
export const baseOf = (lane: DenseLane): number => lane.top + lane.height - (lane.height > 26 ? 4 : 3)
