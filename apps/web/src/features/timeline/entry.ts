import type { TimelineCategory, TimelineEntryFragment } from '../../generated/graphql'
import { exactInBothZones, formatCalendarDay } from '../../lib/time'
import type { LaneId } from '../../ui/timeline/lanes'

/** One thing that happened, as the API gives it. */
export type Entry = TimelineEntryFragment

/** Whether it is an interaction: what other modules tell of has no thread, and cannot be pinned. */
export const isRecorded = ({ __typename }: Entry): boolean => __typename !== 'DocumentActivity' && __typename !== 'FollowUpActivity'
export type Order = Extract<Entry, { __typename: 'OrderEvent' }>
export type Communication = Extract<Entry, { __typename: 'Communication' }>

/** By which an order is told from others: its id is its client's own, and the orders of a whole household may be shown. */
export const orderKey = ({ client, orderId }: { client?: { id: string } | null; orderId: string }): string => `${client?.id ?? ''}:${orderId}`

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

/** When it was put on record, where that was long after it happened; null where it was in time. */
export const recordedLate = ({ late, recordedAt }: Pick<Entry, 'late' | 'recordedAt'>, clientZone: string | null): string | null =>
  late ? `Recorded late, ${exactInBothZones(new Date(recordedAt), clientZone)}` : null

const categories: Readonly<Record<LaneId, readonly TimelineCategory[]>> = {
  orders: ['ORDER'],
  calls: ['COMMUNICATION'],
  emails: ['COMMUNICATION'],
  documents: ['DOCUMENT'],
  events: ['EVENT'],
  notes: ['NOTE', 'FEEDBACK', 'RECOMMENDATION'],
  followups: ['FOLLOW_UP'],
}

/** The categories of the API whose items a lane shows; calls and emails are one category, told apart by their channel. */
export const categoriesOf = (lane: LaneId): readonly TimelineCategory[] => categories[lane]

/** The categories of several lanes, each once. */
export const categoriesIn = (lanes: readonly LaneId[]): TimelineCategory[] => [...new Set(lanes.flatMap(categoriesOf))]

const leading: Readonly<Record<TimelineCategory, LaneId>> = {
  ORDER: 'orders', COMMUNICATION: 'calls', DOCUMENT: 'documents', EVENT: 'events',
  NOTE: 'notes', FEEDBACK: 'notes', RECOMMENDATION: 'notes', FOLLOW_UP: 'followups',
}

/** The lane of a category; of communications the one for what was spoken. */
export const countingLane = (category: TimelineCategory): LaneId => leading[category]

const spoken: ReadonlySet<string> = new Set(['CALL', 'MEETING'])

/** The lane in which an entry is drawn. */
export const laneOf = (entry: Entry): LaneId =>
  entry.__typename === 'Communication' && !spoken.has(entry.channel) ? 'emails' : countingLane(entry.category)
