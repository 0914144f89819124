import Big from 'big.js'
import type { ExecutionState, OrderMismatch, OrderStatus } from '@brokersync/schema/enums'
import type { InteractionId } from '@brokersync/schema/ids'
import type { Commodities } from '../../platform/firm/commodities'
import { statesOf, unmatched } from './executions'
import type { ContentOf } from './interaction'
import { rounded, sum, toldPlaces } from './notional'
import { isFill } from './order-recording'
import { adds, contradictions, inUnitOf, ownOf, termsOf } from './order-terms'

type Codes = ContentOf<'OrderEvent'>['codes']

/** An order's event, as far as its life is made of it. */
export interface OrderFact {
  id: InteractionId
  occurredAt: Date
  recordedAt: Date
  codes: Codes
  /** Fingerprint of its trading account; empty for none. */
  account: Buffer
}

/** What an event is in the life of its order. */
export interface EventOfLife {
  id: InteractionId
  /** Null for what is no execution. */
  state: ExecutionState | null
  mismatch: OrderMismatch | null
  /** What it adds to what its order filled, in the order's unit; null of what adds nothing. */
  filled: string | null
}

/** What an order is, wherever it has come to; `priceUnit` is what its prices are quoted in, null before one is known. */
export type OrderTerms = Pick<Codes, 'orderId' | 'side' | 'commodity' | 'instrument' | 'orderType' | 'unit' | 'priceUnit' | 'currency' | 'exchange' | 'contractMonth' | 'strike' | 'putCall' | 'effect'>

/** One order from its first event to its last. Decimals are exact; quantities are of the order's unit. */
export interface OrderLife extends OrderTerms {
  status: OrderStatus
  /** What was ordered, as it was last placed; null where only executions are known. */
  quantity: string | null
  /** Its price, of a limit or stop order. */
  price: string | null
  filled: string
  /** What may still be filled (FIX LeavesQty): none of an order that is over; null where it is not known what was ordered. */
  remaining: string | null
  /** Of its live executions, weighted by quantity (FIX AvgPx), to ten places after the point, half away from zero; null before the first, and where their prices are not of one currency and unit. */
  averagePrice: string | null
  /** The sum of quantity × price of its live executions, exactly: what its notional is made of; null where `averagePrice` is. */
  turnover: string | null
  /** By how much the executions of a filled order go beyond what was ordered, or fall short of it (below zero); null where they agree. */
  discrepancy: string | null
  openedAt: Date
  lastAt: Date
  /** When it was filled, cancelled, rejected or expired; null while it works. */
  closedAt: Date | null
  events: readonly EventOfLife[]
}

// Of one instant (a day, where no more is known): the order before its executions, these before its end.
const rank = ({ status, busts }: Codes): number => (busts !== null ? 2 : status === 'PLACED' ? 0 : isFill({ status, busts }) ? 1 : 3)

/** In the order in which they happened, whenever they came to be known. */
export const inOrder = (facts: readonly OrderFact[]): OrderFact[] =>
  facts.toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || rank(a.codes) - rank(b.codes) || a.recordedAt.getTime() - b.recordedAt.getTime() || (a.id < b.id ? -1 : 1))

function averageOf(turnover: Big, filled: Big): string {
  const exact = Big()
  exact.DP = toldPlaces
  exact.RM = Big.roundHalfUp
  return new exact(turnover).div(filled).toFixed()
}

const endings: readonly OrderStatus[] = ['CANCELLED', 'EXPIRED', 'REJECTED']

/**
 * The state of an order, and the event that brought it. One whose executions are all that was ordered is filled, whatever else was said.
 * Else it is as the last event said that can say it: an execution that filled it, an end, or a bust, which tells what the order is after it.
 */
function stateOf(sorted: readonly OrderFact[], live: readonly OrderFact[], quantity: Big | null, filled: Big): { status: OrderStatus; by: OrderFact | undefined } {
  const isLive = new Set(live.map(({ id }) => id))
  const busts = sorted.findLast(({ codes }) => codes.busts !== null)
  const since = busts === undefined ? sorted : sorted.slice(sorted.indexOf(busts))
  const filling = since.findLast(({ id, codes }) => codes.status === 'FILLED' && (codes.busts !== null || isLive.has(id)))
  if (quantity !== null && filled.gte(quantity)) return { status: 'FILLED', by: live.at(-1) }
  if (filling !== undefined) return { status: 'FILLED', by: filling.codes.busts === null ? live.at(-1) : filling }
  const said = sorted.filter(({ codes }) => codes.busts !== null || endings.includes(codes.status))
  const status = said.at(-1)?.codes.status
  // An order that is over already stays over since then when an execution of it is busted.
  if (status !== undefined && endings.includes(status)) return { status, by: said.slice(said.findLastIndex(({ codes }) => codes.status !== status) + 1)[0] }
  return { status: filled.gt(0) ? 'PARTIALLY_FILLED' : 'PLACED', by: undefined }
}

/**
 * An order's life, out of all its events. Executions in another unit are converted into the order's, as the firm's contract says; what cannot be added to
 * the others, since it is of another side or commodity, or of a unit that cannot be converted, is left out and told as a mismatch.
 * @param facts at least one.
 */
export function lifeOf(facts: readonly OrderFact[], commodities: Commodities): OrderLife {
  const [first, ...rest] = inOrder(facts)
  if (first === undefined) throw new Error('An order without an event')
  const sorted = [first, ...rest] as const
  const last = sorted.at(-1) ?? first
  const own = ownOf(sorted)
  const terms = termsOf(sorted, commodities)
  const states = statesOf(sorted)
  const faults = new Map(sorted.map((fact) => [fact.id, contradictions(terms, fact, commodities)]))
  const added = (fact: OrderFact) => adds(faults.get(fact.id) ?? [])
  const live = sorted.filter((fact) => states.get(fact.id) === 'LIVE' && added(fact).quantity)
  const quantities = new Map(live.map(({ id, codes }) => [id, inUnitOf(terms, codes, commodities) ?? Big(0)]))
  const total = sum([...quantities.values()])
  const filled = Big(rounded(total))
  const turnover = live.length === 0 || !live.every((fact) => added(fact).price) ? null : sum(live.map(({ id, codes }) => (quantities.get(id) ?? Big(0)).times(codes.price ?? '0')))
  const quantity = own === undefined ? null : Big(own.codes.quantity)
  const { status, by } = stateOf(sorted, live, quantity, filled)
  const isOver = status === 'FILLED' || endings.includes(status)
  const isUnmatched = unmatched(sorted)
  const mismatchOf = ({ id }: OrderFact): OrderMismatch | null => ((faults.get(id) ?? []).length > 0 ? 'OTHER_TERMS' : isUnmatched.has(id) ? 'UNKNOWN_EXECUTION' : null)
  const filledBy = ({ id }: OrderFact): string | null => {
    const own = quantities.get(id)
    return own === undefined ? null : rounded(own)
  }
  const { orderId, orderType, effect } = (own ?? first).codes
  const { account: _, ...fixed } = terms
  return {
    orderId, orderType, effect, ...fixed, status,
    quantity: quantity?.toFixed() ?? null,
    price: own?.codes.price ?? null,
    filled: filled.toFixed(),
    remaining: isOver ? '0' : (quantity?.minus(filled).toFixed() ?? null),
    averagePrice: turnover === null || total.eq(0) ? null : averageOf(turnover, total),
    turnover: turnover?.toFixed() ?? null,
    discrepancy: status !== 'FILLED' || quantity === null || filled.eq(quantity) ? null : filled.minus(quantity).toFixed(),
    openedAt: first.occurredAt, lastAt: last.occurredAt, closedAt: isOver ? (by ?? last).occurredAt : null,
    events: sorted.map((fact) => ({ id: fact.id, state: states.get(fact.id) ?? null, mismatch: mismatchOf(fact), filled: filledBy(fact) })),
  }
}
