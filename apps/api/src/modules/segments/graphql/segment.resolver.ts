import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { connection, type Connection } from '@brokersync/schema/connection'
import { Client, Segment } from '@brokersync/schema/entities'
import { SegmentKind } from '@brokersync/schema/enums'
import type { ClientId, SegmentId } from '@brokersync/schema/ids'
import { DateTime, Json } from '@brokersync/schema/scalars'
import { notFound } from '../../../platform/errors/domain-error'
import type { RequestContext } from '../../../platform/graph/context'
import { pageSize, type Cursors } from '../../../platform/graph/cursor'
import type { Segment as SegmentEntity } from '../segment'
import type { SegmentService } from '../segment.service'
import { ChangeSegmentMembersInput, CreateSegmentInput, SegmentConnection, SegmentMemberConnection, ShownSegment, type SegmentMember } from './segment.type'

const list = 'segments'
const memberList = 'segment members'

@Resolver(() => Segment)
export class SegmentResolver {
  constructor(
    private readonly segments: SegmentService,
    private readonly cursors: Cursors,
  ) {}

  @Query(() => Segment, { nullable: true })
  async segment(@Ctx() { actor }: RequestContext, @Arg('id', () => ID) id: string): Promise<Segment> {
    return new ShownSegment(await this.segments.require(actor, id))
  }

  @Query(() => SegmentConnection, { name: 'segments', description: 'Newest first' })
  async list(
    @Ctx() { actor }: RequestContext,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<Connection<Segment>> {
    const [before] = after ? this.cursors.decode(list, after) : []
    const rows = await this.segments.list(actor, { first: pageSize(first) + 1, before: before === undefined ? null : String(before) })
    return connection(rows, { first, after: Boolean(after) }, (one) => ({ node: new ShownSegment(one), cursor: () => this.cursors.encode(list, [one.id]) }))
  }

  @Mutation(() => Segment)
  async createSegment(@Ctx() context: RequestContext, @Arg('input', () => CreateSegmentInput) input: CreateSegmentInput): Promise<Segment> {
    return new ShownSegment(await this.segments.create(context, { ...input }))
  }

  @Mutation(() => Segment, { description: 'Of a STATIC segment' })
  async changeSegmentMembers(@Ctx() context: RequestContext, @Arg('input', () => ChangeSegmentMembersInput) input: ChangeSegmentMembersInput): Promise<Segment> {
    return new ShownSegment(await this.segments.changeMembers(context, input))
  }

  private async entity(segment: Segment, context: RequestContext): Promise<SegmentEntity> {
    if (segment instanceof ShownSegment) return segment.entity
    const found = await context.loader('segments by id', (ids: readonly SegmentId[]) => this.segments.byIds(context.actor, ids)).load(segment.id)
    if (found === null) throw notFound('segment')
    return found
  }

  @FieldResolver(() => String)
  async name(@Root() segment: Segment, @Ctx() context: RequestContext): Promise<string> {
    return (await this.entity(segment, context)).name
  }

  @FieldResolver(() => String, { nullable: true })
  async description(@Root() segment: Segment, @Ctx() context: RequestContext): Promise<string | null> {
    return (await this.entity(segment, context)).description
  }

  @FieldResolver(() => SegmentKind)
  async kind(@Root() segment: Segment, @Ctx() context: RequestContext): Promise<SegmentKind> {
    return (await this.entity(segment, context)).kind
  }

  @FieldResolver(() => Json, { nullable: true, description: 'Null of a static segment' })
  criteria(): null {
    return null
  }

  @FieldResolver(() => Int)
  async version(@Root() segment: Segment, @Ctx() context: RequestContext): Promise<number> {
    return (await this.entity(segment, context)).version
  }

  @FieldResolver(() => DateTime)
  async updatedAt(@Root() segment: Segment, @Ctx() context: RequestContext): Promise<Date> {
    return (await this.entity(segment, context)).updatedAt
  }

  @FieldResolver(() => Int, { description: 'Of the members that the caller may see' })
  async memberCount(@Root() segment: Segment, @Ctx() context: RequestContext): Promise<number> {
    const { id } = await this.entity(segment, context)
    return context.loader('segment member counts', (ids: readonly SegmentId[]) => this.segments.memberCounts(context.actor, ids)).load(id)
  }

  @FieldResolver(() => SegmentMemberConnection, { description: 'Those whom the caller may see, those who came last first' })
  async members(
    @Root() segment: Segment,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<Connection<SegmentMember>> {
    const { id } = await this.entity(segment, context)
    const [since, clientId] = after ? this.cursors.decode(memberList, after) : []
    const page = { first: pageSize(first) + 1, after: after ? { since: String(since), clientId: String(clientId) } : null }
    const rows = await this.segments.members(context, id, page)
    return connection(rows, { first, after: Boolean(after) }, (member) => ({
      node: { client: new Client(member.clientId), since: member.since },
      cursor: () => this.cursors.encode(memberList, [member.since.toISOString(), member.clientId]),
    }))
  }
}

/** What segments adds to a client. */
@Resolver(() => Client)
export class ClientSegmentsResolver {
  constructor(private readonly of: SegmentService) {}

  @FieldResolver(() => [Segment], { nullable: true })
  async segments(@Root() client: Client, @Ctx() context: RequestContext): Promise<Segment[]> {
    const found = await context.loader('segments of clients', (ids: readonly ClientId[]) => this.of.ofClients(context, ids)).load(client.id)
    return found.map((segment) => new ShownSegment(segment))
  }
}
