import { formatDecimal, formatQuantity } from '../../lib/number'
import { brokerZone, formatDay, formatDuration, formatHour } from '../../lib/time'
import type { GlyphName } from '../../ui/timeline/glyphs'
import type { Mark } from '../../ui/timeline/mark'
import type { Span } from '../../ui/timeline/span'
import { instantOf, laneOf, orderKey, type Communication, type Entry, type Order } from './entry'
import { eventName, orderLives, stands, type OrderLife } from './order-lives'
import type { OrderState } from './timeline-source'
import { codeName, commodityName, inWords, quantityOf, sideName } from './words'

interface Marking {
  fresh: ReadonlySet<string>
  /** What is held without a gap: a life that may reach beyond it is not said to be still working. */
  held: Span | undefined
  /** Whose events are all held, wherever they lie: such an order works still where none of them ends it. */
  whole?: ReadonlySet<string>
  /** What the orders have come to, as far as the server has told it, by `orderKey`. */
  orders?: ReadonlyMap<string, OrderState>
  now: number
}

/** The mark of an order's life; every other mark has its entry's own id. No id of an element has a blank, which an order's may have. */
const orderMarkId = (key: string): string => `order:${encodeURI(key)}`

/** The mark that shows an entry. */
export const markIdOf = (entry: Entry): string => (entry.__typename === 'OrderEvent' ? orderMarkId(orderKey(entry)) : entry.id)

/** Everything held, as marks: orders by life, all else one by one. */
export function marksOf(entries: Iterable<Entry>, marking: Marking): Mark[] {
  const orders: Order[] = []
  const marks: Mark[] = []
  for (const entry of entries) {
    if (entry.__typename === 'OrderEvent') orders.push(entry)
    else marks.push(keptMark(entry, marking.fresh.has(entry.id)))
  }
  return [...orderLives(orders, marking.orders).map((life) => lifeMark(life, marking)), ...marks]
}

/** What is pinned, one by one: an order is its event, since of its life no more may be at hand. */
export const pinnedMarks = (entries: readonly Entry[]): Mark[] => entries.map((entry) => asPinned(entry.__typename === 'OrderEvent' ? eventMark(entry) : keptMark(entry, false)))

/** The mark as one that is pinned. */
export const asPinned = (mark: Mark): Mark => ({ ...mark, pinned: true, description: `pinned, ${mark.description}`, version: `${mark.version}|pinned` })

const eventMark = (event: Order): Mark => ({
  id: markIdOf(event), lane: 'orders', start: instantOf(event), glyph: glyphOf(event), label: eventLabel(event), description: whenOf(instantOf(event)), version: `${event.id}|${glyphOf(event)}`,
})

const kept = new WeakMap<Entry, Mark>()

/** An entry's mark is made once; it changes only with its entry, or when it has been looked at. */
function keptMark(entry: Exclude<Entry, Order>, fresh: boolean): Mark {
  const known = kept.get(entry)
  if (known && known.fresh === fresh) return known
  const mark = markOf(entry, fresh)
  kept.set(entry, mark)
  return mark
}

function markOf(entry: Exclude<Entry, Order>, fresh: boolean): Mark {
  const start = instantOf(entry)
  const glyph = glyphOf(entry)
  const label = labelOf(entry)
  const mood = moodOf(entry)
  const end = lengthOf(entry)
  const loud = mood === 'down' || glyph === 'follow-overdue'
  const mark: Mark = {
    id: entry.id,
    lane: laneOf(entry),
    start,
    glyph,
    label,
    description: `${describe(entry)}, ${whenOf(start)}`,
    fresh,
    loud,
    version: `${entry.title}|${glyph}|${mood}|${fresh}`,
  }
  return { ...mark, ...(mood && { mood }), ...(end && { detail: end }) }
}

const zone = brokerZone()
const whens = new Map<number, string>()

/** An instant in words; formatting costs more than all else about a mark, so it is done once. */
function whenOf(at: number): string {
  const known = whens.get(at)
  if (known !== undefined) return known
  const said = `${formatDay(new Date(at), zone)} ${formatHour(new Date(at), zone)}`
  if (whens.size > 5_000) whens.clear()
  whens.set(at, said)
  return said
}

const lengthOf = (entry: Entry) =>
  entry.__typename === 'Communication' && entry.durationSeconds ? formatDuration(entry.durationSeconds) : undefined

function labelOf(entry: Exclude<Entry, Order>): string {
  if (entry.__typename === 'Communication') return entry.subject || entry.title
  return entry.title
}

function describe(entry: Exclude<Entry, Order>): string {
  if (entry.__typename !== 'Communication') return inWords(entry.category).toLowerCase()
  return `${codeName(entry.channel).toLowerCase()} ${entry.direction === 'INBOUND' ? 'in' : 'out'}`
}

const missed: ReadonlySet<string> = new Set(['NO_ANSWER', 'BUSY', 'WRONG_NUMBER'])

function glyphOfCommunication({ channel, callOutcome, direction }: Communication): GlyphName {
  if (channel === 'MEETING') return 'meeting'
  if (channel === 'EMAIL') return 'email'
  if (channel !== 'CALL') return 'message'
  if (callOutcome && missed.has(callOutcome)) return 'call-missed'
  return direction === 'INBOUND' ? 'call-in' : 'call-out'
}

/** The silhouette that says an entry's kind and state. */
export function glyphOf(entry: Entry): GlyphName {
  switch (entry.__typename) {
    case 'Communication':
      return glyphOfCommunication(entry)
    case 'OrderEvent':
      return stands(entry) ? orderGlyphs[entry.status] : 'order-cancelled'
    case 'ClientEvent':
      // A move that is only told of in words goes neither up nor down.
      if (!entry.marketMove) return 'event'
      return entry.marketMove.changePercent.startsWith('-') ? 'market-down' : 'market-up'
    case 'Note':
      return 'note'
    case 'Feedback':
      return 'feedback'
    case 'Recommendation':
      return 'recommendation'
    case 'DocumentActivity':
      return 'document'
    case 'FollowUpActivity':
      if (entry.action === 'COMPLETED') return 'follow-done'
      return entry.action === 'EXPIRED' ? 'follow-overdue' : 'follow-planned'
  }
}

const orderGlyphs: Readonly<Record<Order['status'], GlyphName>> = {
  PLACED: 'order-placed',
  PARTIALLY_FILLED: 'order-partial',
  FILLED: 'order-filled',
  CANCELLED: 'order-cancelled',
  REJECTED: 'order-rejected',
  EXPIRED: 'order-expired',
}

/** Up or down where a mood is known and not neutral: of a communication its sentiment, of feedback its rating (of 5). */
export function moodOf(entry: Entry): 'up' | 'down' | undefined {
  if (entry.__typename === 'Feedback' && entry.rating != null) return entry.rating >= 4 ? 'up' : entry.rating <= 2 ? 'down' : undefined
  if (entry.__typename !== 'Communication' || !entry.sentiment) return undefined
  const { label } = entry.sentiment
  return label === 'POSITIVE' ? 'up' : label === 'NEGATIVE' ? 'down' : undefined
}

function lifeMark(order: OrderLife, { fresh, held, whole, orders, now }: Marking): Mark {
  const [first] = order.events
  const last = order.events.at(-1) ?? first
  const reaches = (held !== undefined && held.to >= now) || whole?.has(first.id) === true || orders?.has(order.key) === true
  const end = order.endedAt ?? (reaches ? Math.max(now, instantOf(last)) : (held?.to ?? instantOf(last)))
  const label = orderLabel(order)
  const own = order.price === null ? null : formatDecimal(order.price)
  // What it costs: of an order that works its limit, of one that is over what was paid.
  const price = order.life.ending === 'working' ? (own ?? order.average) : (order.average ?? own)
  const isNew = order.events.some(({ id }) => fresh.has(id))
  const rejected = order.life.ending === 'rejected'
  const detail = rejected ? 'rejected' : (price ?? undefined)
  return {
    id: orderMarkId(order.key),
    lane: 'orders',
    start: order.start,
    end,
    glyph: `order-${order.life.ending}`,
    label,
    ...(detail !== undefined && { detail }),
    description: [order.life.ending, filledOf(order), `since ${whenOf(order.start)}`].filter(Boolean).join(', '),
    fresh: isNew,
    loud: rejected,
    life: order.life,
    version: `${order.events.map(({ id }) => id).join()}|${order.life.ending}|${order.filled}|${label}|${detail ?? ''}|${order.endedAt === null ? Math.round(end / 60_000) : ''}|${isNew}`,
  }
}

const filledOf = ({ filled, quantity }: OrderLife) => quantity !== null && `${formatQuantity(filled)} of ${formatQuantity(quantity)} filled`

/** An order in trade words: "Buy 60 Wheat Mar-26", or "Buy 60 bu Wheat" where it is not in lots. */
export function orderLabel(order: OrderLife): string {
  const [first] = order.events
  const quantity = order.quantity ?? order.filled
  return [
    sideName(first.side),
    quantity > 0 ? quantityOf(formatQuantity(quantity), order.unit) : null,
    commodityName(first.commodity),
    contractName(first.contractMonth),
  ]
    .filter(Boolean)
    .join(' ')
}

/** One event of an order, the most telling word first and without its price: "Filled: buy 60 Wheat Mar-26". */
export const eventLabel = (event: Order): string =>
  `${eventName(event)}: ${[sideName(event.side).toLowerCase(), quantityOf(formatDecimal(event.quantity), event.unit), commodityName(event.commodity), contractName(event.contractMonth)].filter(Boolean).join(' ')}`

/** An entry in words, as its row says it; the price of an order stands apart. */
export const titleOf = (entry: Entry): string => (entry.__typename === 'OrderEvent' ? eventLabel(entry) : entry.title)

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A contract month as the trade writes it: "2026-03" → "Mar-26"; null where there is none. */
export function contractName(contractMonth: string | null | undefined): string | null {
  const match = /^\d\d(\d\d)-(\d\d)$/.exec(contractMonth ?? '')
  return match ? `${months[Number(match[2]) - 1] ?? match[2]}-${match[1]}` : null
}
