import type { ChainedEntry } from '../audit-chain'

/** A row of `compliance.audit_entry`. */
export interface EntryRow {
  number: number
  id: string
  module: string
  at: Date
  occurred_at: Date | null
  recorded_at: Date
  late: boolean
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
  changes_hash: Buffer | null
  previous: Buffer
  hash: Buffer
}

export const entryColumns = `e.number, e.id, e.module, e.at, e.occurred_at, e.recorded_at, e.late, e.actor_id, e.credential, e.address, e.agent, e.request_id, e.action,
  e.subject_type, e.subject_id, e.reads, e.client_ids, e.changes, e.changes_hash, e.previous, e.hash`

export const entryOf = (row: EntryRow): ChainedEntry => ({
  number: row.number, id: row.id, module: row.module, at: row.at, occurredAt: row.occurred_at, recordedAt: row.recorded_at, late: row.late, actorId: row.actor_id,
  credential: row.credential, address: row.address, agent: row.agent, requestId: row.request_id, action: row.action, subjectType: row.subject_type, subjectId: row.subject_id,
  reads: row.reads, clientIds: row.client_ids, changes: row.changes, changesHash: row.changes_hash, previous: row.previous, hash: row.hash,
})
