import type { TimelineCategory, TimelineEntryFragment } from '../../generated/graphql'
import { exactInBothZones, formatCalendarDay } from '../../lib/time'
import type { LaneId } from '../../ui/timeline/lanes'

/** One thing that happened, as the API gives it. */
export type Entry = TimelineEntryFragment
export type Order = Extract<Entry, { __typename: 'OrderEvent' }>
export type Communication = Extract<Entry, { __typename: 'Communication' }>

const instants = new WeakMap<object, number>()

/** When it happened, in milliseconds of the Unix epoch; read once, since it is asked for in every frame. */
export function instantOf(entry: Pick<Entry, 'occurredAt'>): number {
  const known = instants.get(entry)
  if (known !== undefined) return known
  const at = Date.parse(entry.occurredAt)
  instants.set(entry, at)
  return at
}

/** When it was, exactly: to the second in both zones, or its day where no more is known. */
export const exactlyWhen = (entry: Pick<Entry, 'occurredAt' | 'day'>, clientZone: string | null): string =>
  entry.day == null ? exactInBothZones(new Date(entry.occurredAt), clientZone) : `${formatCalendarDay(entry.day)}, hour not known`

/** What a filter chooses by: one or several of the API's categories, with the lanes that show them. */
export interface Kind {
  id: string
  name: string
  categories: readonly TimelineCategory[]
  /** The first one stands for the kind where calls and emails are counted together. */
  lanes: readonly [LaneId, ...LaneId[]]
}

/** The kinds that are counted apart. Calls and emails are one category of the API, and so one count. */
export const kinds: readonly Kind[] = [
  { id: 'orders', name: 'Orders', categories: ['ORDER'], lanes: ['orders'] },
  { id: 'contact', name: 'Calls, emails', categories: ['COMMUNICATION'], lanes: ['calls', 'emails'] },
  { id: 'documents', name: 'Documents', categories: ['DOCUMENT'], lanes: ['documents'] },
  { id: 'events', name: 'Events', categories: ['EVENT'], lanes: ['events'] },
  { id: 'notes', name: 'Notes', categories: ['NOTE', 'FEEDBACK', 'RECOMMENDATION'], lanes: ['notes'] },
  { id: 'followups', name: 'Follow-ups', categories: ['FOLLOW_UP'], lanes: ['followups'] },
]

export const allCategories: readonly TimelineCategory[] = kinds.flatMap(({ categories }) => categories)

const leading: Readonly<Record<TimelineCategory, LaneId>> = {
  ORDER: 'orders', COMMUNICATION: 'calls', DOCUMENT: 'documents', EVENT: 'events',
  NOTE: 'notes', FEEDBACK: 'notes', RECOMMENDATION: 'notes', FOLLOW_UP: 'followups',
}

/** The lane that a category is counted in. */
export const countingLane = (category: TimelineCategory): LaneId => leading[category]

/** The categories whose items a lane shows. */
export const categoriesOf = (lane: LaneId): readonly TimelineCategory[] => kinds.find(({ lanes }) => lanes.includes(lane))?.categories ?? []

const spoken: ReadonlySet<string> = new Set(['CALL', 'MEETING'])

/** The lane in which an entry is drawn. */
export const laneOf = (entry: Entry): LaneId =>
  entry.__typename === 'Communication' && !spoken.has(entry.channel) ? 'emails' : countingLane(entry.category)
