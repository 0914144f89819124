import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import pg from 'pg'
import type { Json } from './canonical'
import type { LogRecord } from './record'

/** The log cannot be read; the message says why. */
export class UnreadableLog extends Error {}

const linesIn = (path: string): AsyncIterable<string> => createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })

/** How the last line of an export begins: the checkpoint that vouches for it, `{ "checkpoint": … }`. */
const checkpointStart = '{"checkpoint":'

/** A log that was exported whole as JSONL: a line an entry, `{ "entry": …, "hash": …, "sealed": … }`, and its checkpoint at the end. */
export async function* logInFile(path: string): AsyncGenerator<LogRecord> {
  let number = 0
  let ended = false
  for await (const line of linesIn(path)) {
    number += 1
    if (line.trim() === '') continue
    if (ended) throw new UnreadableLog(`Line ${number} of the log stands after its checkpoint`)
    ended = line.startsWith(checkpointStart)
    if (!ended) yield recordOf(line, number)
  }
}

/** The checkpoint that an export carries, as the line that was signed; null where it has none. */
export async function checkpointInFile(path: string): Promise<string | null> {
  let last = ''
  for await (const line of linesIn(path)) if (line.trim() !== '') last = line
  return last.startsWith(checkpointStart) ? last.trimEnd().slice(checkpointStart.length, -1) : null
}

function recordOf(line: string, number: number): LogRecord {
  try {
    const { entry, hash, sealed } = JSON.parse(line) as { entry: Record<string, Json>; hash: string; sealed?: string | null }
    if (typeof entry !== 'object' || typeof hash !== 'string') throw new Error('it has no entry, or no hash')
    return { entry, hash, sealed: typeof sealed === 'string' ? Buffer.from(sealed, 'base64') : null }
  } catch (error) {
    throw new UnreadableLog(`Line ${number} of the log cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

interface Row {
  record: Record<string, Json>
  hash: Buffer
  changes: Buffer | null
}

const instant = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

// The columns as the canonical form names them; Postgres itself puts them together, so that nothing here can be mistaken as the writer was.
const rowsAfter = `
SELECT jsonb_build_object(
    'action', action, 'actorId', actor_id, 'address', address, 'agent', agent, 'at', ${instant('at')}, 'changes', encode(changes_hash, 'hex'), 'clientIds', to_jsonb(client_ids),
    'credential', credential, 'id', id, 'late', late, 'module', module, 'number', number, 'occurredAt', ${instant('occurred_at')}, 'previous', encode(previous, 'hex'),
    'reads', to_jsonb(reads), 'recordedAt', ${instant('recorded_at')}, 'requestId', request_id,
    'subject', CASE WHEN subject_type IS NULL OR subject_id IS NULL THEN NULL ELSE jsonb_build_object('type', subject_type, 'id', subject_id) END, 'v', 1
  ) AS record, hash, changes
FROM compliance.audit_entry WHERE number > $1 ORDER BY number LIMIT 2000`

/** The log as it stands in a database. @param query runs a statement of Postgres. */
export async function* logInDatabase(query: (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>): AsyncGenerator<LogRecord> {
  let after = -1
  for (;;) {
    const { rows } = await query(rowsAfter, [after])
    if (rows.length === 0) return
    for (const { record, hash, changes } of rows as Row[]) {
      after = Number(record['number'])
      yield { entry: record, hash: hash.toString('hex'), sealed: changes }
    }
  }
}

/** Opens the log of a database in one snapshot, so that entries that come meanwhile change nothing. */
export async function* logAt(url: string): AsyncGenerator<LogRecord> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    yield* logInDatabase((text, values) => client.query(text, values))
  } finally {
    await client.end()
  }
}
