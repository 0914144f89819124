import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql'
import { connection, type Connection } from '@brokersync/schema/connection'
import { Client } from '@brokersync/schema/entities'
import { ExecutionState, OrderMismatch, RollUp } from '@brokersync/schema/enums'
import { Decimal } from '@brokersync/schema/scalars'
import type { Commodities } from '../../../platform/firm/commodities'
import type { RequestContext } from '../../../platform/graph/context'
import { pageSize, type Cursors } from '../../../platform/graph/cursor'
import type { OrderService } from '../order.service'
import type { PositionService } from '../position.service'
import type { TimelineService } from '../timeline.service'
import { Communication } from './communication.type'
import { OrderEvent } from './order-event.type'
import { Exposure, OpeningPosition, Order, OrderConnection, OrderFilter } from './order.types'
import { RecordOpeningPositionInput } from './opening-position.input'
import type { Pages } from './pages'
import type { Shown } from './shown-interaction'
import { showExposure, showOpening, showOrder } from './shown-order'
import { TimelineItemConnection, type TimelineItem } from './timeline-item.type'

@Resolver(() => Client)
export class ClientOrdersResolver {
  constructor(
    private readonly lives: OrderService,
    private readonly positions: PositionService,
    private readonly parts: { cursors: Cursors; commodities: Commodities },
  ) {}

  @FieldResolver(() => OrderConnection, { nullable: true, description: 'The last opened first' })
  async orders(
    @Ctx() context: RequestContext,
    @Root() { id }: Client,
    @Arg('filter', () => OrderFilter, { nullable: true }) filter: OrderFilter | null | undefined,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('rollUp', () => RollUp, { nullable: true, description: 'Together with its household or its company, as far as the caller may see them' }) rollUp: RollUp | null | undefined,
  ): Promise<Connection<Order> | null> {
    const { cursors, commodities } = this.parts
    const list = `orders ${id} ${rollUp ?? ''}`
    const [openedAt, orderId, ofId] = after ? cursors.decode(list, after) : []
    const anchor = after ? { openedAt: new Date(String(openedAt)), orderId: String(orderId), clientId: String(ofId) } : null
    const lives = await this.lives.list(context, id, { ...filter, rollUp }, { first: pageSize(first), after: anchor })
    return lives && connection(lives, { first, after: Boolean(after) }, (life) => ({ node: showOrder(life, commodities), cursor: () => cursors.encode(list, [life.openedAt.toISOString(), life.orderId, life.clientId]) }))
  }

  @FieldResolver(() => Order, { nullable: true })
  async order(@Ctx() context: RequestContext, @Root() { id }: Client, @Arg('orderId', () => String) orderId: string): Promise<Order | null> {
    const life = await this.lives.byId(context, id, orderId)
    return life && showOrder(life, this.parts.commodities)
  }

  @FieldResolver(() => [Exposure], { nullable: true, description: 'What it holds by contract and account; nothing where it is even' })
  async exposure(
    @Ctx() context: RequestContext,
    @Root() { id }: Client,
    @Arg('withExpired', () => Boolean, { defaultValue: false, description: 'Contracts too whose month is over' }) withExpired: boolean,
  ): Promise<Exposure[] | null> {
    const held = await this.positions.exposure(context, id, { withExpired })
    return held && Promise.all(held.map(async (one) => showExposure(one, await this.lives.accountName(context, id, one.account), this.parts.commodities)))
  }

  @FieldResolver(() => [OpeningPosition], { nullable: true, description: 'What was stated of its positions, the latest first' })
  async openingPositions(@Ctx() context: RequestContext, @Root() { id }: Client): Promise<OpeningPosition[] | null> {
    const openings = await this.positions.openings(context, id)
    return openings && openings.map((opening) => showOpening(opening, this.parts.commodities))
  }
}

@Resolver(() => Order)
export class OrderResolver {
  constructor(
    private readonly orders: OrderService,
    private readonly show: Shown,
    private readonly parts: { timelines: TimelineService; pages: Pages },
  ) {}

  @FieldResolver(() => TimelineItemConnection, { description: 'What was said about it, the latest first' })
  async communications(
    @Ctx() context: RequestContext,
    @Root() { life: { clientId, orderId } }: Order,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<Connection<TimelineItem>> {
    const { timelines, pages } = this.parts
    const list = `communications ${clientId} ${orderId}`
    const page = pages.page(list, { first, after })
    return pages.connection(list, await timelines.search(context, { categories: ['COMMUNICATION'] }, { clientIds: [clientId], orderId }, page), page)
  }

  @FieldResolver(() => [OrderEvent], { description: 'In the order in which they happened' })
  async events(@Ctx() context: RequestContext, @Root() { life }: Order): Promise<OrderEvent[]> {
    return (await this.orders.events(context, life)).map((item) => this.show.order(item))
  }
}

@Resolver(() => Communication)
export class CommunicationOrderResolver {
  constructor(
    private readonly orders: OrderService,
    private readonly commodities: Commodities,
  ) {}

  @FieldResolver(() => Order, { nullable: true, description: 'The order that it was about; null too where the client has no such order (yet): a call may come before its order' })
  async aboutOrder(@Ctx() context: RequestContext, @Root() { client, aboutOrderId }: Communication): Promise<Order | null> {
    const life = client && aboutOrderId !== null ? await this.orders.life(context, client.id, aboutOrderId) : null
    return life && showOrder(life, this.commodities)
  }
}

@Resolver(() => OrderEvent)
export class OrderEventResolver {
  constructor(
    private readonly orders: OrderService,
    private readonly commodities: Commodities,
  ) {}

  @FieldResolver(() => Order, { nullable: true, description: 'The whole order that this is an event of' })
  async order(@Ctx() context: RequestContext, @Root() { client, orderId }: OrderEvent): Promise<Order | null> {
    const life = client && (await this.orders.life(context, client.id, orderId))
    return life && showOrder(life, this.commodities)
  }

  @FieldResolver(() => ExecutionState, { nullable: true, description: 'Null for what is no execution' })
  async executionState(@Ctx() context: RequestContext, @Root() event: OrderEvent): Promise<ExecutionState | null> {
    return (await this.inLife(context, event))?.state ?? null
  }

  @FieldResolver(() => OrderMismatch, { nullable: true, description: 'Null where it goes with its order' })
  async mismatch(@Ctx() context: RequestContext, @Root() event: OrderEvent): Promise<OrderMismatch | null> {
    return (await this.inLife(context, event))?.mismatch ?? null
  }

  @FieldResolver(() => Decimal, { nullable: true, description: 'What it adds to what its order filled, in the unit of the order; null of what adds nothing' })
  async filled(@Ctx() context: RequestContext, @Root() event: OrderEvent): Promise<string | null> {
    return (await this.inLife(context, event))?.filled ?? null
  }

  private async inLife(context: RequestContext, { client, orderId, id }: OrderEvent) {
    const life = client && (await this.orders.life(context, client.id, orderId))
    return life?.events.find((event) => event.id === id)
  }
}

@Resolver()
export class PositionResolver {
  constructor(
    private readonly positions: PositionService,
    private readonly commodities: Commodities,
  ) {}

  @Mutation(() => OpeningPosition)
  async recordOpeningPosition(@Ctx() context: RequestContext, @Arg('input', () => RecordOpeningPositionInput) input: RecordOpeningPositionInput): Promise<OpeningPosition> {
    return showOpening(await this.positions.state(context, input), this.commodities)
  }
}
