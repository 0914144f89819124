import type { OrderStatus, RollUp } from '@brokersync/schema/enums'
import type { ClientId, InteractionId } from '@brokersync/schema/ids'
import type { Directory } from '../../platform/directory/directory'
import { badInput, type Fault } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import { instantOf } from './asked'
import type { ItemIndex } from './item-index'
import { reached, reaches } from './reaching'
import type { KeptLife, OrderQuery, OrderStore } from './store/order.store'
import type { TimelineService } from './timeline.service'

type Optional<Value> = Value | null | undefined

/** Which orders of a client, in the words of the API; null or empty does not filter. */
export interface AskedOrders {
  statuses?: Optional<readonly OrderStatus[]>
  commodities?: Optional<readonly string[]>
  accounts?: Optional<readonly string[]>
  from?: Optional<string>
  to?: Optional<string>
  rollUp?: Optional<RollUp>
}

/** An order, and the name of the trading account that its events name. */
export type NamedLife = KeptLife & { accountName: string | null }

interface Parts {
  orders: OrderStore
  index: ItemIndex
  directory: Directory
  timelines: TimelineService
}

const orNull = <Value>(list: Optional<readonly Value[]>) => (list && list.length > 0 ? list : null)

/** Clients' orders, each as one life from its first event to its last. */
export class OrderService {
  constructor(private readonly parts: Parts) {}

  /** The orders of a client, or of its household or company, the last opened first, one more than asked for where there are more; null out of reach. */
  async list(context: RequestContext, clientId: ClientId, asked: AskedOrders, page: Pick<OrderQuery, 'first' | 'after'>): Promise<NamedLife[] | null> {
    const faults: Fault[] = []
    const [from, to] = [instantOf('filter.from', asked.from, faults), instantOf('filter.to', asked.to, faults)]
    if (faults.length > 0) throw badInput(faults)
    const { orders, index, directory } = this.parts
    const clientIds = await reached(directory, context, clientId, asked.rollUp)
    if (clientIds === null) return null
    context.reads.add('orders', clientIds)
    const accounts = orNull(asked.accounts)?.map((name) => index.account(name)) ?? null
    const query = { clientIds, statuses: orNull(asked.statuses), commodities: orNull(asked.commodities), accounts, from, to, after: page.after, first: page.first + 1 }
    return this.named(context, await orders.list(query))
  }

  /** One order of a client; null out of reach, or where there is none. */
  async byId(context: RequestContext, clientId: ClientId, orderId: string): Promise<NamedLife | null> {
    if (!(await reaches(this.parts.directory, context, clientId))) return null
    context.reads.add('orders', [clientId])
    return this.life(context, clientId, orderId)
  }

  /** The order of an event that the caller was given already; asked for many at once within an operation. */
  async life(context: RequestContext, clientId: ClientId, orderId: string): Promise<NamedLife | null> {
    const loader = context.loader<string, NamedLife | null>('interactions.orders', async (keys) => {
      // Each key is made below.
      const wanted = keys.map((key) => JSON.parse(key) as [ClientId, string])
      const found = await this.named(context, await this.parts.orders.lives(wanted.map(([client, order]) => ({ clientId: client, orderId: order }))))
      return wanted.map(([client, order]) => found.find((one) => one.clientId === client && one.orderId === order) ?? null)
    })
    return loader.load(JSON.stringify([clientId, orderId]))
  }

  private async named(context: RequestContext, lives: readonly KeptLife[]): Promise<NamedLife[]> {
    return Promise.all(lives.map(async (life) => ({ ...life, accountName: await this.accountName(context, life.clientId, life.account) })))
  }

  /** The name of an account by its fingerprint; null for none. */
  async accountName(context: RequestContext, clientId: ClientId, account: Buffer): Promise<string | null> {
    if (account.length === 0) return null
    const loader = context.loader<ClientId, ReadonlyMap<string, string>>('interactions.accounts', (ids) => Promise.all(ids.map((id) => this.accountNames(context, id))))
    return (await loader.load(clientId)).get(account.toString('hex')) ?? null
  }

  private async accountNames(context: RequestContext, clientId: ClientId): Promise<ReadonlyMap<string, string>> {
    const accounts = await this.parts.timelines.accounts(context, clientId)
    return new Map(accounts?.map(({ fingerprint, name }) => [fingerprint, name]))
  }

  /** An order's events in the order in which they happened, each with what became of it. */
  async events(context: RequestContext, { events }: Pick<KeptLife, 'events'>) {
    const loader = context.loader('interactions.about', (ids: readonly InteractionId[]) => this.parts.timelines.byIds(context, ids))
    const items = await loader.loadMany(events.map(({ id }) => id))
    return items.flatMap((item) => {
      if (item instanceof Error) throw item
      return item?.kind === 'OrderEvent' ? [item] : []
    })
  }
}
