import type { Fault } from '../../platform/errors/domain-error'
import type { Commodities } from '../../platform/firm/commodities'
import { executionFaults } from './executions'
import type { Interaction } from './interaction'
import { inOrder, lifeOf, type OrderFact } from './order-life'
import { contradictions, missingTerms, termsOf } from './order-terms'
import type { Recording } from './recording'
import { nameOfOrder, type OrderKey, type OrderStore } from './store/order.store'

/** The orders that some recordings are of, as far as they are known: read once, and added to by what is recorded now. */
export interface OrderBook {
  /** What speaks against an event in its order; nothing for what is no order's event. */
  faults(recording: Recording): Fault[]
  add(item: Interaction): void
}

interface Parts {
  orders: OrderStore
  account: (name: string) => Buffer
  commodities: Commodities
  /** Resolves when all that was recorded before is applied. */
  caughtUp: () => Promise<void>
}

export type OrderBooks = (recordings: readonly Recording[], inBackground: boolean) => Promise<OrderBook>

const keyOf = ({ clientId, content }: Pick<Recording, 'clientId' | 'content'>): OrderKey | null => (content.kind === 'OrderEvent' ? { clientId, orderId: content.codes.orderId } : null)

/**
 * Opens the orders of some recordings. What others record of the same order at the same moment is not known to it, and told as a mismatch of the order afterwards.
 * Who records in the background does not wait until each is applied, so that its book first catches up, unless what applies is held up.
 */
export const orderBooks = ({ orders, account, commodities, caughtUp }: Parts): OrderBooks => async (recordings, inBackground) => {
  const keys = [...new Map(recordings.flatMap((recording) => { const key = keyOf(recording); return key === null ? [] : [[nameOfOrder(key), key] as const] })).values()]
  if (keys.length > 0 && inBackground) await caughtUp().catch(() => undefined)
  const known = keys.length === 0 ? [] : await orders.known(keys)
  const book = new Map<string, OrderFact[]>(known.map((order) => [nameOfOrder(order), order.facts]))
  const accountOf = (name: string | null) => (name === null ? Buffer.alloc(0) : account(name))
  return {
    faults(recording) {
      const key = keyOf(recording)
      const { content } = recording
      const [first, ...rest] = inOrder((key && book.get(nameOfOrder(key))) ?? [])
      if (content.kind !== 'OrderEvent') return []
      if (first === undefined) return missingTerms(null, content.codes)
      const sorted = [first, ...rest] as const
      const isWhole = () => {
        const { status, quantity, discrepancy } = lifeOf(sorted, commodities)
        return status === 'FILLED' && quantity !== null && discrepancy === null
      }
      const terms = termsOf(sorted, commodities)
      const contradicted = contradictions(terms, { codes: content.codes, account: accountOf(content.texts.account) }, commodities)
      return [...contradicted, ...missingTerms(terms, content.codes), ...executionFaults(sorted, content.codes, isWhole)]
    },
    add(item) {
      const key = keyOf({ clientId: item.clientId, content: item })
      if (key === null || item.kind !== 'OrderEvent') return
      const { id, occurredAt, recordedAt, codes, texts } = item
      book.set(nameOfOrder(key), [...(book.get(nameOfOrder(key)) ?? []), { id, occurredAt, recordedAt, codes, account: accountOf(texts.account) }])
    },
  }
}
