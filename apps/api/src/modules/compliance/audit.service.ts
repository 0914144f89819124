import type { Connection } from '@brokersync/schema/connection'
import { connection } from '@brokersync/schema/connection'
import { isUuid, type ClientId } from '@brokersync/schema/ids'
import type { Directory } from '../../platform/directory/directory'
import type { RequestContext } from '../../platform/graph/context'
import { pageSize, type Cursors } from '../../platform/graph/cursor'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import type { ChainedEntry } from './audit-chain'
import { openChanges, readableBy, type ShownChanges } from './audit-changes'
import { readFilter, type AuditFilter } from './audit-query'
import { chainHead, type ChainHead } from './store/audit-chain.store'
import { accessesOf, actionsIn, entriesOf, type AuditMark, type ClientAccess } from './store/audit-entry.store'

const list = 'auditTrail'
const day = 86_400_000

/** Who saw and changed what: the use cases of reading the audit trail. */
export class AuditService {
  constructor(private readonly parts: { database: Database; keys: Keys; directory: Directory; cursors: Cursors }) {}

  /** Where the chain of entries ends. */
  head(): Promise<ChainHead> {
    return chainHead(this.parts.database)
  }

  /** Newest first. Reading the trail is on record like any other reading. @throws {DomainError} BAD_USER_INPUT. */
  async page({ reads }: RequestContext, filter: AuditFilter | null, { first, after }: { first: number; after: string | null }): Promise<Connection<ChainedEntry>> {
    const { database, cursors } = this.parts
    const size = pageSize(first)
    const query = readFilter(filter)
    reads.add('audit', query.clientId !== null && isUuid(query.clientId) ? [query.clientId] : [])
    const rows = await entriesOf(database, query, { first: size + 1, before: after === null ? null : this.markOf(after) })
    return connection(rows, { first: size, after: after !== null }, (node) => ({ node, cursor: cursors.encode(list, [node.at.getTime(), node.number]) }))
  }

  /** What entries changed, as far as whoever asks may read it. */
  async changes({ actor }: RequestContext, entries: readonly ChainedEntry[]): Promise<Map<string, ShownChanges>> {
    const { keys, directory } = this.parts
    return openChanges(keys, await readableBy(actor, directory, entries), entries)
  }

  /** Who had to do with a client in the last days, the last one first. */
  async accesses({ reads }: RequestContext, clientId: ClientId, days: number): Promise<ClientAccess[]> {
    reads.add('audit', [clientId])
    return accessesOf(this.parts.database, clientId, new Date(Date.now() - Math.min(Math.max(days, 1), 3_660) * day))
  }

  actions(): Promise<string[]> {
    return actionsIn(this.parts.database)
  }

  private markOf(cursor: string): AuditMark {
    const [at, number] = this.parts.cursors.decode(list, cursor)
    return { at: new Date(Number(at)), number: Number(number) }
  }
}
