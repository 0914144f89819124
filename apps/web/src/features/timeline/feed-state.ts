import type { TimelineCategory } from '../../generated/graphql'
import type { Failure } from '../../lib/failure'
import type { DensityLayer } from '../../ui/timeline/density'
import type { Span } from '../../ui/timeline/span'
import { instantOf, type Entry } from './entry'
import { overlapOf } from './held'
import type { OrderState, Past, Reach, Shape } from './timeline-source'

/** What is held of the timeline at one time; a new object at each change. */
export interface FeedState {
  reach: Reach | null
  overview: DensityLayer | null
  /** For the past beside the window. */
  past: Past | null
  /** The latest shape: finer counts about the window, and exact counts of the window it was read for. */
  shape: Shape | null
  entries: ReadonlyMap<string, Entry>
  /** The span of each category that is held without a gap. */
  held: ReadonlyMap<TimelineCategory, Span>
  /** Arrived while the page was open and not yet looked at. */
  fresh: ReadonlySet<string>
  /** The span in which every order that was alive is held whole, and the events of these, wherever they lie; null where it is not known. */
  alive: { span: Span; ids: ReadonlySet<string> } | null
  /** What the orders have come to that were alive about the window, by `orderKey`. */
  orders: ReadonlyMap<string, OrderState>
  failure: Failure | null
  /** When what is shown was last read or confirmed; null before the first answer. */
  readAt: number | null
}

/** What the page wants to show now. */
export interface Wanted {
  window: Span
  /** Width of the window in CSS pixels. */
  width: number
  /** Categories whose items are drawn one by one. */
  categories: readonly TimelineCategory[]
  /** The window stands still: its exact counts are wanted too. */
  settled: boolean
  /** The past that is shown beside the window; null where there is none. */
  past: Span | null
}

/** Items that are shown one by one and not held. */
export interface Missing {
  span: Span
  categories: readonly TimelineCategory[]
}

/** What is to be read at first, and again after a gap. */
export const everything = { reach: true, shape: true, overview: true, past: true, lives: true }
/** Before anything was read. */
export const nothing: FeedState = {
  reach: null, overview: null, past: null, shape: null, entries: new Map(), held: new Map(), fresh: new Set(), alive: null, orders: new Map(), failure: null, readAt: null,
}

/** What is held, without what lies far from the window, so that the page never holds more than some screenfuls. What is new stays, and lives that are whole. */
export function near({ fresh, alive }: FeedState, span: Span, { entries, held }: Pick<FeedState, 'entries' | 'held'>): Pick<FeedState, 'entries' | 'held'> {
  const isNear = (entry: Entry) => instantOf(entry) >= span.from && instantOf(entry) < span.to
  return {
    entries: new Map([...entries].filter(([id, entry]) => isNear(entry) || fresh.has(id) || alive?.ids.has(id))),
    held: new Map([...held].flatMap(([category, own]) => {
      const kept = overlapOf(own, span)
      return kept ? [[category, kept] as const] : []
    })),
  }
}

/** What is held, without what is new and out of view: whether another query leaves it is not known. */
export const withoutNewAway = ({ entries, fresh }: FeedState, { from, to }: Span): FeedState['entries'] =>
  new Map([...entries].filter(([id, entry]) => !fresh.has(id) || (instantOf(entry) >= from && instantOf(entry) < to)))
