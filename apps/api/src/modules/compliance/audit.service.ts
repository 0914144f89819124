import type { Connection } from '@brokersync/schema/connection'
import { connection } from '@brokersync/schema/connection'
import { type ClientId, type UserId } from '@brokersync/schema/ids'
import { z } from 'zod'
import type { Directory } from '../../platform/directory/directory'
import { hiddenOwner } from '../../platform/directory/reach'
import { readInput } from '../../platform/errors/read-input'
import { instant } from '../../platform/errors/instant'
import type { RequestContext } from '../../platform/graph/context'
import { pageSize, type Cursors } from '../../platform/graph/cursor'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import type { ChainedEntry } from './audit-chain'
import { openChanges, readableBy, type ShownChanges } from './audit-changes'
import { askedOf, readFilter, type AuditFilter } from './audit-query'
import { shownClients } from './shown-clients'
import { chainHead, type ChainHead } from './store/audit-chain.store'
import { accessesOf, actionsIn, entriesOf, type AuditMark, type AuditQuery, type ClientAccess } from './store/audit-entry.store'

const list = 'auditTrail'
const day = 86_400_000

/**
 * Whose data an entry shows: those of a change. One that tells who looked at whom says nothing of them; were they counted as seen, each look at the
 * trail would count all of the looks before it.
 */
const toldIn = ({ reads, clientIds }: ChainedEntry): readonly string[] => (reads === null ? clientIds : [])

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

/** A record out of what is on record of it. */
interface PastRecord {
  id: string
  type: string
  erased: boolean
  /** Since when it is on record, and by whom. */
  made: { at: Date; by: UserId | null }
  fields: Map<string, PastField>
}

/** What a client has that are records of their own, by the deeds that change them. */
const listedIn: Readonly<Record<string, readonly string[]>> = { consents: ['recordConsent', 'withdrawConsent'], relations: ['relateClients', 'unrelateClients'] }

/** What a record had: why it was changed is no part of it, and one that is hidden is nobody's. */
const fieldsOf = ({ fields }: PastRecord): PastField[] => [...fields.values()].filter(({ field, value }) => value !== null && value !== hiddenOwner && field !== 'reason')

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
    const rows = await entriesOf(database, query, { first: size + 1, before: after === null ? null : this.markOf(after) })
    reads.add('audit', [...askedOf(query), ...rows.slice(0, size).flatMap(toldIn)])
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
   * asks may read it. A client is told with its consents and relations of that instant. Null where nothing is on record of it by then. @throws {DomainError} BAD_USER_INPUT.
   */
  async asOf(context: RequestContext, id: string, given: string): Promise<PastState | null> {
    const { at } = readInput(pastInput, { at: given })
    const [itself] = await this.pastOf(context, { subjectId: id }, at)
    if (itself === undefined) return null
    // Of one that was erased nothing is told, also not what stands in the trail of others.
    const lists = itself.type === 'Client' && itself.fields.size > 0 ? await this.listsOf(context, id, at) : []
    const untold = itself.type === 'Client' ? null : await this.untoldBy(context, itself, at)
    const all = [itself, ...lists, ...(untold === null ? [] : [untold])]
    return { at, erased: all.some(({ erased }) => erased), fields: [...fieldsOf(itself), ...lists.flatMap(({ fields }) => fields), ...(untold === null ? [] : fieldsOf(untold))] }
  }

  /**
   * What a record had by then and no entry up to then tells, since what is recorded once is not repeated in the trail, as a note's words: the first change
   * of it afterwards tells what it found there.
   */
  private async untoldBy(context: RequestContext, { id, type, made, fields: told }: PastRecord, at: Date): Promise<PastRecord> {
    const untold: PastRecord = { id, type, made, erased: false, fields: new Map() }
    for await (const { changes } of this.changesOf(context, { subjectId: id }, { from: new Date(at.getTime() + 1), to: null })) {
      if (changes === null) untold.erased = true
      for (const { field, before, fingerprinted } of changes ?? []) {
        if (told.has(field) || untold.fields.has(field)) continue
        untold.fields.set(field, { field, value: before ?? null, fingerprinted, since: made.at, by: made.by })
      }
    }
    return untold
  }

  /** The same of a client; that it was asked for is on record of it, whatever there was by then. */
  clientAsOf(context: RequestContext, clientId: ClientId, at: string): Promise<PastState | null> {
    context.reads.add('audit', [clientId])
    return this.asOf(context, clientId, at)
  }

  /** The consents and the relations that a client had, each list as a field of it. */
  private async listsOf(context: RequestContext, clientId: string, at: Date): Promise<Pick<PastState, 'erased' | 'fields'>[]> {
    return Promise.all(
      Object.entries(listedIn).map(async ([field, actions]) => {
        const past = await this.pastOf(context, { clientId, actions }, at)
        const records = past.map((one) => ({ id: one.id, fields: fieldsOf(one) })).filter(({ fields }) => fields.length > 0)
        const all = records.flatMap(({ fields }) => fields)
        const last = all.toSorted((one, other) => one.since.getTime() - other.since.getTime()).at(-1)
        const value = records.map(({ id, fields }) => ({ id, ...Object.fromEntries(fields.map((one) => [one.field, one.value])) }))
        const told = last === undefined ? [] : [{ field, value, fingerprinted: all.some(({ fingerprinted }) => fingerprinted), since: last.since, by: last.by }]
        return { erased: past.some(({ erased }) => erased), fields: told }
      }),
    )
  }

  /** The records that entries are about, each as its last change up to an instant left it, in the order in which they came to be. */
  private async pastOf(context: RequestContext, filter: AuditFilter, at: Date): Promise<PastRecord[]> {
    const records = new Map<string, PastRecord>()
    for await (const { entry, changes } of this.changesOf(context, filter, { from: null, to: new Date(at.getTime() + 1) })) {
      const id = entry.subjectId ?? ''
      const by = entry.actorId as UserId | null
      const record = records.get(id) ?? { id, type: entry.subjectType ?? '', erased: false, made: { at: entry.at, by }, fields: new Map<string, PastField>() }
      records.set(id, record)
      if (changes === null) record.erased = true
      for (const { field, after, fingerprinted } of changes ?? []) record.fields.set(field, { field, value: after ?? null, fingerprinted, since: entry.at, by })
    }
    return [...records.values()]
  }

  /** The changes on record in a span, in their order; null where what they tell was erased. */
  private async *changesOf(context: RequestContext, filter: AuditFilter, span: Pick<AuditQuery, 'from' | 'to'>): AsyncGenerator<{ entry: ChainedEntry; changes: ShownChanges }> {
    const query = { ...readFilter({ ...filter, kind: 'CHANGE' }), ...span }
    for (let last = 0; ; ) {
      const page = await entriesOf(this.parts.database, query, { first: batch, after: last })
      context.reads.add('audit', page.flatMap(({ clientIds }) => clientIds as ClientId[]))
      const opened = await this.changes(context, page)
      for (const entry of page) yield { entry, changes: opened.has(entry.id) ? (opened.get(entry.id) ?? null) : [] }
      last = page.at(-1)?.number ?? last
      if (page.length < batch) return
    }
  }

  actions(): Promise<string[]> {
    return actionsIn(this.parts.database)
  }

  private markOf(cursor: string): AuditMark {
    const [at, number] = this.parts.cursors.decode(list, cursor)
    return { at: new Date(Number(at)), number: Number(number) }
  }
}
