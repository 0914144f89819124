import type { TimelineCategory } from '@brokersync/schema/enums'
import type { ClientId, InteractionId } from '@brokersync/schema/ids'
import type { Readiness } from '../../../platform/module'
import type { Count, Span } from '../density'
import type { InteractionContent, InteractionHead } from '../interaction'

/** An interaction as it is stored: its codes in clear, all that was written sealed. */
export type StoredInteraction = InteractionHead & {
  category: TimelineCategory
  sealed: Buffer
} & CodedContent

type CodedContent = InteractionContent extends infer Content ? (Content extends InteractionContent ? Omit<Content, 'texts'> : never) : never

/** By occurred-at and, of one instant, by id. */
export type Order = 'newest' | 'oldest'

/** The place of an item in a timeline. */
export interface Anchor {
  occurredAt: Date
  id: string
}

/** Whose timeline an item is on, and where. */
export interface Place extends Anchor {
  clientId: ClientId
}

/** A stretch of some clients' timeline, read from its newest or from its oldest on. */
export interface Window {
  clientIds: readonly ClientId[]
  /** Included; null: from the beginning. */
  from: Date | null
  /** Not included; null: to the end. */
  to: Date | null
  /** Null: of any category. */
  categories: readonly TimelineCategory[] | null
  /** Newest first where left out. */
  order?: Order
  /** Only what comes after this one in the order, which itself is left out: of the same instant, by id. */
  after: Anchor | null
  /** At most so many. */
  first: number
}

/** Keeps the interactions of clients. Every method throws UNAVAILABLE when the store is away. */
export interface InteractionStore {
  /** Puts interactions in place, over what has the same id; the same again changes nothing. */
  put(items: readonly StoredInteraction[]): Promise<void>
  /** Puts in place what was there before an instant: whatever was put, or forgotten, since then stands. */
  fill(items: readonly StoredInteraction[], before: Date): Promise<void>
  /** In the window's order; newest first, of one instant the largest id is first. */
  window(window: Window): Promise<StoredInteraction[]>
  /** Those that exist, in no order. */
  byIds(ids: readonly InteractionId[]): Promise<StoredInteraction[]>
  /** Counts items one by one, in stretches of `step` milliseconds from 1970 on; for spans of a few hours. */
  count(query: { clientIds: readonly ClientId[]; spans: readonly Span[]; step: number }): Promise<Count[]>
  /** Removes interactions by their places; those that are not there are none. */
  remove(places: readonly Place[]): Promise<void>
  /** Removes all of a client; while the counts of it still stand, by which partitions are found. */
  forget(clientId: ClientId): Promise<void>
  /** Removes everything. */
  clear(): Promise<void>
  /** Whether it can be reached, as `/ready` tells. */
  health(): Promise<Readiness>
  stop(): Promise<void>
}

const never: Anchor = { occurredAt: new Date(-62_135_596_800_000), id: '' }
const always: Anchor = { occurredAt: new Date(253_402_300_799_999), id: '' }

/** Whether one place comes before another in time. */
export const isBefore = (one: Anchor, other: Anchor): boolean => one.occurredAt < other.occurredAt || (one.occurredAt.getTime() === other.occurredAt.getTime() && one.id < other.id)

/** What a window holds lies between two places and is neither of them; the years 1 to 9999 where nothing bounds it. */
export function boundsOf({ from, to, after, order = 'newest' }: Pick<Window, 'from' | 'to' | 'after' | 'order'>): { low: Anchor; high: Anchor } {
  const low = from === null ? never : { occurredAt: from, id: '' }
  const high = to === null ? always : { occurredAt: to, id: '' }
  if (after === null) return { low, high }
  return order === 'newest' ? { low, high: isBefore(after, high) ? after : high } : { low: isBefore(low, after) ? after : low, high }
}

/** The last of each id, since one batch may tell of an item and of its change. */
export const lastOfEach = (items: readonly StoredInteraction[]): StoredInteraction[] => [...new Map(items.map((item) => [item.id, item])).values()]
