import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import type { Connection } from '@brokersync/schema/connection'
import { Client, Document } from '@brokersync/schema/entities'
import { RollUp, TimelineOrder } from '@brokersync/schema/enums'
import type { InteractionId } from '@brokersync/schema/ids'
import type { Commodities } from '../../../platform/firm/commodities'
import type { RequestContext } from '../../../platform/graph/context'
import { decodeInteractionId } from '../interaction-id'
import type { Interaction } from '../interaction'
import type { TimelineCountsService } from '../timeline-counts.service'
import type { TimelineService } from '../timeline.service'
import { Engagement, TimelineBucket, TimelineExtent } from './client-timeline.type'
import { Commodity } from './commodity.type'
import { InteractionFilter } from './interaction-filter.input'
import { Note } from './item.types'
import type { Pages } from './pages'
import { showAny, type Shown } from './shown-interaction'
import { showCounts } from './shown-counts'
import { askedOf, TimelineArgs, TimelineCountsArgs, TimelineDensityArgs } from './timeline.args'
import { TimelineCounts, TradingAccount } from './timeline-counts.type'
import { TimelineItem, TimelineItemConnection } from './timeline-item.type'

type Optional = string | null | undefined

@Resolver(() => Client)
export class ClientTimelineResolver {
  constructor(
    private readonly timelines: TimelineService,
    private readonly counts: TimelineCountsService,
    private readonly pages: Pages,
  ) {}

  @FieldResolver(() => TimelineItemConnection, { nullable: true })
  async timeline(@Ctx() context: RequestContext, @Root() { id }: Client, @Args(() => TimelineArgs) args: TimelineArgs): Promise<Connection<TimelineItem> | null> {
    const list = `timeline ${id} ${args.rollUp ?? ''}`
    const page = this.pages.page(list, args)
    const items = await this.timelines.timeline(context, id, askedOf(args), page)
    return items && this.pages.connection(list, items, page)
  }

  @FieldResolver(() => [TimelineBucket], { nullable: true, description: 'Exact, under any filter' })
  timelineDensity(@Ctx() context: RequestContext, @Root() { id }: Client, @Args(() => TimelineDensityArgs) args: TimelineDensityArgs): Promise<TimelineBucket[] | null> {
    return this.counts.density(context, id, { ...askedOf(args), from: args.from, to: args.to }, args.buckets)
  }

  @FieldResolver(() => TimelineCounts, { nullable: true, description: 'Null where more than 100,000 items lie in the span' })
  async timelineCounts(@Ctx() context: RequestContext, @Root() { id }: Client, @Args(() => TimelineCountsArgs) args: TimelineCountsArgs): Promise<TimelineCounts | null> {
    const counted = await this.counts.ofClient(context, id, askedOf(args))
    if (counted === null || counted === undefined) return null
    const accounts = counted.facets.some(({ facet }) => facet === 'accounts') ? await this.timelines.accounts(context, id, args.rollUp ?? null) : []
    const names = new Map(accounts?.map(({ fingerprint, name }) => [fingerprint, name]))
    return showCounts(counted, (fingerprint) => names.get(fingerprint))
  }

  @FieldResolver(() => [TradingAccount], { nullable: true, description: 'The accounts that its orders name, the last used first' })
  async tradingAccounts(@Ctx() context: RequestContext, @Root() { id }: Client): Promise<TradingAccount[] | null> {
    const accounts = await this.timelines.accounts(context, id)
    return accounts && accounts.map(({ name, lastUsedAt }) => ({ name, lastUsedAt }))
  }

  @FieldResolver(() => TimelineExtent, { nullable: true })
  timelineExtent(@Ctx() context: RequestContext, @Root() { id }: Client, @Arg('rollUp', () => RollUp, { nullable: true }) rollUp: RollUp | null | undefined): Promise<TimelineExtent | null> {
    return this.counts.extent(context, id, rollUp ?? null)
  }

  @FieldResolver(() => [Client], { nullable: true, description: 'Itself, and who is read together with it, as far as the caller may see them' })
  async together(@Ctx() context: RequestContext, @Root() { id }: Client, @Arg('rollUp', () => RollUp) rollUp: RollUp): Promise<Client[] | null> {
    return (await this.timelines.together(context, id, rollUp))?.map((one) => new Client(one)) ?? null
  }

  @FieldResolver(() => Engagement, { nullable: true })
  async engagement(@Ctx() context: RequestContext, @Root() { id }: Client): Promise<Engagement | null> {
    const activity = await this.counts.activity(context, id, 'clients:engagement')
    return activity === null ? null : { score: null, trend: null, lastContactAt: activity?.lastContactAt ?? null, churnRisk: null, sentiment: null }
  }
}

@Resolver(() => Document)
export class DocumentInteractionsResolver {
  constructor(
    private readonly timelines: TimelineService,
    private readonly pages: Pages,
  ) {}

  @FieldResolver(() => TimelineItemConnection, { nullable: true })
  async interactions(
    @Ctx() context: RequestContext,
    @Root() { id }: Document,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: Optional,
  ): Promise<Connection<TimelineItem>> {
    const list = `document ${id}`
    const page = this.pages.page(list, { first, after })
    return this.pages.connection(list, await this.timelines.aboutDocument(context, id, page), page)
  }
}

@Resolver(() => Note)
export class NoteResolver {
  constructor(
    private readonly timelines: TimelineService,
    private readonly show: Shown,
  ) {}

  @FieldResolver(() => TimelineItem, { nullable: true })
  async about(@Ctx() context: RequestContext, @Root() { aboutId }: Note): Promise<TimelineItem | null> {
    // What is about a document is found from the document.
    if (aboutId === null || decodeInteractionId(aboutId) === null) return null
    const loader = context.loader<InteractionId, Interaction | null>('interactions.about', (ids) => this.timelines.byIds(context, ids))
    const item = await loader.load(aboutId as InteractionId)
    return item && showAny(this.show, item)
  }
}

@Resolver()
export class InteractionsResolver {
  constructor(
    private readonly timelines: TimelineService,
    private readonly counts: TimelineCountsService,
    private readonly pages: Pages,
    private readonly list: Commodities,
  ) {}

  @Query(() => TimelineItemConnection)
  async interactions(
    @Ctx() context: RequestContext,
    @Arg('search', () => String, { nullable: true }) search: Optional,
    @Arg('filter', () => InteractionFilter, { nullable: true }) filter: InteractionFilter | null | undefined,
    @Arg('order', () => TimelineOrder, { defaultValue: 'NEWEST_FIRST' }) order: TimelineOrder,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: Optional,
    @Arg('last', () => Int, { nullable: true }) last: number | null | undefined,
    @Arg('before', () => String, { nullable: true }) before: Optional,
  ): Promise<Connection<TimelineItem>> {
    const page = this.pages.page('interactions', { order, first, after, last, before })
    const { clientIds = null, ...asked } = filter ?? {}
    return this.pages.connection('interactions', await this.timelines.search(context, { ...asked, search }, { clientIds }, page), page)
  }

  @Query(() => TimelineItemConnection, { description: 'The notes that mention the caller, of the clients that it may see' })
  async mentions(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: Optional,
  ): Promise<Connection<TimelineItem>> {
    const page = this.pages.page('mentions', { first, after })
    return this.pages.connection('mentions', await this.timelines.search(context, {}, { mentioned: context.actor.userId }, page), page)
  }

  @Query(() => TimelineItemConnection, { nullable: true, description: 'What was written about an item, the oldest first; null where the item is out of reach' })
  async thread(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: Optional,
  ): Promise<Connection<TimelineItem> | null> {
    const list = `thread ${id}`
    const page = this.pages.page(list, { order: 'OLDEST_FIRST', first, after })
    const items = await this.timelines.thread(context, id as InteractionId, page)
    return items && this.pages.connection(list, items, page)
  }

  @Query(() => TimelineCounts, { nullable: true, description: 'Null where more than 100,000 items would have to be looked at' })
  async interactionCounts(
    @Ctx() context: RequestContext,
    @Arg('search', () => String, { nullable: true }) search: Optional,
    @Arg('filter', () => InteractionFilter, { nullable: true }) filter: InteractionFilter | null | undefined,
  ): Promise<TimelineCounts | null> {
    const { clientIds = null, ...asked } = filter ?? {}
    const counted = await this.counts.ofAll(context, { ...asked, search }, clientIds)
    return counted === undefined ? null : showCounts(counted)
  }

  @Query(() => [Commodity])
  commodities(): Commodity[] {
    return [...this.list.all]
  }
}
