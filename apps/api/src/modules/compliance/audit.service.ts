import type { Connection } from '@brokersync/schema/connection'
import { connection } from '@brokersync/schema/connection'
import { isUuid, type ClientId, type UserId } from '@brokersync/schema/ids'
import { z } from 'zod'
import type { Directory } from '../../platform/directory/directory'
import { readInput } from '../../platform/errors/read-input'
import { instant } from '../../platform/errors/instant'
import type { RequestContext } from '../../platform/graph/context'
import { pageSize, type Cursors } from '../../platform/graph/cursor'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import type { ChainedEntry } from './audit-chain'
import { openChanges, readableBy, type ShownChanges } from './audit-changes'
import { readFilter, type AuditFilter } from './audit-query'
import { shownClients } from './shown-clients'
import { chainHead, type ChainHead } from './store/audit-chain.store'
import { accessesOf, actionsIn, entriesOf, type AuditMark, type ClientAccess } from './store/audit-entry.store'

const list = 'auditTrail'
const day = 86_400_000

const batch = 500
const pastInput = z.object({ at: instant })

/** A field as it was, since when, and who made it so. */
export interface PastField {
  field: string
  value: unknown
  fingerprinted: boolean
  since: Date
  by: UserId | null
}

/** A record as it was at an instant. */
export interface PastState {
  at: Date
  /** Some of it was erased since. */
  erased: boolean
  fields: PastField[]
}

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
    return connection(rows, { first: size, after: after !== null }, (node) => ({ node, cursor: () => cursors.encode(list, [node.at.getTime(), node.number]) }))
  }

  /** Whose data an entry is about: the first of them, but for those that are out of reach. */
  clientsOf(context: RequestContext, { clientIds }: ChainedEntry, first: number): Promise<ClientId[]> {
    return shownClients(this.parts.directory, context, clientIds.slice(0, Math.min(Math.max(first, 0), 500)) as ClientId[])
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

  /**
   * Any record as it was after the last change up to an instant, made again out of what each change put on record; as far as whoever
   * asks may read it. Null where nothing is on record of it by then. @throws {DomainError} BAD_USER_INPUT.
   */
  async asOf(context: RequestContext, id: string, given: string): Promise<PastState | null> {
    const { at } = readInput(pastInput, { at: given })
    const query = { ...readFilter({ subjectId: id, kind: 'CHANGE' }), to: new Date(at.getTime() + 1) }
    const fields = new Map<string, PastField>()
    let [entries, erased, last] = [0, false, 0]
    for (let page: ChainedEntry[] = []; entries === 0 || page.length === batch; entries += page.length) {
      page = await entriesOf(this.parts.database, query, { first: batch, after: last })
      last = page.at(-1)?.number ?? last
      context.reads.add('audit', page.flatMap(({ clientIds }) => clientIds as ClientId[]))
      const opened = await this.changes(context, page)
      for (const entry of page) {
        const changes = opened.get(entry.id)
        if (changes === null) erased = true
        for (const { field, after, fingerprinted } of changes ?? []) fields.set(field, { field, value: after ?? null, fingerprinted, since: entry.at, by: entry.actorId as UserId | null })
      }
      if (page.length === 0) break
    }
    return entries === 0 ? null : { at, erased, fields: [...fields.values()].filter(({ field, value }) => value !== null && field !== 'reason') }
  }

  /** The same of a client; that it was asked for is on record of it, whatever there was by then. */
  clientAsOf(context: RequestContext, clientId: ClientId, at: string): Promise<PastState | null> {
    context.reads.add('audit', [clientId])
    return this.asOf(context, clientId, at)
  }

  actions(): Promise<string[]> {
    return actionsIn(this.parts.database)
  }

  private markOf(cursor: string): AuditMark {
    const [at, number] = this.parts.cursors.decode(list, cursor)
    return { at: new Date(Number(at)), number: Number(number) }
  }
}
