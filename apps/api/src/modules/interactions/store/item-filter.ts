import type { Channel, FeedbackState, OrderStatus, TimelineCategory } from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'
import type { Reach } from '../../../platform/directory/reach'
import { directoryColumns, withinThisReach } from '../../../platform/directory/reach-sql'
import type { Viewer } from '../visibility'
import { isoOf } from './instants'

/** Which interactions are meant; null does not filter, and several values of one kind mean any of them. */
export interface ItemFilter {
  /** Whose clients. */
  reach: Reach
  /** Who reads. */
  viewer: Viewer
  clientIds: readonly string[] | null
  from: Date | null
  to: Date | null
  categories: readonly TimelineCategory[] | null
  channels: readonly Channel[] | null
  authorIds: readonly string[] | null
  commodities: readonly string[] | null
  /** By their keyed fingerprints. */
  accounts: readonly Buffer[] | null
  orderStatuses: readonly OrderStatus[] | null
  hasAttachment: boolean | null
  /** For each word that is sought, the tokens any of which it is found by. */
  words: readonly (readonly number[])[] | null
  /** Notes that mention this user. */
  mentioned: UserId | null
  /** What is of, or about, this order. */
  orderId: string | null
  /** Feedback alone, in these states. */
  feedbackStates: readonly FeedbackState[] | null
}

/** Takes a value into a statement's values, and gives its place. */
export type Bind = (value: unknown) => string

/** The parts of a filter that a facet leaves out to count its own values. */
export const facets = ['categories', 'channels', 'authorIds', 'commodities', 'accounts', 'orderStatuses', 'hasAttachment'] as const
export type Facet = (typeof facets)[number]

/** One condition for each facet of a filter that filters, on the item `i`. */
export function facetConditions(filter: Pick<ItemFilter, Facet>, bind: Bind): Partial<Record<Facet, string>> {
  const anyOf = (column: string, type: string, values: readonly unknown[] | null) => (values === null ? null : `${column} = ANY (${bind(values)}::${type}[])`)
  const conditions: Record<Facet, string | null> = {
    categories: anyOf('i.category', 'text', filter.categories),
    channels: anyOf('i.channel', 'text', filter.channels),
    authorIds: anyOf('i.author_id', 'uuid', filter.authorIds),
    commodities: anyOf('i.commodity', 'text', filter.commodities),
    accounts: anyOf('i.account', 'bytea', filter.accounts),
    orderStatuses: anyOf('i.order_status', 'text', filter.orderStatuses),
    hasAttachment: filter.hasAttachment === null ? null : `i.attached = ${bind(filter.hasAttachment)}::boolean`,
  }
  return Object.fromEntries(Object.entries(conditions).filter(([, condition]) => condition !== null))
}

/** Whether the viewer may read the item `i`: what {@link mayRead} says, as SQL. */
export function readableCondition({ userId, teamIds, all }: Viewer, bind: Bind): string | null {
  if (all) return null
  const me = bind(userId)
  return `(i.visibility = 'ALL' OR i.author_id = ${me}::uuid OR i.mention_ids @> ARRAY[${me}::uuid] OR (i.visibility = 'TEAM' AND i.author_id = ANY (${bind(teamIds)}::uuid[])))`
}

const directory = 'JOIN interactions.directory_client d ON d.client_id = i.client_id'

/** Whose tokens are compared: those of the item's entry, which is joined, or of the entry in the item's place. */
type Entry = 'joined' | 'instead'

const tokensOf: Readonly<Record<Entry, string>> = { joined: 's.tokens', instead: 'i.tokens' }

/** Whether the entries of words answer by themselves: they know when and of whom an item is, and who may read it. */
export const isOfWordsAlone = (filter: ItemFilter): boolean => filter.words !== null && [...facets.map((facet) => filter[facet]), filter.feedbackStates, filter.orderId].every((part) => part === null)

/** What a statement over the item `i` joins, and what holds of it but for its facets. */
export function baseOf(filter: Omit<ItemFilter, Facet>, bind: Bind, entry: Entry = 'joined'): { joins: string; conditions: string[] } {
  const { reach, viewer, clientIds, from, to, words, mentioned, feedbackStates, orderId } = filter
  const within = withinThisReach(reach, directoryColumns, bind)
  const conditions = [
    within,
    readableCondition(viewer, bind),
    // Of a single client an index is walked in its order, which no index is for an array.
    clientIds && (clientIds.length === 1 ? `i.client_id = ${bind(clientIds[0])}::uuid` : `i.client_id = ANY (${bind(clientIds)}::uuid[])`),
    from && `i.occurred_at >= ${bind(isoOf(from))}::timestamptz`,
    to && `i.occurred_at < ${bind(isoOf(to))}::timestamptz`,
    feedbackStates && `i.feedback_state = ANY (${bind(feedbackStates)}::text[])`,
    orderId && `i.order_id = ${bind(orderId)}`,
    mentioned && `i.mention_ids @> ARRAY[${bind(mentioned)}::uuid]`,
    ...(words ?? []).map((tokens) => `${tokensOf[entry]} && ${bind(tokens)}::bigint[]`),
    words && entry === 'instead' ? `interactions.looked_at(${tokensOf[entry]})` : null,
  ]
  const entries = words === null || entry === 'instead' ? '' : 'JOIN interactions.search_entry s ON s.client_id = i.client_id AND s.occurred_at = i.occurred_at AND s.id = i.id'
  return { joins: [within === null ? '' : directory, entries].filter((join) => join !== '').join(' '), conditions: conditions.filter((condition) => condition !== null) }
}

/** The same with its facets. */
export function conditionsOf(filter: ItemFilter, bind: Bind, entry: Entry = 'joined'): { joins: string; where: string } {
  const { joins, conditions } = baseOf(filter, bind, entry)
  const all = [...conditions, ...Object.values(facetConditions(filter, bind))]
  return { joins, where: all.length === 0 ? 'true' : all.join(' AND ') }
}
