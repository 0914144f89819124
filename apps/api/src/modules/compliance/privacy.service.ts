import type { Connection } from '@brokersync/schema/connection'
import { connection } from '@brokersync/schema/connection'
import type { DataSubjectRequestKind } from '@brokersync/schema/enums'
import type { ClientId, RequestId, UserId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import { z } from 'zod'
import type { Admission, Approvals } from '../../platform/approvals/approvals'
import { reachOf, type Actor } from '../../platform/directory/actor'
import type { Directory, DirectoryClient } from '../../platform/directory/directory'
import { conflict, gone, notFound } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import type { Passes } from '../../platform/files/passes'
import type { RequestContext } from '../../platform/graph/context'
import { pageSize, type Cursors } from '../../platform/graph/cursor'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import type { Claim } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { archiveForm, requireForm } from './archive-parts'
import type { DataSubjectRequest } from './data-subject-request'
import { reason } from './input-fields'
import { planNow } from './request-runner'
import type { Kept, RetentionRules } from './retention'
import type { HoldStore } from './store/hold.store'
import type { RequestStore } from './store/request.store'
import type { Turns } from './store/turn.store'

/** What a data subject's request is asked for. */
export interface NewRequest {
  idempotencyKey?: string | null
  clientId: string
  reason?: string | null
}

interface Parts {
  requests: RequestStore
  holds: HoldStore
  turns: Turns
  directory: Directory
  approvals: Approvals
  passes: Passes
  cursors: Cursors
  files: EncryptedFiles
  database: Database
  keys: Keys
  rules: () => Promise<RetentionRules>
}

const operations: Readonly<Record<DataSubjectRequestKind, { name: string; needs: Permission }>> = {
  ACCESS: { name: 'requestDataExport', needs: 'privacy:export' },
  ERASURE: { name: 'eraseClient', needs: 'privacy:erase' },
  ANONYMISATION: { name: 'anonymiseClient', needs: 'privacy:erase' },
}
const noAdmission: Admission = { writes: [], events: [] }
const list = 'dataSubjectRequests'
const deed = 'data export'
const needs = 'privacy:export'
const quarter = 15 * 60_000

/** What data subjects ask for: all that is held of them (GDPR, article 15), to be erased (article 17), to be made anonymous. */
export class PrivacyService {
  constructor(private readonly parts: Parts) {}

  /** Newest first: of clients within reach, and what oneself asked to be erased. */
  async page({ actor, reads }: RequestContext, { first, after }: { first: number; after: string | null }): Promise<Connection<DataSubjectRequest>> {
    const { requests, cursors } = this.parts
    const size = pageSize(first)
    const rows = await requests.page(seenBy(actor), { first: size + 1, before: after === null ? null : String(cursors.decode(list, after)[0]) })
    reads.add('data subject request', rows.slice(0, size).map(({ clientId }) => clientId))
    return connection(rows, { first: size, after: after !== null }, (node) => ({ node, cursor: () => cursors.encode(list, [node.id]) }))
  }

  /** What is kept of a client that was erased or made anonymous, and by what; nothing of any other. Null out of reach. */
  async keptOf({ actor, reads }: RequestContext, clientId: ClientId): Promise<Kept[] | null> {
    const { directory, requests } = this.parts
    if (!(await directory.reachable(actor, 'privacy:read', [clientId])).has(clientId)) return null
    reads.add('data subject request', [clientId])
    const kept = (await requests.openOf(clientId)).flatMap((request) => request.kept)
    // Who was made anonymous and then erased has both say the same.
    return [...new Map(kept.map((one) => [one.class, one])).values()]
  }

  /** @throws {DomainError} NOT_FOUND, also for one of a client out of reach. */
  async require({ actor, reads }: RequestContext, id: string): Promise<DataSubjectRequest> {
    const request = await this.parts.requests.seen(seenBy(actor), id)
    if (request === null) throw notFound('data subject request')
    reads.add('data subject request', [request.clientId])
    return request
  }

  /**
   * Sets a request going; it runs on in every module, and is to be asked for until it is finished.
   * @throws {DomainError} NOT_FOUND; BAD_USER_INPUT; GONE for an erased client; CONFLICT while the same runs, or the client is being erased or made anonymous, or where it needs a second person.
   */
  ask(context: RequestContext, kind: DataSubjectRequestKind, { idempotencyKey = null, ...given }: NewRequest): Promise<DataSubjectRequest> {
    const { database, keys } = this.parts
    const repeatable = { caller: context.actor.userId, operation: operations[kind].name, key: idempotencyKey, input: given }
    return idempotently({ database, schema: 'compliance', keys }, repeatable, (claims) => this.begin(context, kind, given, claims), (id) => this.require(context, id))
  }

  private async begin(context: RequestContext, kind: DataSubjectRequestKind, given: Omit<NewRequest, 'idempotencyKey'>, claims: (id: string) => Claim[]): Promise<DataSubjectRequest> {
    const { requests, directory, keys, holds, rules, turns } = this.parts
    const client = await directory.require(context.actor, operations[kind].needs, given.clientId)
    return turns.inTurn(client.id, async (turn) => {
      await this.requireMayBegin(kind, client)
      const reason = kind === 'ACCESS' ? null : readReason(given.reason)
      const plan = kind === 'ACCESS' ? { gone: [], kept: [] } : await planNow({ holds, keys, rules }, client.id)
      const admission = reason === null ? noAdmission : await this.admit(context, kind, { clientId: client.id, reason }, client.reference)
      const request: DataSubjectRequest = {
        id: uuidv7<RequestId>(), kind, clientId: client.id, reference: client.reference, status: 'RUNNING', requestedBy: context.actor.userId, requestedAt: new Date(), reason,
        finishedAt: null, round: 1, removed: {}, form: archiveForm, ...plan,
      }
      await requests.add(request, { claims: claims(request.id), origin: context.origin, admission, turn })
      return request
    })
  }

  // The module's directory may not know yet what a request has done.
  private async requireMayBegin(kind: DataSubjectRequestKind, { id, status }: DirectoryClient): Promise<void> {
    const ends = await this.parts.requests.endsOf(id)
    const running = ends.find((one) => one.status === 'RUNNING')
    if (running?.kind === kind) throw conflict('The same is running for this client already')
    if (running !== undefined) throw conflict('This client is being erased or made anonymous at this moment')
    if (status === 'ERASED' || ends.some((one) => one.kind === 'ERASURE')) throw gone('client')
    if (kind === 'ANONYMISATION' && (status === 'ANONYMISED' || ends.length > 0)) throw conflict('This client is anonymous already')
    if (kind === 'ACCESS' && (await this.parts.requests.isExported(id))) throw conflict('The same is running for this client already')
  }

  private admit(context: RequestContext, kind: DataSubjectRequestKind, input: { clientId: string; reason: string }, reference: string): Promise<Admission> {
    const what = kind === 'ERASURE' ? `Erase client ${reference}` : `Make client ${reference} anonymous`
    return this.parts.approvals.admit(context, {
      act: 'ERASE_CLIENT', operation: operations[kind].name, input, subject: { type: 'Client', id: input.clientId }, clientIds: [input.clientId], says: [what, input.reason],
    })
  }

  /** The query of the address from which an export is fetched, for a quarter of an hour; null where there is none, or none any more. */
  async download({ actor }: RequestContext, { id, kind, status, gone: dropped }: DataSubjectRequest): Promise<string | null> {
    if (kind !== 'ACCESS' || status !== 'FINISHED' || dropped.length > 0) return null
    return this.parts.passes.issue(deed, id, actor, { needs, expiresAt: new Date(Date.now() + quarter) })
  }

  /** @throws {DomainError} UNAUTHENTICATED; NOT_FOUND, also where the client came out of the holder's reach; GONE where it was dropped, or is of another form than archives are now. */
  async fetch(id: string, pass: string | undefined): Promise<{ holder: UserId; request: DataSubjectRequest; files: EncryptedFiles }> {
    const { userId, reach } = await this.parts.passes.check(deed, id, pass)
    const request = await this.parts.requests.seen({ reach, userId }, id)
    if (request === null) throw notFound('export')
    if (request.kind !== 'ACCESS' || request.gone.length > 0) throw gone('export')
    requireForm('export', request)
    return { holder: userId, request, files: this.parts.files }
  }
}

const seenBy = (actor: Actor) => ({ reach: reachOf(actor, needs), userId: actor.userId })

const readReason = (given: string | null | undefined): string => readInput(z.object({ reason }), { reason: given ?? '' }).reason
