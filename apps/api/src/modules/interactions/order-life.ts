import Big from 'big.js'
import type { ExecutionState, OrderStatus } from '@brokersync/schema/enums'
import type { InteractionId } from '@brokersync/schema/ids'
import type { ContentOf } from './interaction'
import { isFill } from './order-recording'

type Codes = ContentOf<'OrderEvent'>['codes']

/** An order's event, as far as its life is made of it. */
export interface OrderFact {
  id: InteractionId
  occurredAt: Date
  recordedAt: Date
  codes: Codes
}

/** What an order is, wherever it has come to. */
export type OrderTerms = Pick<Codes, 'orderId' | 'side' | 'commodity' | 'instrument' | 'orderType' | 'unit' | 'priceUnit' | 'currency' | 'exchange' | 'contractMonth' | 'strike' | 'putCall' | 'effect'>

/** One order from its first event to its last. Decimals are exact; quantities are of the order's unit. */
export interface OrderLife extends OrderTerms {
  status: OrderStatus
  /** What was ordered; null where only executions are known. */
  quantity: string | null
  /** Its price, of a limit or stop order. */
  price: string | null
  filled: string
  /** What may still be filled (FIX LeavesQty): none of an order that is over; null where it is not known what was ordered. */
  remaining: string | null
  /** Of its live executions, weighted by quantity (FIX AvgPx), to ten places after the point, half away from zero; null before the first. */
  averagePrice: string | null
  /** By how much the executions of a filled order go beyond what was ordered, or fall short of it (below zero); null where they agree. */
  discrepancy: string | null
  openedAt: Date
  lastAt: Date
  /** When it was filled, cancelled, rejected or expired; null while it works. */
  closedAt: Date | null
  events: readonly { id: InteractionId; state: ExecutionState | null }[]
}

const places = 10

// Of one instant (a day, where no more is known): the order before its executions, these before its end.
const rank = ({ status, busts }: Codes): number => (status === 'PLACED' ? 0 : busts !== null ? 2 : isFill({ status, busts }) ? 1 : 3)

/** In the order in which they happened, whenever they came to be known. */
export const inOrder = (facts: readonly OrderFact[]): OrderFact[] =>
  facts.toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || rank(a.codes) - rank(b.codes) || a.recordedAt.getTime() - b.recordedAt.getTime() || (a.id < b.id ? -1 : 1))

/** What became of each execution, by whatever came before or after it. */
function statesOf(facts: readonly OrderFact[]): Map<InteractionId, ExecutionState | null> {
  const busted = new Set(facts.flatMap(({ codes }) => codes.busts ?? []))
  const corrected = new Set(facts.flatMap(({ codes }) => codes.corrects ?? []))
  const stateOf = ({ executionId }: Codes): ExecutionState => {
    if (executionId === null) return 'LIVE'
    return busted.has(executionId) ? 'BUSTED' : corrected.has(executionId) ? 'CORRECTED' : 'LIVE'
  }
  return new Map(facts.map(({ id, codes }) => [id, isFill(codes) ? stateOf(codes) : null]))
}

const sum = (values: readonly Big[]): Big => values.reduce((total, value) => total.plus(value), Big(0))

function averageOf(fills: readonly Codes[], filled: Big): string | null {
  if (fills.length === 0) return null
  const exact = Big()
  exact.DP = places
  exact.RM = Big.roundHalfUp
  return new exact(sum(fills.map(({ quantity, price }) => Big(quantity).times(price ?? '0')))).div(filled).toFixed()
}

/** The order's own event, of which quantity and price are the order's: as it was placed, or else as it ended. */
const ownOf = (facts: readonly OrderFact[]): OrderFact | undefined =>
  facts.find(({ codes }) => codes.status === 'PLACED') ?? facts.findLast(({ codes }) => !isFill(codes) && codes.busts === null)

const endings: readonly OrderStatus[] = ['CANCELLED', 'EXPIRED', 'REJECTED']

function statusOf(live: readonly OrderFact[], ending: OrderFact | undefined, quantity: Big | null, filled: Big): OrderStatus {
  const isWhole = quantity !== null && filled.gte(quantity)
  if (isWhole || live.some(({ codes }) => codes.status === 'FILLED')) return 'FILLED'
  if (ending !== undefined) return ending.codes.status
  return filled.gt(0) ? 'PARTIALLY_FILLED' : 'PLACED'
}

/** An order's life, out of all its events. @param facts at least one. */
export function lifeOf(facts: readonly OrderFact[]): OrderLife {
  const sorted = inOrder(facts)
  const [first] = sorted
  const last = sorted.at(-1)
  if (first === undefined || last === undefined) throw new Error('An order without an event')
  const states = statesOf(sorted)
  const live = sorted.filter(({ id }) => states.get(id) === 'LIVE')
  const own = ownOf(sorted)
  const quantity = own === undefined ? null : Big(own.codes.quantity)
  const filled = sum(live.map(({ codes }) => Big(codes.quantity)))
  const ending = sorted.findLast(({ codes }) => endings.includes(codes.status) && codes.busts === null)
  const status = statusOf(live, ending, quantity, filled)
  const isOver = status === 'FILLED' || endings.includes(status)
  const close = status === 'FILLED' ? live.at(-1) : ending
  const { orderId, side, commodity, instrument, orderType, unit, priceUnit, currency, exchange, contractMonth, strike, putCall, effect } = (own ?? first).codes
  return {
    orderId, side, commodity, instrument, orderType, unit, priceUnit, currency, exchange, contractMonth, strike, putCall, effect, status,
    quantity: quantity?.toFixed() ?? null,
    price: own?.codes.price ?? null,
    filled: filled.toFixed(),
    remaining: isOver ? '0' : (quantity?.minus(filled).toFixed() ?? null),
    averagePrice: averageOf(live.map(({ codes }) => codes), filled),
    discrepancy: status !== 'FILLED' || quantity === null || filled.eq(quantity) ? null : filled.minus(quantity).toFixed(),
    openedAt: first.occurredAt, lastAt: last.occurredAt, closedAt: isOver ? (close ?? last).occurredAt : null,
    events: sorted.map(({ id }) => ({ id, state: states.get(id) ?? null })),
  }
}
