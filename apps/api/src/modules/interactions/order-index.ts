import type { Commodities } from '../../platform/firm/commodities'
import type { Write } from '../../platform/postgres/commit'
import { contractOf, contractText } from './contract'
import { inOrder, lifeOf, type OrderFact, type OrderLife } from './order-life'
import { termsOf } from './order-terms'
import { nameOfOrder, type ChangedOrder, type CountedFact, type KnownOrder, type OrderKey, type OrderStore } from './store/order.store'
import type { Indexed } from './store/item-writes'

const none = Buffer.alloc(0)

type OrderEvents = OrderKey & { facts: OrderFact[] }

/** The account that an order is for, whichever of its events names it. */
function accountOf(facts: readonly OrderFact[], commodities: Commodities): Buffer {
  const [first, ...rest] = inOrder(facts)
  return (first && termsOf([first, ...rest], commodities).account) ?? none
}

const countsOtherwise = (now: CountedFact, before: CountedFact | undefined) => now.state !== before?.state || now.fill !== before.fill || now.contract !== before.contract || !now.countedIn.equals(before.countedIn)

/** The order events among what is applied, by their orders. */
function byOrder(indexed: readonly Indexed[]): OrderEvents[] {
  const orders = new Map<string, OrderEvents>()
  for (const { item, account } of indexed) {
    if (item.kind !== 'OrderEvent') continue
    const { clientId, id, occurredAt, recordedAt, codes } = item
    const key = { clientId, orderId: codes.orderId }
    const order = orders.get(nameOfOrder(key)) ?? { ...key, facts: [] }
    order.facts.push({ id, occurredAt, recordedAt, codes, account: account ?? none })
    orders.set(nameOfOrder(key), order)
  }
  return [...orders.values()]
}

/** Makes orders' lives out of their events, as these come and change. */
export class OrderIndex {
  constructor(
    private readonly orders: OrderStore,
    private readonly commodities: Commodities,
  ) {}

  /** What keeps the orders of what was applied. */
  async writesFor(indexed: readonly Indexed[]): Promise<Write[]> {
    const given = byOrder(indexed)
    if (given.length === 0) return []
    const known = new Map((await this.orders.known(given)).map((order) => [nameOfOrder(order), order]))
    return this.orders.write(given.map((order) => this.changed(order, known.get(nameOfOrder(order)) ?? { ...order, version: 0, facts: [] })))
  }

  private changed({ clientId, orderId, facts: given }: OrderEvents, known: KnownOrder): ChangedOrder {
    const facts = [...new Map([...known.facts, ...given].map((fact) => [fact.id, fact])).values()]
    const life = lifeOf(facts, this.commodities)
    const account = accountOf(facts, this.commodities)
    const before = new Map(known.facts.map((fact) => [fact.id, fact]))
    const isGiven = new Set(given.map(({ id }) => id))
    const counted = this.counted(life, facts, account).map((fact) => ({ ...fact, before: before.get(fact.id) }))
    return { clientId, orderId, version: known.version, life, account, facts: counted.filter((fact) => isGiven.has(fact.id) || countsOtherwise(fact, fact.before)) }
  }

  // What an execution counts for may change with any event of its order, of which it is where it does not say it itself.
  private counted(life: OrderLife, facts: readonly OrderFact[], account: Buffer): CountedFact[] {
    const states = new Map(life.events.map(({ id, state }) => [id, state]))
    return facts.map((fact) => {
      const state = states.get(fact.id) ?? null
      const { side, quantity, exchange, contractMonth, strike, putCall } = fact.codes
      const contract = { ...fact.codes, exchange: exchange ?? life.exchange, contractMonth: contractMonth ?? life.contractMonth, strike: strike ?? life.strike, putCall: putCall ?? life.putCall }
      return { ...fact, state, fill: state === 'LIVE' ? (side === 'BUY' ? quantity : `-${quantity}`) : null, contract: contractText(contractOf(contract, this.commodities)), countedIn: fact.account.length > 0 ? fact.account : account }
    })
  }
}
