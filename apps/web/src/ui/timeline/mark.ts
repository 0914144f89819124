import type { GlyphName } from './glyphs'
import type { LaneId } from './lanes'

/** One thing on the timeline, ready to draw; knows nothing of where it came from. Instants are milliseconds of the Unix epoch. */
export interface Mark {
  /** Stable across loads, so that a mark that is loaded again stays in its place. */
  id: string
  lane: LaneId
  start: number
  /** Only where it lasts: an order's life, a meeting. */
  end?: number
  glyph: GlyphName
  label: string
  /** A second, greyer part of the label, such as a price: shown whole or not at all. */
  detail?: string
  /** What a screen reader says after the label: kind, state, when. */
  description: string
  mood?: 'up' | 'down'
  /** Arrived while the page was open, and not yet looked at. */
  fresh?: boolean
  /** Keeps its label where only marks fit: overdue, unhappy. */
  loud?: boolean
  /** Stands where it is with its label, however many others there are, and in a lane of counts too. */
  pinned?: boolean
  /** Written here and not yet confirmed by the server: drawn dashed. */
  pending?: boolean
  life?: Life
  /** How many further things stand in this place. */
  pile?: number
  /** Changes whenever anything drawn changes. */
  version: string
}

/** What an order went through, from its placing to its end. */
export interface Life {
  /** Null where the placing lies before what is held. */
  placedAt: number | null
  /** Each execution and the share of the order's quantity filled after it, from 0 to 1; empty where the quantity is unknown. */
  fills: { at: number; share: number }[]
  ending: 'filled' | 'cancelled' | 'rejected' | 'expired' | 'working'
}
