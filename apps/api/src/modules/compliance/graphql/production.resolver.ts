import type { Connection } from '@brokersync/schema/connection'
import { Client, User } from '@brokersync/schema/entities'
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { PublicAddress } from '../../../platform/files/public-address'
import type { RequestContext } from '../../../platform/graph/context'
import { productionPath } from '../http/production.routes'
import type { Production as Produced } from '../production'
import type { ProductionService } from '../production.service'
import { ProduceRecordsInput, Production, ProductionConnection } from './production.type'

const shown = (produced: Produced): Production => {
  const { id, of, from, to, reason, requestedBy, requestedAt, finishedAt, droppedAt, wholeIds, records, auditEntries, manifestHash } = produced
  return Object.assign(new Production(), {
    id, from, to, reason, requestedAt, finishedAt, droppedAt, auditEntries, produced,
    client: 'clientId' in of ? new Client(of.clientId) : null,
    user: 'userId' in of ? new User(of.userId) : null,
    team: 'team' in of ? of.team : null,
    requestedBy: new User(requestedBy),
    clientCount: wholeIds.length,
    manifestSha256: manifestHash,
    records: Object.entries(records).flatMap(([module, counts]) => Object.entries(counts).map(([kind, count]) => ({ module, kind, count }))),
  })
}

@Resolver(() => Production)
export class ProductionResolver {
  constructor(
    private readonly service: ProductionService,
    private readonly address: PublicAddress,
  ) {}

  @Query(() => Production, { nullable: true })
  async production(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<Production> {
    return shown(await this.service.require(context, id))
  }

  @Query(() => ProductionConnection, { description: 'Newest first' })
  async productions(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ): Promise<Connection<Production>> {
    const page = await this.service.page(context, { first, after })
    const edges = page.edges.map(({ node, cursor }) => ({ cursor, node: shown(node) }))
    return { ...page, edges, nodes: edges.map(({ node }) => node) }
  }

  @FieldResolver(() => String, { nullable: true, description: 'For a quarter of an hour: the archive; null until it is there, and when it is no more' })
  async downloadUrl(@Ctx() context: RequestContext, @Root() { produced }: Production): Promise<string | null> {
    const pass = await this.service.download(context, produced)
    return pass === null ? null : this.address.urlOf(productionPath(produced.id, pass), context)
  }

  @Mutation(() => Production, { description: 'All records of a client, a broker or a desk in a span' })
  async produceRecords(@Ctx() context: RequestContext, @Arg('input', () => ProduceRecordsInput) input: ProduceRecordsInput): Promise<Production> {
    return shown(await this.service.produce(context, { ...input }))
  }
}
