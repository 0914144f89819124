import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql'
import type { Connection } from '@brokersync/schema/connection'
import { Client, Document } from '@brokersync/schema/entities'
import { TimelineCategory } from '@brokersync/schema/enums'
import type { InteractionId } from '@brokersync/schema/ids'
import { DateTime } from '@brokersync/schema/scalars'
import type { Commodities } from '../../../platform/firm/commodities'
import type { RequestContext } from '../../../platform/graph/context'
import { decodeInteractionId } from '../interaction-id'
import type { Interaction } from '../interaction'
import type { TimelineService } from '../timeline.service'
import { Engagement, TimelineBucket, TimelineExtent } from './client-timeline.type'
import { Commodity } from './commodity.type'
import { InteractionFilter } from './interaction-filter.input'
import { Note } from './item.types'
import type { Pages } from './pages'
import { showAny, type Shown } from './shown-interaction'
import { TimelineItem, TimelineItemConnection } from './timeline-item.type'

type Optional = string | null | undefined

@Resolver(() => Client)
export class ClientTimelineResolver {
  constructor(
    private readonly timelines: TimelineService,
    private readonly pages: Pages,
  ) {}

  @FieldResolver(() => TimelineItemConnection, { nullable: true })
  async timeline(
    @Ctx() context: RequestContext,
    @Root() { id }: Client,
    @Arg('from', () => DateTime, { nullable: true }) from: Optional,
    @Arg('to', () => DateTime, { nullable: true }) to: Optional,
    @Arg('categories', () => [TimelineCategory], { nullable: true }) categories: TimelineCategory[] | null | undefined,
    @Arg('search', () => String, { nullable: true }) search: Optional,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: Optional,
  ): Promise<Connection<TimelineItem> | null> {
    const list = `timeline ${id}`
    const page = this.pages.page(list, first, after)
    const items = await this.timelines.timeline(context, id, { from, to, categories, search }, page)
    return items && this.pages.connection(list, items, page)
  }

  @FieldResolver(() => [TimelineBucket], { nullable: true })
  timelineDensity(
    @Ctx() context: RequestContext,
    @Root() { id }: Client,
    @Arg('from', () => DateTime) from: string,
    @Arg('to', () => DateTime) to: string,
    @Arg('buckets', () => Int) buckets: number,
  ): Promise<TimelineBucket[] | null> {
    return this.timelines.density(context, id, { from, to }, buckets)
  }

  @FieldResolver(() => TimelineExtent, { nullable: true })
  async timelineExtent(@Ctx() context: RequestContext, @Root() { id }: Client): Promise<TimelineExtent | null> {
    const activity = await this.timelines.activity(context, id)
    return activity === null ? null : { first: activity?.firstAt ?? null, last: activity?.lastAt ?? null, count: activity?.n ?? 0 }
  }

  @FieldResolver(() => Engagement, { nullable: true })
  async engagement(@Ctx() context: RequestContext, @Root() { id }: Client): Promise<Engagement | null> {
    const activity = await this.timelines.activity(context, id)
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
    const page = this.pages.page(list, first, after)
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
    private readonly pages: Pages,
    private readonly list: Commodities,
  ) {}

  @Query(() => TimelineItemConnection)
  async interactions(
    @Ctx() context: RequestContext,
    @Arg('search', () => String, { nullable: true }) search: Optional,
    @Arg('filter', () => InteractionFilter, { nullable: true }) filter: InteractionFilter | null | undefined,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: Optional,
  ): Promise<Connection<TimelineItem>> {
    const page = this.pages.page('interactions', first, after)
    const { clientIds = null, channels = null, authorIds = null, ...asked } = filter ?? {}
    return this.pages.connection('interactions', await this.timelines.search(context, { ...asked, search }, { clientIds, channels, authorIds }, page), page)
  }

  @Query(() => [Commodity])
  commodities(): Commodity[] {
    return [...this.list.all]
  }
}
