import type { AuditExportFormat } from '@brokersync/schema/enums'
import { type ClientId, type UserId } from '@brokersync/schema/ids'
import { isPermission, type Permission } from '@brokersync/schema/permissions'
import { z } from 'zod'
import { reachOf, type Actor } from '../../platform/directory/actor'
import type { Directory } from '../../platform/directory/directory'
import { coversAll, hiddenOwner } from '../../platform/directory/reach'
import { badInput } from '../../platform/errors/domain-error'
import type { Passes } from '../../platform/files/passes'
import type { RequestContext } from '../../platform/graph/context'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import type { ChainedEntry } from './audit-chain'
import { openChanges, type MayRead } from './audit-changes'
import { csvCheckpoint, csvHead, csvRow, jsonCheckpoint, jsonLine } from './audit-lines'
import { askedOf, filtersNothing, readFilter, type AuditFilter } from './audit-query'
import { peopleOf } from './people'
import { checkpointUpTo, type LastCheckpoint } from './store/audit-checkpoint.store'
import { clientsChangedIn, entriesOf, type AuditQuery } from './store/audit-entry.store'

const deed = 'audit export'
const holdsFor = 15 * 60_000
const batch = 1_000

/** What an address of an export asks for; all of it is signed, so that none of it can be changed. */
const requestShape = z.object({
  format: z.enum(['CSV', 'JSONL']),
  filter: z.custom<AuditFilter>(),
  /** The permissions that the holder had for all clients when asking: fields that need another are fingerprints. */
  reads: z.array(z.string().refine(isPermission)),
})

/** An export that may be fetched. */
export interface AuditExport {
  format: AuditExportFormat
  holder: UserId
  clientIds: string[]
  lines: AsyncIterable<string>
}

const everywhere = (actor: Actor): Permission[] => [...actor.permissions.keys()].filter((permission) => coversAll(reachOf(actor, permission)))

/** The audit trail, or a part of it, as a file. */
export class AuditExportService {
  constructor(private readonly parts: { database: Database; keys: Keys; passes: Passes; directory: Directory }) {}

  /** @returns the address's query, which holds for a quarter of an hour. @throws {DomainError} BAD_USER_INPUT. */
  async ask({ actor }: RequestContext, { format, filter }: { format: AuditExportFormat; filter: AuditFilter | null }): Promise<{ query: string; expiresAt: Date }> {
    readFilter(filter)
    const expiresAt = new Date(Date.now() + holdsFor)
    const request = Buffer.from(JSON.stringify({ format, filter: filter ?? {}, reads: everywhere(actor) })).toString('base64url')
    const pass = await this.parts.passes.issue(deed, request, actor, { needs: 'audit:export', expiresAt })
    return { query: new URLSearchParams({ request, pass }).toString(), expiresAt }
  }

  /** @throws {DomainError} UNAUTHENTICATED where the address is not valid, or no longer. */
  async open(request: string | undefined, pass: string | undefined): Promise<AuditExport> {
    const { userId } = await this.parts.passes.check(deed, request ?? '', pass)
    const asked = requestShape.safeParse(JSON.parse(Buffer.from(request ?? '', 'base64url').toString()))
    if (!asked.success) throw badInput([{ path: 'request', message: 'is not an export' }])
    const { format, filter, reads } = asked.data
    const query = readFilter(filter)
    const may = new Set<Permission>(reads)
    const lines = format === 'CSV' ? this.csv(query, may) : this.jsonl(query)
    return { format, holder: userId, clientIds: [...askedOf(query), ...(await clientsChangedIn(this.parts.database, query))], lines }
  }

  private async *csv(query: AuditQuery, may: ReadonlySet<Permission>): AsyncGenerator<string> {
    yield csvHead
    const people = await peopleOf(this.parts)
    let end = 0
    for await (const entries of this.batches(query)) {
      end = entries.at(-1)?.number ?? end
      const known = await this.parts.directory.find(entries.flatMap(({ clientIds }) => clientIds) as ClientId[])
      const isHidden = (id: ClientId) => known.get(id)?.ownerId === hiddenOwner
      const mayRead: MayRead = (needs, clientIds) => may.has(needs) && (may.has('privacy:read') || !clientIds.some(isHidden))
      const changes = await openChanges(this.parts.keys, mayRead, entries)
      yield entries.map((entry) => csvRow(entry, { changes: changes.get(entry.id), people })).join('')
    }
    const checkpoint = await this.checkpointOf(query, end)
    if (checkpoint !== null) yield csvCheckpoint(checkpoint)
  }

  private async *jsonl(query: AuditQuery): AsyncGenerator<string> {
    let end = 0
    for await (const entries of this.batches(query)) {
      end = entries.at(-1)?.number ?? end
      yield entries.map(jsonLine).join('')
    }
    const checkpoint = await this.checkpointOf(query, end)
    if (checkpoint !== null) yield jsonCheckpoint(checkpoint)
  }

  /** The last checkpoint that vouches for an export that ends with this entry; a part of the trail is no chain, and nothing vouches for it as a whole. */
  private async checkpointOf(query: AuditQuery, end: number): Promise<LastCheckpoint | null> {
    return filtersNothing(query) ? checkpointUpTo(this.parts.database, end) : null
  }

  /** In the chain's order, as it was hashed. */
  private async *batches(query: AuditQuery): AsyncGenerator<ChainedEntry[]> {
    for (let after = 0; ; ) {
      const entries = await entriesOf(this.parts.database, query, { first: batch, after })
      if (entries.length > 0) yield entries
      const last = entries.at(-1)
      if (last === undefined || entries.length < batch) return
      after = last.number
    }
  }
}
