import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import type { ChainedEntry, ChainEnd } from '../audit-chain'
import { entryColumns, entryOf, type EntryRow } from './audit-rows'

/** Where the chain ends, and the position in the platform's queue of the last entry that it took. */
export interface ChainHead extends ChainEnd {
  position: number
  recordedAt: Date | null
}

interface HeadRow {
  number: number
  hash: Buffer
  position: number
  recorded_at: Date | null
}

export async function chainHead(database: Database): Promise<ChainHead> {
  const [row] = await database.query<HeadRow>('SELECT number, hash, position, recorded_at FROM compliance.audit_head')
  if (row === undefined) throw new Error('compliance.audit_head has lost its row')
  return { number: row.number, hash: row.hash, position: row.position, recordedAt: row.recorded_at }
}

const uuidList = (ids: readonly string[]) => `{${ids.join(',')}}`
const textList = (words: readonly string[] | null) => (words === null ? null : `{${words.map((word) => JSON.stringify(word)).join(',')}}`)

function insertEntries(entries: readonly ChainedEntry[]): Write {
  const of = <T>(value: (entry: ChainedEntry) => T) => entries.map(value)
  return {
    sql: `INSERT INTO compliance.audit_entry (number, id, module, at, occurred_at, recorded_at, late, actor_id, credential, address, agent, request_id, action,
        subject_type, subject_id, reads, client_ids, changes, changes_hash, previous, hash)
      SELECT number, id, module, at, occurred_at, recorded_at, late, actor_id, credential, address, agent, request_id, action,
        subject_type, subject_id, reads::text[], client_ids::uuid[], changes, changes_hash, previous, hash
      FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::boolean[], $8::uuid[], $9::text[], $10::text[], $11::text[],
        $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::bytea[], $19::bytea[], $20::bytea[], $21::bytea[])
        AS e(number, id, module, at, occurred_at, recorded_at, late, actor_id, credential, address, agent, request_id, action,
          subject_type, subject_id, reads, client_ids, changes, changes_hash, previous, hash) RETURNING 1`,
    values: [
      of((e) => e.number), of((e) => e.id), of((e) => e.module), of((e) => e.at), of((e) => e.occurredAt), of((e) => e.recordedAt), of((e) => e.late), of((e) => e.actorId),
      of((e) => e.credential), of((e) => e.address), of((e) => e.agent), of((e) => e.requestId), of((e) => e.action), of((e) => e.subjectType), of((e) => e.subjectId),
      of((e) => textList(e.reads)), of((e) => uuidList(e.clientIds)), of((e) => e.changes), of((e) => e.changesHash), of((e) => e.previous), of((e) => e.hash),
    ],
    expect: entries.length,
    what: 'audit entries',
  }
}

function insertClients(entries: readonly ChainedEntry[]): Write {
  const pairs = entries.flatMap(({ number, at, clientIds }) => [...new Set(clientIds)].map((clientId) => ({ clientId, at, number })))
  return {
    sql: 'INSERT INTO compliance.audit_client (client_id, at, number) SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::bigint[]) RETURNING 1',
    values: [pairs.map(({ clientId }) => clientId), pairs.map(({ at }) => at), pairs.map(({ number }) => number)],
  }
}

/** The writes that put entries at the chain's end and take them out of the queue; they fail where another sequencer came first. */
export function appendWrites(head: ChainHead, entries: readonly ChainedEntry[], end: ChainHead): Write[] {
  return [
    insertEntries(entries),
    insertClients(entries),
    { sql: 'DELETE FROM bus.audit WHERE position <= $1 RETURNING 1', values: [end.position], expect: entries.length, what: 'queued entries' },
    {
      sql: 'UPDATE compliance.audit_head SET number = $2, hash = $3, position = $4, recorded_at = $5 WHERE number = $1 RETURNING 1',
      values: [head.number, end.number, end.hash, end.position, end.recordedAt],
      expect: 1,
      what: 'end of the chain',
    },
  ]
}

/** Entries after a number, in the chain's order. */
export async function readChain(database: Database, { after, limit }: { after: number; limit: number }): Promise<ChainedEntry[]> {
  const rows = await database.query<EntryRow>(`SELECT ${entryColumns} FROM compliance.audit_entry e WHERE e.number > $1 ORDER BY e.number LIMIT $2`, [after, limit])
  return rows.map(entryOf)
}
