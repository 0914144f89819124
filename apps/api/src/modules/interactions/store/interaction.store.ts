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

/** A stretch of some clients' timeline, read newest first. */
export interface Window {
  clientIds: readonly ClientId[]
  /** Included; null: from the beginning. */
  from: Date | null
  /** Not included; null: to the end. */
  to: Date | null
  /** Null: of any category. */
  categories: readonly TimelineCategory[] | null
  /** Only what comes after this one, which itself is left out: what is older, or of the same instant with a smaller id. */
  after: { occurredAt: Date; id: InteractionId } | null
  /** At most so many. */
  first: number
}

/** Keeps the interactions of clients. Every method throws UNAVAILABLE when the store is away. */
export interface InteractionStore {
  /** Puts interactions in place, over what has the same id; the same again changes nothing. */
  put(items: readonly StoredInteraction[]): Promise<void>
  /** By occurred-at, newest first; of one instant by id, largest first. */
  window(window: Window): Promise<StoredInteraction[]>
  /** Those that exist, in no order. */
  byIds(ids: readonly InteractionId[]): Promise<StoredInteraction[]>
  /** Counts items one by one, in stretches of `step` milliseconds from 1970 on; for spans of a few hours. */
  count(query: { clientIds: readonly ClientId[]; spans: readonly Span[]; step: number }): Promise<Count[]>
  /** Whether it can be reached, as `/ready` tells. */
  health(): Promise<Readiness>
  stop(): Promise<void>
}

/** Where a window ends: at its end, or at the item after which it goes on, whichever is earlier. */
export function endOf({ to, after }: Pick<Window, 'to' | 'after'>): { occurredAt: Date; id: string } | null {
  if (to === null) return after
  return after !== null && after.occurredAt < to ? after : { occurredAt: to, id: '' }
}

/** The last of each id, since one batch may tell of an item and of its change. */
export const lastOfEach = (items: readonly StoredInteraction[]): StoredInteraction[] => [...new Map(items.map((item) => [item.id, item])).values()]
