import type { Channel, TimelineCategory } from '../../generated/graphql'
import type { LaneId } from '../../ui/timeline/lanes'
import { categoriesIn, instantOf } from './entry'
import { spokenChannels, writtenChannels } from './timeline-query'
import type { EntriesAsked, EntriesPage, TimelineSource } from './timeline-source'

/** What of the API's categories some lanes show; of communications those of some channels, null for all. */
interface Part {
  categories: TimelineCategory[]
  channels: readonly Channel[] | null
}

/** Calls and emails are one category of the API: one of them without the other is asked for by its channels, which would leave nothing of the other lanes, so these are asked for beside it. */
function partsOf(lanes: readonly LaneId[]): Part[] {
  if (lanes.includes('calls') === lanes.includes('emails')) return [{ categories: categoriesIn(lanes), channels: null }]
  const communications: Part = { categories: ['COMMUNICATION'], channels: lanes.includes('calls') ? spokenChannels : writtenChannels }
  const others = categoriesIn(lanes).filter((category) => category !== 'COMMUNICATION')
  return others.length === 0 ? [communications] : [communications, { categories: others, channels: null }]
}

/** A page of exactly what some lanes show, newest first: so many at least, where there are so many. */
export async function entriesOfLanes(source: TimelineSource, lanes: readonly LaneId[], page: Pick<EntriesAsked, 'span' | 'first' | 'after'>): Promise<EntriesPage> {
  const [only, ...more] = await Promise.all(partsOf(lanes).map((part) => source.entries({ ...page, ...part })))
  return only && more.length === 0 ? only : together([...(only ? [only] : []), ...more])
}

/** As far as all pages reach: what lies below the end of one that goes on is read with the next page, from there. A cursor is a place in the whole timeline, so it is good for every part. */
function together(pages: readonly EntriesPage[]): EntriesPage {
  const endOf = ({ entries }: EntriesPage) => entries.map(instantOf).at(-1) ?? Infinity
  const [end] = pages.filter(({ next }) => next !== null).sort((a, b) => endOf(b) - endOf(a))
  const from = end ? endOf(end) : -Infinity
  const entries = pages.flatMap((page) => page.entries).filter((entry) => instantOf(entry) >= from)
  return { entries: entries.sort((a, b) => instantOf(b) - instantOf(a)), next: end?.next ?? null }
}
