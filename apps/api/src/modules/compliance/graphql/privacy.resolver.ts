import type { Connection } from '@brokersync/schema/connection'
import { Client, User } from '@brokersync/schema/entities'
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { PublicAddress } from '../../../platform/files/public-address'
import type { RequestContext } from '../../../platform/graph/context'
import type { ClientHold as Hold, DataSubjectRequest as Asked } from '../data-subject-request'
import type { HoldService } from '../hold.service'
import { dataExportPath } from '../http/data-export.routes'
import type { PrivacyService } from '../privacy.service'
import {
  AnonymiseClientInput, ClientHold, DataSubjectRequest, DataSubjectRequestConnection, EraseClientInput, KeptClass, PlaceClientHoldInput, ReleaseClientHoldInput, RequestDataExportInput,
} from './privacy.type'

const shown = (asked: Asked): DataSubjectRequest => {
  const { id, kind, status, reference, clientId, requestedBy, requestedAt, finishedAt, reason, gone, kept, removed } = asked
  return Object.assign(new DataSubjectRequest(), {
    id, kind, status, reference, requestedAt, finishedAt, reason, kept, asked,
    gone: kind === 'ACCESS' ? [] : gone,
    client: new Client(clientId),
    requestedBy: new User(requestedBy),
    keptUnderLegalHold: kept.filter(({ because }) => because === 'HOLD').map((one) => ({ type: one.class, id: one.by, reason: 'Legal hold' })),
    records: Object.entries(removed).flatMap(([module, counts]) => Object.entries(counts).map(([what, count]) => ({ module, kind: what, count }))),
  })
}

const shownHold = ({ clientId, placedBy, releasedBy, ...rest }: Hold): ClientHold => ({
  ...rest, client: new Client(clientId), placedBy: new User(placedBy), releasedBy: releasedBy === null ? null : new User(releasedBy),
})

@Resolver(() => DataSubjectRequest)
export class PrivacyResolver {
  constructor(
    private readonly privacy: PrivacyService,
    private readonly holds: HoldService,
    private readonly address: PublicAddress,
  ) {}

  @Query(() => DataSubjectRequest, { nullable: true })
  async dataSubjectRequest(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<DataSubjectRequest> {
    return shown(await this.privacy.require(context, id))
  }

  @Query(() => DataSubjectRequestConnection, { description: 'Newest first' })
  async dataSubjectRequests(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ): Promise<Connection<DataSubjectRequest>> {
    const page = await this.privacy.page(context, { first, after })
    const edges = page.edges.map(({ node, cursor }) => ({ cursor, node: shown(node) }))
    return { ...page, edges, nodes: edges.map(({ node }) => node) }
  }

  @FieldResolver(() => String, { nullable: true, description: 'For a quarter of an hour: all that is held, as one archive; null until it is there, and a week after' })
  async downloadUrl(@Ctx() context: RequestContext, @Root() { asked }: DataSubjectRequest): Promise<string | null> {
    const pass = await this.privacy.download(context, asked)
    return pass === null ? null : this.address.urlOf(dataExportPath(asked.id, pass), context)
  }

  @Mutation(() => DataSubjectRequest)
  async requestDataExport(@Ctx() context: RequestContext, @Arg('input', () => RequestDataExportInput) input: RequestDataExportInput): Promise<DataSubjectRequest> {
    return shown(await this.privacy.ask(context, 'ACCESS', { ...input }))
  }

  @Mutation(() => DataSubjectRequest)
  async eraseClient(@Ctx() context: RequestContext, @Arg('input', () => EraseClientInput) input: EraseClientInput): Promise<DataSubjectRequest> {
    return shown(await this.privacy.ask(context, 'ERASURE', { ...input }))
  }

  @Mutation(() => DataSubjectRequest)
  async anonymiseClient(@Ctx() context: RequestContext, @Arg('input', () => AnonymiseClientInput) input: AnonymiseClientInput): Promise<DataSubjectRequest> {
    return shown(await this.privacy.ask(context, 'ANONYMISATION', { ...input }))
  }

  @Query(() => [ClientHold], { description: 'Newest first, at most a thousand' })
  async clientHolds(
    @Ctx() context: RequestContext,
    @Arg('clientId', () => ID, { nullable: true }) clientId: string | null = null,
    @Arg('standing', () => Boolean, { defaultValue: true, description: 'Only those that stand' }) standing: boolean = true,
  ): Promise<ClientHold[]> {
    return (await this.holds.list(context, { clientId, standing })).map(shownHold)
  }

  @Mutation(() => ClientHold)
  async placeClientHold(@Ctx() context: RequestContext, @Arg('input', () => PlaceClientHoldInput) input: PlaceClientHoldInput): Promise<ClientHold> {
    return shownHold(await this.holds.place(context, { ...input }))
  }

  @Mutation(() => ClientHold)
  async releaseClientHold(@Ctx() context: RequestContext, @Arg('input', () => ReleaseClientHoldInput) input: ReleaseClientHoldInput): Promise<ClientHold> {
    return shownHold(await this.holds.release(context, input))
  }
}

@Resolver(() => Client)
export class ClientKeptResolver {
  constructor(private readonly privacy: PrivacyService) {}

  @FieldResolver(() => [KeptClass], { nullable: true, description: 'What is kept of one that was erased or made anonymous; empty where nothing is, and of any other' })
  kept(@Ctx() context: RequestContext, @Root() { id }: Client): Promise<KeptClass[] | null> {
    return this.privacy.keptOf(context, id)
  }
}
