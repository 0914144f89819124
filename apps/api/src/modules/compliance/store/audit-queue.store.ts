import type { Readiness } from '../../../platform/module'
import type { Database } from '../../../platform/postgres/database'
import type { QueuedEntry } from '../audit-chain'

interface QueueRow {
  position: number
  module: string
  id: string
  at: Date
  occurred_at: Date | null
  actor_id: string | null
  credential: string
  address: string | null
  agent: string | null
  request_id: string
  action: string
  subject_type: string | null
  subject_id: string | null
  reads: string[] | null
  client_ids: string[]
  changes: Buffer | null
}

const entryOf = (row: QueueRow): QueuedEntry => ({
  position: row.position, module: row.module, id: row.id, at: row.at, occurredAt: row.occurred_at, actorId: row.actor_id, credential: row.credential,
  address: row.address, agent: row.agent, requestId: row.request_id, action: row.action, subjectType: row.subject_type, subjectId: row.subject_id,
  reads: row.reads, clientIds: row.client_ids, changes: row.changes,
})

/** The first entries that wait in the platform's queue, oldest first. */
export async function waitingEntries(database: Database, limit: number): Promise<QueuedEntry[]> {
  const rows = await database.query<QueueRow>(
    `SELECT position, module, id, at, occurred_at, actor_id, credential, address, agent, request_id, action, subject_type, subject_id, reads, client_ids, changes
     FROM bus.audit ORDER BY position LIMIT $1`,
    [limit],
  )
  return rows.map(entryOf)
}

const most = 10_000

/** Whether the sequencer keeps up with what is put on record. */
export async function queueReadiness(database: Database): Promise<Readiness> {
  const [row] = await database.query<{ waiting: number }>(`SELECT count(*) AS waiting FROM (SELECT 1 FROM bus.audit LIMIT ${most + 1}) AS counted`)
  const waiting = row?.waiting ?? 0
  return { name: 'audit sequencer', ready: waiting <= most, detail: `${waiting} waiting` }
}
