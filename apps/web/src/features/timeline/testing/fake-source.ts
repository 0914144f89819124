import { instantOf, laneOf, orderKey, type Entry } from '../entry'
import { everything, type TimelineQuery } from '../timeline-query'
import type { Grid, TimelineSource } from '../timeline-source'
import { anOrderState } from './entries'
import type { Bucket, DensityLayer } from '../../../ui/timeline/density'
import type { LaneId } from '../../../ui/timeline/lanes'

export interface FakeSource extends TimelineSource {
  entriesHeld: Entry[]
  /** What was asked, in order: "reach", "shape", "entries 200". */
  asked: string[]
  /** The most requests that were ever in flight at once. */
  mostAtOnce: number
  failing: Error | null
  query: TimelineQuery
}

/** A server's timeline in memory, with the paging, windows and counts of the real one. */
export function fakeSource(entriesHeld: Entry[]): FakeSource {
  let open = 0
  const answer = async <T>(name: string, make: () => T): Promise<T> => {
    source.asked.push(name)
    source.mostAtOnce = Math.max(source.mostAtOnce, ++open)
    // What is told is what is known at the time of asking, however late it comes.
    const made = make()
    await Promise.resolve()
    open -= 1
    if (source.failing) throw source.failing
    return made
  }
  const layerOf = ({ span, buckets }: Grid): DensityLayer => {
    const step = (span.to - span.from) / buckets
    const counts = new Map<LaneId, Bucket[]>()
    for (const entry of source.entriesHeld) {
      const at = instantOf(entry)
      if (at < span.from || at >= span.to) continue
      const from = span.from + Math.floor((at - span.from) / step) * step
      const lane = laneOf(entry)
      counts.set(lane, [...(counts.get(lane) ?? []), { from, to: from + step, count: 1 }])
    }
    return { span, buckets: counts }
  }
  const newestFirst = () => source.entriesHeld.toSorted((a, b) => instantOf(b) - instantOf(a))
  const source: FakeSource = {
    entriesHeld,
    asked: [],
    mostAtOnce: 0,
    failing: null,
    reach: () =>
      answer('reach', () => {
        const all = newestFirst()
        const [newest, oldest] = [all[0], all.at(-1)]
        const counts = new Map(all.map(({ category }) => [category, all.filter((entry) => entry.category === category).length]))
        return { count: all.length, counts, span: newest && oldest ? { from: instantOf(oldest), to: instantOf(newest) } : null }
      }),
    past: (weeks, days) => answer('past', () => ({ weeks: layerOf(weeks), days: layerOf(days) })),
    query: everything,
    ask: (query) => void (source.query = query),
    facets: () => answer('facets', () => null),
    lives: (span, { first, after }) =>
      answer('lives', () => {
        const orders = source.entriesHeld.filter((entry) => entry.__typename === 'OrderEvent')
        const open = (key: string) => {
          const at = orders.filter((order) => orderKey(order) === key).map(instantOf)
          const isOpen = orders.every((order) => orderKey(order) !== key || order.status === 'PLACED' || order.status === 'PARTIALLY_FILLED')
          return Math.min(...at) < span.to && (isOpen || Math.max(...at) >= span.from)
        }
        const openedAt = (key: string) => Math.min(...orders.filter((order) => orderKey(order) === key).map(instantOf))
        const keys = [...new Set(orders.map(orderKey))].filter(open).sort((a, b) => openedAt(b) - openedAt(a))
        const begin = after === null ? 0 : keys.indexOf(after) + 1
        const page = keys.slice(begin, begin + first).map((key) => {
          const events = orders.filter((order) => orderKey(order) === key)
          const { client, orderId, status } = events.at(-1) ?? { orderId: key, status: 'PLACED' }
          return { ...anOrderState({ id: key, client: client ?? null, orderId, status }), events }
        })
        return { orders: page, next: begin + first < keys.length ? (page.at(-1)?.id ?? null) : null }
      }),
    order: (event) => answer('order', () => source.entriesHeld.filter((entry) => entry.__typename === 'OrderEvent' && orderKey(entry) === orderKey(event))),
    tellings: (spans) => answer('tellings', () => spans.map(() => [])),
    shape: (window, grid) =>
      answer('shape', () => {
        const inside = source.entriesHeld.filter((entry) => instantOf(entry) >= window.from && instantOf(entry) < window.to)
        const exact = new Map(inside.map((entry) => [laneOf(entry), inside.filter((other) => laneOf(other) === laneOf(entry)).length]))
        return { layer: layerOf(grid), exact, window }
      }),
    entries: ({ span, categories, channels, first, after }) =>
      answer(`entries ${first}`, () => {
        const all = newestFirst().filter(
          (entry) =>
            entry.title.includes(source.query.search) &&
            instantOf(entry) >= (span.from ?? -Infinity) &&
            instantOf(entry) < (span.to ?? Infinity) &&
            (channels === null || (entry.__typename === 'Communication' && channels.includes(entry.channel))) &&
            (categories.length === 0 || categories.includes(entry.category)),
        )
        // A cursor is a place in the whole timeline, of whatever part it was given.
        const place = after === null ? -1 : newestFirst().findIndex(({ id }) => id === after)
        const passed = new Set(newestFirst().slice(0, place + 1))
        const begin = all.filter((entry) => passed.has(entry)).length
        const page = all.slice(begin, begin + first)
        return { entries: page, next: begin + first < all.length ? (page.at(-1)?.id ?? null) : null }
      }),
  }
  return source
}

/** Lets every request that is under way come to its end. */
export const settled = async () => {
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve()
}
