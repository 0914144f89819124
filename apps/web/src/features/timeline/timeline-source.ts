import type { ApolloClient } from '@apollo/client'
import {
  OrderEntriesDocument,
  TimelineEntriesDocument,
  TimelineFacetsDocument,
  TimelineNamesDocument,
  TimelineOrdersDocument,
  TimelinePastDocument,
  TimelineReachDocument,
  TimelineShapeDocument,
  type Channel,
  type NamingEventsFragment,
  type OrderStateFragment,
  type TimelineCategory,
  type TimelineFacetsQuery,
  type TimelineShapeQuery,
} from '../../generated/graphql'
import { failure, toFailure, type Failure } from '../../lib/failure'
import type { Bucket, DensityLayer } from '../../ui/timeline/density'
import type { LaneId } from '../../ui/timeline/lanes'
import type { Span } from '../../ui/timeline/span'
import { countingLane, type Entry, type Order } from './entry'
import { filterOf, ofChannels, spokenFilterOf, type TimelineQuery } from './timeline-query'

export interface EntriesPage {
  entries: Entry[]
  /** The cursor of the next, older page; null at the beginning. */
  next: string | null
}

/** Which page of the entries is asked for. */
export interface EntriesAsked {
  /** Of its ends, one that is left out does not bound. */
  span: Partial<Span>
  categories: readonly TimelineCategory[]
  /** Of communications, those of some channels; null for all. */
  channels: readonly Channel[] | null
  first: number
  after: string | null
}

export interface Reach {
  count: number
  /** Null where nothing ever happened. */
  span: Span | null
  /** How many there are of each category that has any. */
  counts: ReadonlyMap<TimelineCategory, number>
}

/** A stretch of time in whole steps of one length. */
export interface Grid {
  span: Span
  buckets: number
}

/** The past beside the window: by week, and by day for its latest part. */
export interface Past {
  weeks: DensityLayer
  days: DensityLayer
}

/** Counts of each value that one may filter by. */
export type Facets = NonNullable<NonNullable<TimelineFacetsQuery['client']>['timelineCounts']>

/** Something that happened and may explain why a stretch stands out. */
export interface Telling {
  at: number
  title: string
  isMarketMove: boolean
}

export interface Shape {
  layer: DensityLayer
  /** How many of each lane fall in exactly the window asked for; a lane with none is left out. */
  exact: ReadonlyMap<LaneId, number>
  window: Span
}

/** What an order has come to, as the server knows it: quantities of its unit. */
export type OrderState = OrderStateFragment

export type AliveOrder = OrderState & { events: Entry[] }

export interface LivesPage {
  orders: AliveOrder[]
  /** The cursor of the next page; null where these are all. */
  next: string | null
}

/** Where the timeline of one client, or of its household or company, is read from, under a query. Rejects with a Failure. */
export interface TimelineSource {
  /** What is asked for, until something else is. */
  readonly query: TimelineQuery
  ask(query: TimelineQuery): void
  /** Under a query of its own: the menu of filters knows what was ticked before it is asked for here. */
  facets(window: Span, under: TimelineQuery): Promise<Facets | null>
  reach(): Promise<Reach>
  shape(window: Span, grid: Grid): Promise<Shape>
  past(weeks: Grid, days: Grid): Promise<Past>
  /** The orders that were alive in a span, each with every event, the last opened first, a page at a time; whatever else is asked for. */
  lives(span: Span, page: { first: number; after: string | null }): Promise<LivesPage>
  /** The events of the order that one is of, as they are now, whatever else is asked for; none where there is no such order. What is pinned of them is so as well. */
  order(event: Order): Promise<Entry[]>
  /** What happened in up to six stretches that may explain them, in their order. */
  tellings(spans: readonly Span[]): Promise<Telling[][]>
  entries(page: EntriesAsked): Promise<EntriesPage>
}

/** A read that failed, for `catch`. */
export class ReadFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message)
  }
}

/** The server cuts time at hours, days, weeks or months: the first and the last bucket may reach over the span's edges. */
const edges = 2
const mostBuckets = 500
const mostWeeks = 1_000

const iso = (at: number) => new Date(at).toISOString()
const isoOrNull = (at: number | undefined) => (at === undefined ? null : iso(at))
const gone = () => new ReadFailed(failure('NOT_FOUND', 'There is no such client.'))

/** Reads over Apollo without its cache: a window of thousands of items is merged by id here, not normalised there. */
export function apolloSource(client: ApolloClient, clientId: string, first: TimelineQuery): TimelineSource {
  let query = first
  const asked = (under = query) => {
    const spoken = spokenFilterOf(under)
    return { clientId, rollUp: under.rollUp, search: under.search.trim() || null, filter: filterOf(under), spoken, hasSpoken: spoken !== null }
  }
  return {
    get query() {
      return query
    },
    ask: (next) => void (query = next),
    async reach() {
      const { data, error } = await client.query({ query: TimelineReachDocument, variables: { clientId, rollUp: query.rollUp }, fetchPolicy: 'no-cache' })
      if (!data?.client) throw error ? new ReadFailed(toFailure(error)) : gone()
      const extent = data.client.timelineExtent
      if (!extent) throw error ? new ReadFailed(toFailure(error)) : new ReadFailed(failure('UNAVAILABLE', 'The timeline is away.'))
      const span = extent.first && extent.last ? { from: Date.parse(extent.first), to: Date.parse(extent.last) } : null
      const counts = new Map((data.client.ever ?? []).map(({ category, count }) => [category, count]))
      return { count: extent.count, span, counts }
    },
    async shape(window, { span, buckets }) {
      const variables = {
        ...asked(),
        from: iso(span.from),
        to: iso(span.to),
        buckets: Math.min(mostBuckets, buckets + edges),
        exactFrom: iso(window.from),
        exactTo: iso(window.to),
      }
      const { data, error } = await client.query({ query: TimelineShapeDocument, variables, fetchPolicy: 'no-cache' })
      const { bars, spokenBars, exact, spokenExact } = data?.client ?? {}
      if (!bars || !exact) throw error ? new ReadFailed(toFailure(error)) : gone()
      return { layer: { span, buckets: bucketsOf(bars, spokenBars ?? []) }, exact: sumsOf(bucketsOf(exact, spokenExact ?? [])), window }
    },
    async past(weeks, days) {
      const variables = {
        ...asked(),
        from: iso(weeks.span.from),
        to: iso(weeks.span.to),
        weeks: Math.min(mostWeeks, weeks.buckets + edges),
        daysFrom: iso(days.span.from),
        daysTo: iso(days.span.to),
        days: Math.min(mostBuckets, days.buckets + edges),
      }
      const { data, error } = await client.query({ query: TimelinePastDocument, variables, fetchPolicy: 'no-cache' })
      const { weeks: byWeek, spokenWeeks, days: byDay, spokenDays } = data?.client ?? {}
      if (!byWeek || !byDay) throw error ? new ReadFailed(toFailure(error)) : gone()
      return {
        weeks: { span: weeks.span, buckets: bucketsOf(byWeek, spokenWeeks ?? []) },
        days: { span: days.span, buckets: bucketsOf(byDay, spokenDays ?? []) },
      }
    },
    async facets(window, under) {
      const { rollUp, search, filter } = asked(under)
      const variables = { clientId, rollUp, search, filter, from: iso(window.from), to: iso(window.to) }
      const { data, error } = await client.query({ query: TimelineFacetsDocument, variables, fetchPolicy: 'no-cache' })
      if (!data?.client) throw error ? new ReadFailed(toFailure(error)) : gone()
      return data.client.timelineCounts ?? null
    },
    async lives({ from, to }, { first, after }) {
      const variables = { clientId, rollUp: query.rollUp, from: iso(from), to: iso(to), first, after }
      const { data, error } = await client.query({ query: TimelineOrdersDocument, variables, fetchPolicy: 'no-cache' })
      const orders = data?.client?.orders
      if (!orders) throw error ? new ReadFailed(toFailure(error)) : gone()
      return { orders: orders.nodes, next: nextOf(orders.pageInfo) }
    },
    async order({ client: of, orderId }) {
      // Through the cache, so that what is pinned of the order changes as well.
      const { data, error } = await client.query({ query: OrderEntriesDocument, variables: { clientId: of?.id ?? clientId, orderId }, fetchPolicy: 'network-only' })
      if (!data?.client) throw error ? new ReadFailed(toFailure(error)) : gone()
      return data.client.order?.events ?? []
    },
    async tellings(spans) {
      const { data, error } = await client.query({ query: TimelineNamesDocument, variables: { clientId, rollUp: query.rollUp, first: 25, ...spanVariables(spans) }, fetchPolicy: 'no-cache' })
      const found = data?.client
      if (!found) throw error ? new ReadFailed(toFailure(error)) : gone()
      return [found.s0, found.s1, found.s2, found.s3, found.s4, found.s5].slice(0, spans.length).map(tellingsOf)
    },
    async entries({ span, categories, channels, first, after }) {
      const under = channels === null ? query : ofChannels(query, channels)
      if (under === null) return { entries: [], next: null }
      const { rollUp, search, filter } = asked(under)
      const variables = { clientId, rollUp, search, filter, from: isoOrNull(span.from), to: isoOrNull(span.to), categories: [...categories], first, after }
      const { data, error } = await client.query({ query: TimelineEntriesDocument, variables, fetchPolicy: 'no-cache' })
      const page = data?.client?.timeline
      if (!page) throw error ? new ReadFailed(toFailure(error)) : gone()
      return { entries: page.edges.map(({ node }) => node), next: nextOf(page.pageInfo) }
    },
  }
}

const nextOf = ({ hasNextPage, endCursor }: { hasNextPage: boolean; endCursor?: string | null }): string | null => (hasNextPage ? (endCursor ?? null) : null)

/** Six stretches in any case: where fewer are asked for, the rest are an empty millisecond. */
function spanVariables(spans: readonly Span[]) {
  const at = (index: number, end: 'from' | 'to') => iso(spans[index]?.[end] ?? (end === 'from' ? 0 : 1))
  return {
    from0: at(0, 'from'), to0: at(0, 'to'), from1: at(1, 'from'), to1: at(1, 'to'), from2: at(2, 'from'), to2: at(2, 'to'),
    from3: at(3, 'from'), to3: at(3, 'to'), from4: at(4, 'from'), to4: at(4, 'to'), from5: at(5, 'from'), to5: at(5, 'to'),
  }
}

const tellingsOf = (page: NamingEventsFragment | null | undefined): Telling[] =>
  (page?.nodes ?? []).map((node) => ({
    at: Date.parse(node.occurredAt),
    title: node.title,
    isMarketMove: node.__typename === 'ClientEvent' && node.eventType === 'MARKET_MOVE',
  }))

type WireBucket = NonNullable<NonNullable<TimelineShapeQuery['client']>['bars']>[number]

/** The counts by lane: categories that share a lane are added up, and of communications what was spoken is taken out of the rest. */
export function bucketsOf(all: readonly WireBucket[], spoken: readonly WireBucket[]): Map<LaneId, Bucket[]> {
  const lanes = new Map<LaneId, Map<string, Bucket>>()
  const add = (lane: LaneId, { start, end }: WireBucket, count: number) => {
    const own = lanes.get(lane) ?? new Map<string, Bucket>()
    const known = own.get(start)
    if (known) known.count += count
    else own.set(start, { from: Date.parse(start), to: Date.parse(end), count })
    lanes.set(lane, own)
  }
  const spokenAt = new Map(spoken.map(({ start, count }) => [start, count]))
  for (const bucket of all) {
    if (bucket.category !== 'COMMUNICATION') {
      add(countingLane(bucket.category), bucket, bucket.count)
      continue
    }
    // Both were counted one after the other: what arrived between them must not make a negative count.
    const calls = Math.min(bucket.count, spokenAt.get(bucket.start) ?? 0)
    if (calls > 0) add('calls', bucket, calls)
    if (bucket.count > calls) add('emails', bucket, bucket.count - calls)
  }
  return new Map([...lanes].map(([lane, own]) => [lane, [...own.values()].sort((a, b) => a.from - b.from)]))
}

const sumsOf = (buckets: ReadonlyMap<LaneId, readonly Bucket[]>): Map<LaneId, number> =>
  new Map([...buckets].map(([lane, own]) => [lane, own.reduce((sum, { count }) => sum + count, 0)]))
