import type { ExecutionState } from '@brokersync/schema/enums'
import type { InteractionId } from '@brokersync/schema/ids'
import type { Fault } from '../../platform/errors/domain-error'
import type { OrderFact } from './order-life'
import { isFill } from './order-recording'

type Codes = OrderFact['codes']

/** The execution that an event takes the place of, or undoes (FIX ExecRefID). */
const referred = ({ corrects, busts }: Codes): string | null => corrects ?? busts

/** By its own id, the execution whose place each execution takes. */
const correctedBy = (facts: readonly OrderFact[]): Map<string, string | null> =>
  new Map(facts.flatMap(({ codes }) => (isFill(codes) && codes.executionId !== null ? [[codes.executionId, codes.corrects] as const] : [])))

/** From an execution over what it corrects to the first of them, which may not be known yet. A circle ends where it closes. */
function chainOf(id: string, corrects: ReadonlyMap<string, string | null>): [string, ...string[]] {
  const chain: [string, ...string[]] = [id]
  for (let next = corrects.get(id) ?? null; next !== null && !chain.includes(next); next = corrects.get(next) ?? null) chain.push(next)
  return chain
}

/** What an execution and all its corrections share: the id of the first; in a circle, where none is the first, the smallest. */
function tradeOf(id: string, corrects: ReadonlyMap<string, string | null>): string {
  const chain = chainOf(id, corrects)
  const last = chain.at(-1) ?? id
  const isCircle = corrects.get(last) != null
  return isCircle ? chain.toSorted()[0] ?? id : last
}

/**
 * What became of each execution. An execution with its corrections and busts, however they refer to each other, is one trade, of which the last that
 * nothing else refers to counts: of two corrections of the same execution the later. What comes before its execution waits for it.
 * @param sorted all events of an order, in the order in which they happened.
 */
export function statesOf(sorted: readonly OrderFact[]): Map<InteractionId, ExecutionState | null> {
  const corrects = correctedBy(sorted)
  const states = new Map<InteractionId, ExecutionState | null>(sorted.map(({ id, codes }) => [id, isFill(codes) ? 'LIVE' : null]))
  const trades = new Map<string, OrderFact[]>()
  for (const fact of sorted) {
    const { codes } = fact
    const id = isFill(codes) ? (codes.executionId ?? codes.corrects) : codes.busts
    if (id === null) continue
    const trade = tradeOf(id, corrects)
    trades.set(trade, [...(trades.get(trade) ?? []), fact])
  }
  for (const trade of trades.values()) {
    const last = lastOf(trade)
    const executions = trade.filter(({ codes }) => isFill(codes))
    const execution = lastOf(executions)
    for (const { id } of executions) states.set(id, id !== execution?.id ? 'CORRECTED' : last?.id === id ? 'LIVE' : 'BUSTED')
  }
  return states
}

/** The last that nothing of its trade refers to; in a circle the last of all. */
function lastOf(trade: readonly OrderFact[]): OrderFact | undefined {
  const isReferred = new Set(trade.map(({ codes }) => referred(codes)))
  return trade.findLast(({ codes }) => codes.executionId === null || codes.busts !== null || !isReferred.has(codes.executionId)) ?? trade.at(-1)
}

/** The events that undo or correct an execution that the order does not have. */
export function unmatched(facts: readonly OrderFact[]): Set<InteractionId> {
  const known = correctedBy(facts)
  return new Set(facts.flatMap(({ id, codes }) => (isUnknown(referred(codes), known) ? [id] : [])))
}

const isUnknown = (id: string | null, known: ReadonlyMap<string, string | null>): boolean => id !== null && !known.has(id)

/**
 * What speaks against an event that undoes or corrects an execution of an order whose events are these.
 * Copies of executions come in any order (FIX drop copies), so that what refers to an execution that did not come yet is taken and told as unmatched,
 * except where it cannot come any more: where the executions of a placed order are all there.
 * @param isWhole whether they are; asked only where it matters.
 */
export function executionFaults(sorted: readonly OrderFact[], codes: Codes, isWhole: () => boolean): Fault[] {
  const [path, id] = codes.corrects !== null ? ['corrects', codes.corrects] : ['busts', codes.busts]
  if (id === null) return []
  const known = correctedBy(sorted)
  const chain = chainOf(id, known)
  if (codes.corrects !== null && codes.executionId !== null && chain.includes(codes.executionId)) return [{ path, message: 'would make executions correct each other in a circle' }]
  // One that another refers to will be the first of its trade when it comes.
  const isAwaited = sorted.some((fact) => referred(fact.codes) === id)
  if (isUnknown(id, known) && !isAwaited && isWhole()) return [{ path, message: 'is no execution of this order, and all of its executions are known' }]
  if (codes.busts === null) return []
  const states = statesOf(sorted)
  const isUndone = sorted.some((fact) => states.get(fact.id) === 'BUSTED' && fact.codes.executionId !== null && tradeOf(fact.codes.executionId, known) === tradeOf(id, known))
  return isUndone ? [{ path, message: 'was undone before' }] : []
}
