import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'

/** The last checkpoint, as the next one goes on from it. */
export interface LastCheckpoint {
  sequence: number
  number: number
  at: Date
  line: string
  /** Of its entry, as it was signed. */
  hash: Buffer
}

interface LastRow {
  sequence: number
  number: number
  at: Date
  line: string
  entry_hash: Buffer
}

const columns = 'sequence, number, at, line, entry_hash'
const lastOf = (row: LastRow): LastCheckpoint => ({ sequence: row.sequence, number: row.number, at: row.at, line: row.line, hash: row.entry_hash })

export async function lastCheckpoint(database: Database): Promise<LastCheckpoint | null> {
  const [row] = await database.query<LastRow>(`SELECT ${columns} FROM compliance.audit_checkpoint ORDER BY sequence DESC LIMIT 1`)
  return row === undefined ? null : lastOf(row)
}

/** The last checkpoint that vouches for no entry after this one. */
export async function checkpointUpTo(database: Database, number: number): Promise<LastCheckpoint | null> {
  const [row] = await database.query<LastRow>(`SELECT ${columns} FROM compliance.audit_checkpoint WHERE number <= $1 ORDER BY sequence DESC LIMIT 1`, [number])
  return row === undefined ? null : lastOf(row)
}

/** The last checkpoint that was made before an instant. */
export async function checkpointBefore(database: Database, at: Date): Promise<LastCheckpoint | null> {
  const [row] = await database.query<LastRow>(`SELECT ${columns} FROM compliance.audit_checkpoint WHERE at < $1 ORDER BY at DESC, sequence DESC LIMIT 1`, [at])
  return row === undefined ? null : lastOf(row)
}

/** The write of a checkpoint; it fails where another process made one of the same sequence. */
export const insertCheckpoint = ({ sequence, number, at, line, hash }: LastCheckpoint): Write => ({
  sql: `INSERT INTO compliance.audit_checkpoint (sequence, number, at, line, entry_hash) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING 1`,
  values: [sequence, number, at, line, hash],
  expect: 1,
  what: 'checkpoint',
})

export const checkpointsAfter = (database: Database, sequence: number, limit: number): Promise<{ sequence: number; line: string }[]> =>
  database.query('SELECT sequence, line FROM compliance.audit_checkpoint WHERE sequence > $1 ORDER BY sequence LIMIT $2', [sequence, limit])

/** How far a sink has come. */
export interface SinkState {
  sequence: number
  failingSince: Date | null
  error: string | null
}

export async function sinkState(database: Database, name: string): Promise<SinkState> {
  const [row] = await database.query<{ sequence: number; failing_since: Date | null; error: string | null }>(
    'SELECT sequence, failing_since, error FROM compliance.audit_sink WHERE name = $1',
    [name],
  )
  return { sequence: row?.sequence ?? 0, failingSince: row?.failing_since ?? null, error: row?.error ?? null }
}

export async function noteDelivered(database: Database, name: string, sequence: number): Promise<void> {
  await database.query(
    `INSERT INTO compliance.audit_sink AS s (name, sequence) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET sequence = greatest(s.sequence, $2), failing_since = NULL, error = NULL`,
    [name, sequence],
  )
}

export async function noteFailed(database: Database, name: string, error: string): Promise<void> {
  await database.query(
    `INSERT INTO compliance.audit_sink AS s (name, sequence, failing_since, error) VALUES ($1, 0, now(), $2)
     ON CONFLICT (name) DO UPDATE SET failing_since = coalesce(s.failing_since, now()), error = $2`,
    [name, error],
  )
}
