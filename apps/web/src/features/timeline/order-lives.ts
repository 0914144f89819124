import type { Life } from '../../ui/timeline/mark'
import { formatDecimal, formatNumber, roundedDecimal } from '../../lib/number'
import { instantOf, orderKey, type Entry, type Order } from './entry'
import { isPending } from './pending'
import type { OrderState } from './timeline-source'

/** All that is known of one order, from its placing to its end. */
export interface OrderLife {
  /** {@link orderKey} */
  key: string
  orderId: string
  /** Oldest first. */
  events: readonly [Order, ...Order[]]
  start: number
  /** The instant of its end; null while it works, or where its end lies outside of what is held. */
  endedAt: number | null
  life: Life
  /** What its quantities are of. */
  unit: string
  /** What has been executed, in the order's unit. */
  filled: number
  /** The order's own quantity; null where its placing lies before what is held. */
  quantity: number | null
  /** The order's own price; null of a market order, or where its placing is not held. */
  price: string | null
  /** What its executions cost on average, in words; null where nothing was executed or a price is missing. */
  average: string | null
}

const endings: Readonly<Partial<Record<Order['status'], Life['ending']>>> = {
  FILLED: 'filled',
  CANCELLED: 'cancelled',
  REJECTED: 'rejected',
  EXPIRED: 'expired',
}

/**
 * Groups order events by their order, each life oldest event first; at one instant an order is placed before it is filled.
 * @param states what the server says that each order has come to, by {@link orderKey}. Of an order of which it has not said anything yet, its events tell.
 */
export function orderLives(events: readonly Order[], states: ReadonlyMap<string, OrderState> = new Map()): OrderLife[] {
  const byOrder = new Map<string, Order[]>()
  for (const event of events) {
    const known = byOrder.get(orderKey(event))
    if (known) known.push(event)
    else byOrder.set(orderKey(event), [event])
  }
  return [...byOrder].flatMap(([key, own]) => lifeOf(own.toSorted(byTime), states.get(key)) ?? [])
}

const ranks: Readonly<Record<Order['status'], number>> = {
  PLACED: 0,
  PARTIALLY_FILLED: 1,
  FILLED: 2,
  CANCELLED: 3,
  REJECTED: 3,
  EXPIRED: 3,
}
const byTime = (a: Order, b: Order) => instantOf(a) - instantOf(b) || ranks[a.status] - ranks[b.status]

/** What an event of an order is, and what became of it. */
export type OrderFact = Pick<Order, 'status' | 'busts' | 'corrects' | 'executionState'>

/** An execution that counts no more: it was busted, or another took its place (FIX ExecType H and G). */
export const isVoid = ({ executionState }: OrderFact): boolean => executionState === 'BUSTED' || executionState === 'CORRECTED'

/** Whether the order is as it is by this event: a bust and what it undid leave it as if neither had been. */
export const stands = (event: OrderFact): boolean => event.busts == null && !isVoid(event)

/** An execution that counts. */
export const isFill = (event: OrderFact): boolean => (event.status === 'PARTIALLY_FILLED' || event.status === 'FILLED') && stands(event)

/** Whether an event says that another one of its order is no longer what it was. */
export const refersBack = (entry: Entry): entry is Order => entry.__typename === 'OrderEvent' && (entry.busts != null || entry.corrects != null)

/** An event in words, with what became of it: "Fill", "Fill, busted". */
export function eventName({ status, busts, corrects, executionState }: OrderFact): string {
  if (busts != null) return 'Bust'
  const name = corrects != null ? 'Correction' : eventNames[status]
  if (executionState === 'BUSTED') return `${name}, busted`
  return executionState === 'CORRECTED' ? `${name}, corrected` : name
}

const eventNames: Readonly<Record<Order['status'], string>> = {
  PLACED: 'Placed',
  PARTIALLY_FILLED: 'Fill',
  FILLED: 'Filled',
  CANCELLED: 'Cancelled',
  REJECTED: 'Rejected',
  EXPIRED: 'Expired',
}

function lifeOf(events: Order[], state: OrderState | undefined): OrderLife | null {
  const [first, ...rest] = events
  if (!first) return null
  const placed = events.find(({ status }) => status === 'PLACED')
  const executions = events.filter(isFill)
  const unit = state?.unit ?? (placed ?? first).unit
  const fills = executions.map((execution) => ({ at: instantOf(execution), quantity: filledBy(execution, unit) }))
  const told = state ? asTold(state) : asEventsTell(events, fills)
  // Filled to the end without its placing held: what was filled is all that can be said of its size.
  const whole = told.quantity ?? (told.ending === 'filled' ? told.filled : null)
  const life: Life = {
    placedAt: placed ? instantOf(placed) : null,
    fills: whole === null || whole === 0 ? [] : stepsOf(fills, whole),
    ending: told.ending,
  }
  const average = averageInWords(executions, state?.averagePrice)
  return { key: orderKey(first), orderId: first.orderId, unit, events: [first, ...rest], start: instantOf(first), life, average, ...told }
}

/** What an order has come to. */
type Told = Pick<OrderLife, 'endedAt' | 'filled' | 'quantity' | 'price'> & Pick<Life, 'ending'>

const asTold = ({ status, closedAt, filled, quantity, price }: OrderState): Told => ({
  ending: endings[status] ?? 'working',
  endedAt: closedAt == null ? null : Date.parse(closedAt),
  filled: Number(filled),
  quantity: quantity == null ? null : Number(quantity),
  price: price ?? null,
})

/** Until the server has told. */
function asEventsTell(events: readonly Order[], fills: readonly Fill[]): Told {
  const end = endOf(events)
  const own = events.find(({ status }) => status === 'PLACED') ?? events.find(({ status }) => status === 'CANCELLED' || status === 'REJECTED' || status === 'EXPIRED')
  return {
    ending: end ? (endings[end.status] ?? 'working') : 'working',
    endedAt: end ? instantOf(end) : null,
    filled: fills.reduce((sum, { quantity }) => sum + quantity, 0),
    quantity: own ? Number(own.quantity) : null,
    price: own?.price ?? null,
  }
}

/** One price is said as it was recorded, the mean of several to four places. */
function averageInWords(fills: readonly Order[], told: string | null | undefined): string | null {
  const prices = new Set(fills.map(({ price }) => (price == null ? null : Number(price))))
  const [only] = fills
  if (prices.size === 1 && only?.price != null) return formatDecimal(only.price)
  if (told != null) return roundedDecimal(told, 4)
  const average = averagePrice(fills)
  return average === null ? null : formatNumber(average, 4)
}

/** The event by which an order ended; an execution that was undone ended nothing. */
function endOf(events: readonly Order[]): Order | undefined {
  const ended = events.findLast(({ status, executionState }) => status in endings && executionState !== 'BUSTED')
  const undone = events.findLast(({ busts }) => busts != null)
  return ended && undone && !(undone.status in endings) && instantOf(undone) >= instantOf(ended) ? undefined : ended
}

/** What an execution filled of its order, in the order's unit. */
interface Fill {
  at: number
  quantity: number
}

/** What an execution adds to what its order filled, as the server says; of one that it has not confirmed, its own quantity where that is of the order's unit. */
const filledBy = (execution: Order, unit: string): number => Number(execution.filled ?? (isPending(execution) && execution.unit === unit ? execution.quantity : 0))

function stepsOf(fills: readonly Fill[], whole: number): Life['fills'] {
  let done = 0
  return fills.map(({ at, quantity }) => {
    done += quantity
    return { at, share: Math.min(1, done / whole) }
  })
}

/** The mean price of the executions, weighted by quantity; null where nothing was executed or a price is missing. */
export function averagePrice(events: readonly Order[]): number | null {
  const fills = events.filter(isFill).map((fill) => ({ quantity: filledBy(fill, fill.unit), price: fill.price }))
  const quantity = fills.reduce((sum, fill) => sum + fill.quantity, 0)
  if (quantity === 0 || fills.some(({ price }) => price == null)) return null
  return fills.reduce((sum, fill) => sum + fill.quantity * Number(fill.price), 0) / quantity
}
