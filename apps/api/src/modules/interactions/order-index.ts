import type { InteractionId } from '@brokersync/schema/ids'
import type { Commodities } from '../../platform/firm/commodities'
import type { Write } from '../../platform/postgres/commit'
import { contractOf, contractText } from './contract'
import { lifeOf, type OrderLife } from './order-life'
import type { ChangedOrder, KeptFact, KnownOrder, OrderKey, OrderStore } from './store/order.store'
import type { Indexed } from './store/item-writes'

const none = Buffer.alloc(0)
const nameOf = ({ clientId, orderId }: OrderKey) => `${clientId} ${orderId}`

type OrderEvents = OrderKey & { facts: KeptFact[] }

/** The order events among what is applied, by their orders. */
function byOrder(indexed: readonly Indexed[]): OrderEvents[] {
  const orders = new Map<string, OrderEvents>()
  for (const { item, account } of indexed) {
    if (item.kind !== 'OrderEvent') continue
    const { clientId, id, occurredAt, recordedAt, codes } = item
    const key = { clientId, orderId: codes.orderId }
    const order = orders.get(nameOf(key)) ?? { ...key, facts: [] }
    order.facts.push({ id, occurredAt, recordedAt, codes, account: account ?? none })
    orders.set(nameOf(key), order)
  }
  return [...orders.values()]
}

/** Makes orders' lives out of their events, as these come, go and change. */
export class OrderIndex {
  constructor(
    private readonly orders: OrderStore,
    private readonly commodities: Commodities,
  ) {}

  /** What keeps the orders of what was applied. @param gone which of it is retracted. */
  async writesFor(indexed: readonly Indexed[], gone: ReadonlySet<InteractionId> = new Set()): Promise<Write[]> {
    const given = byOrder(indexed)
    if (given.length === 0) return []
    const known = new Map((await this.orders.known(given)).map((order) => [nameOf(order), order]))
    return this.orders.write(given.map((order) => this.changed(order, known.get(nameOf(order)) ?? { ...order, version: 0, facts: [] }, gone)))
  }

  private changed({ clientId, orderId, facts: given }: OrderEvents, known: KnownOrder, gone: ReadonlySet<InteractionId>): ChangedOrder {
    const facts = [...new Map([...known.facts, ...given].map((fact) => [fact.id, fact])).values()].filter(({ id }) => !gone.has(id))
    const key = { clientId, orderId, version: known.version, gone: given.filter(({ id }) => gone.has(id)).map(({ id }) => id) }
    if (facts.length === 0) return { ...key, life: null, account: none, facts: [], before: known.facts }
    const life = lifeOf(facts)
    const account = facts.find((fact) => fact.account.length > 0)?.account ?? none
    return { ...key, life, account, facts: this.kept(life, facts), before: known.facts }
  }

  // What an execution counts for may change with any event of its order.
  private kept(life: OrderLife, facts: readonly KeptFact[]): ChangedOrder['facts'] {
    const states = new Map(life.events.map(({ id, state }) => [id, state]))
    return facts.map((fact) => {
      const state = states.get(fact.id) ?? null
      const { side, quantity } = fact.codes
      return { ...fact, state, fill: state === 'LIVE' ? (side === 'BUY' ? quantity : `-${quantity}`) : null, contract: contractText(contractOf(fact.codes, this.commodities)) }
    })
  }
}
