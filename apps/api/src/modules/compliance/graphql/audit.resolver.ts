import type { Connection } from '@brokersync/schema/connection'
import { Client, Document, User } from '@brokersync/schema/entities'
import type { DocumentId, UserId } from '@brokersync/schema/ids'
import { DateTime } from '@brokersync/schema/scalars'
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { PublicAddress } from '../../../platform/files/public-address'
import type { RequestContext } from '../../../platform/graph/context'
import type { ChainedEntry } from '../audit-chain'
import type { ShownChanges } from '../audit-changes'
import type { AuditCheckService } from '../audit-check.service'
import type { AuditExportService } from '../audit-export.service'
import type { AuditService, PastState as PastRecord } from '../audit.service'
import { exportPath } from '../http/audit-export.routes'
import type { AuditCheck } from '../store/audit-check.store'
import { AuditChain } from './audit-chain.type'
import { AuditEntry, AuditEntryConnection, AuditExport, AuditFilter, AuditVerification, ClientAccess, ExportAuditInput, FieldChange, PastState, VerifyAuditInput } from './audit.type'

const shown = (entry: ChainedEntry): AuditEntry => {
  const { id, number, at, occurredAt, recordedAt, late, actorId, credential, address, agent, action, subjectType, subjectId, reads, clientIds, requestId, hash } = entry
  return Object.assign(new AuditEntry(), {
    id, number, at, occurredAt, recordedAt, late, credential, address, agent, action, reads, requestId, entry,
    actor: actorId === null ? null : new User(actorId as UserId),
    subject: subjectType === null || subjectId === null ? null : { type: subjectType, id: subjectId },
    clientCount: clientIds.length,
    hash: hash.toString('hex'),
  })
}

const shownPage = ({ edges, pageInfo }: Connection<ChainedEntry>): Connection<AuditEntry> => {
  const shownEdges = edges.map(({ node, cursor }) => ({ cursor, node: shown(node) }))
  return { pageInfo, edges: shownEdges, nodes: shownEdges.map(({ node }) => node) }
}

const shownState = (state: PastRecord | null): PastState | null =>
  state && { ...state, fields: state.fields.map(({ by, ...field }) => ({ ...field, by: by === null ? null : new User(by) })) }

const shownCheck = ({ intact, fromNumber, toNumber, firstBrokenId, checkedFrom, checkedTo, at }: AuditCheck): AuditVerification => ({
  intact, firstBrokenId, checkedFrom, checkedTo, at, entries: toNumber - fromNumber,
})

@Resolver(() => AuditEntry)
export class AuditResolver {
  constructor(
    private readonly audit: AuditService,
    private readonly checks: AuditCheckService,
    private readonly exports: AuditExportService,
    private readonly address: PublicAddress,
  ) {}

  @Query(() => AuditChain)
  async auditChain(): Promise<AuditChain> {
    const [{ number, hash, recordedAt }, whole] = await Promise.all([this.audit.head(), this.checks.lastWhole()])
    return { entries: number, hash: hash.toString('hex'), recordedAt, lastWholeCheck: whole === null ? null : shownCheck(whole) }
  }

  @Query(() => AuditEntryConnection, { description: 'Newest first' })
  async auditTrail(
    @Ctx() context: RequestContext,
    @Arg('filter', () => AuditFilter, { nullable: true }) filter: AuditFilter | null = null,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number = 50,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ): Promise<Connection<AuditEntry>> {
    return shownPage(await this.audit.page(context, filter, { first, after }))
  }

  @Query(() => [String], { description: 'The actions that stand in the trail' })
  auditActions(): Promise<string[]> {
    return this.audit.actions()
  }

  @Query(() => PastState, {
    nullable: true,
    description: 'Any record as it was at an instant, by its id: a document, a user, a segment, a hold, … Null where nothing is on record of it by then. Of an interaction, what was changed since it was recorded',
  })
  async recordAsOf(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string, @Arg('at', () => DateTime) at: string): Promise<PastState | null> {
    return shownState(await this.audit.asOf(context, id, at))
  }

  @FieldResolver(() => [FieldChange], { description: 'What it changed; empty where it changed nothing, or that was erased' })
  async changes(@Ctx() context: RequestContext, @Root() root: AuditEntry): Promise<readonly FieldChange[]> {
    return (await this.changesOf(context, root)) ?? []
  }

  @FieldResolver(() => Boolean, { description: 'What it changed was erased with its client; the entry stands all the same' })
  async erased(@Ctx() context: RequestContext, @Root() root: AuditEntry): Promise<boolean> {
    return root.entry.changesHash !== null && (await this.changesOf(context, root)) === null
  }

  @FieldResolver(() => [Client], { description: 'Whose data it was; who is out of the caller’s reach is counted and not named' })
  async clients(@Ctx() context: RequestContext, @Root() { entry }: AuditEntry, @Arg('first', () => Int, { defaultValue: 10 }) first: number): Promise<Client[]> {
    return (await this.audit.clientsOf(context, entry, first)).map((id) => new Client(id))
  }

  @FieldResolver(() => Document, { nullable: true, description: 'The document that it is about' })
  document(@Root() { entry }: AuditEntry): Document | null {
    return entry.subjectType === 'Document' && entry.subjectId !== null ? new Document(entry.subjectId as DocumentId) : null
  }

  @Mutation(() => AuditVerification)
  async verifyAudit(@Ctx() context: RequestContext, @Arg('input', () => VerifyAuditInput) { from = null }: VerifyAuditInput): Promise<AuditVerification> {
    return shownCheck(await this.checks.check(context, from))
  }

  @Mutation(() => AuditExport)
  async exportAudit(@Ctx() context: RequestContext, @Arg('input', () => ExportAuditInput) { format, filter = null }: ExportAuditInput): Promise<AuditExport> {
    const { query, expiresAt } = await this.exports.ask(context, { format, filter: filter === null ? null : { ...filter } })
    return { url: this.address.urlOf(exportPath(query), context), expiresAt }
  }

  private changesOf(context: RequestContext, { entry }: AuditEntry): Promise<ShownChanges> | null {
    if (entry.changes === null) return null
    const loader = context.loader<ChainedEntry, ShownChanges>('compliance.audit changes', async (entries) => {
      const opened = await this.audit.changes(context, entries)
      return entries.map(({ id }) => opened.get(id) ?? null)
    })
    return loader.load(entry)
  }
}

@Resolver(() => Client)
export class ClientAuditResolver {
  constructor(private readonly audit: AuditService) {}

  @FieldResolver(() => [ClientAccess], { nullable: true, description: 'Who has seen or changed it in the last days, the last one first' })
  async accesses(@Ctx() context: RequestContext, @Root() { id }: Client, @Arg('days', () => Int, { defaultValue: 90 }) days: number): Promise<ClientAccess[] | null> {
    const found = await this.audit.accesses(context, id, days)
    return found.map(({ userId, ...rest }) => ({ ...rest, user: userId === null ? null : new User(userId) }))
  }

  @FieldResolver(() => PastState, { nullable: true, description: 'As it was at an instant; null before it was made' })
  async asOf(@Ctx() context: RequestContext, @Root() { id }: Client, @Arg('at', () => DateTime) at: string): Promise<PastState | null> {
    return shownState(await this.audit.clientAsOf(context, id, at))
  }
}

@Resolver(() => Document)
export class DocumentAuditResolver {
  constructor(private readonly audit: AuditService) {}

  @FieldResolver(() => AuditEntryConnection, { nullable: true })
  async auditTrail(
    @Ctx() context: RequestContext,
    @Root() { id }: Document,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ): Promise<Connection<AuditEntry>> {
    return shownPage(await this.audit.page(context, { subjectId: id }, { first, after }))
  }
}
