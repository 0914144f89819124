import { uuidv7 } from '../ids'
import type { EventId, UserId } from '@brokersync/schema/ids'
import { arrayOf, readAction, type ReadRecord } from '../audit/audit'
import type { AuditSubject, SealedChanges } from '../audit/changes'
import type { Database } from './database'

/** One statement of a change, with its own `$1…`; it ends in RETURNING so that its rows can be counted. */
export interface Write {
  sql: string
  values: readonly unknown[]
  /** How many rows it must touch; any other number undoes the whole change with {@link ExpectationFailed}. */
  expect?: number
  /** What it changes, for {@link ExpectationFailed}. */
  what?: string
}

/** A fact for the other modules; `data` holds codes, numbers, instants and ids in clear, all else sealed. */
export interface NewEvent {
  id: EventId
  type: string
  /** The id of what it speaks of: a client's, or a user's for the events of users. */
  subject: string
  /** The entity's version after the change. */
  version: number
  at: Date
  data: Readonly<Record<string, unknown>>
}

export interface AuditRow {
  action: string
  subject: AuditSubject | null
  clientIds: readonly string[]
  /** What it changed, field by field; null where it tells no more than its action. */
  changes: SealedChanges | null
  /** When it happened, for what is put on record afterwards; where left out, now. */
  occurredAt?: Date
}

/** That this caller's operation with this key is done by this change, and what came of it. */
export interface Claim {
  caller: string
  operation: string
  key: string
  inputHash: Buffer
  resultId: string
}

/** Who changes, and by which request. */
export interface Origin {
  actorId: UserId | null
  /** `session:…`, `token:…` or `system`. */
  credential: string
  requestId: string
  /** The caller's network address; null or left out where no caller is at the other end. */
  address?: string | null
  /** The class of program that called: a browser's name, `curl`, `node`, …. */
  agent?: string | null
  /** What its operation has read by now; left out where no operation of GraphQL asked. */
  reading?: Reading
}

export interface Reading {
  /** As `nameOfOperation` tells it. */
  operation: string
  record: ReadRecord
}

export interface Commit {
  writes: readonly Write[]
  events?: readonly NewEvent[]
  audit?: readonly AuditRow[]
  claims?: readonly Claim[]
}

/** A write touched another number of rows than it was meant to: someone else's change came first. */
export class ExpectationFailed extends Error {
  constructor(readonly what: string) {
    super(`The change met another state of ${what}`)
  }
}

/** The claim is taken already: the same request was done before, or is being done. */
export class AlreadyClaimed extends Error {}

class Statement {
  readonly values: unknown[] = []
  private readonly parts: string[] = []
  private readonly names: string[] = []
  private readonly checks: string[] = []

  constructor(private readonly schema: string) {}

  private bind(sql: string, values: readonly unknown[]): string {
    const offset = this.values.length
    this.values.push(...values)
    return offset === 0 ? sql : sql.replace(/\$(\d+)/g, (_, index: string) => `$${Number(index) + offset}`)
  }

  write({ sql, values, expect, what = 'the row' }: Write): void {
    const name = `w${this.names.length}`
    this.names.push(name)
    this.parts.push(`${name} AS (${this.bind(sql, values)})`)
    if (expect === undefined) return
    this.checks.push(this.bind(`${this.schema}.expect((SELECT count(*) FROM ${name}), $1::bigint, $2::text)`, [expect, what]))
  }

  insert(name: string, sql: string, values: readonly unknown[]): void {
    this.parts.push(`${name} AS (${this.bind(sql, values)})`)
  }

  /** Counting the writes' rows makes Postgres do them, and take their rows' locks, before it numbers the events. */
  get afterWrites(): string {
    return this.names.length === 0 ? '' : `, (SELECT ${this.names.map((name) => `(SELECT count(*) FROM ${name})`).join(' + ')} AS done) AS writes`
  }

  get text(): string {
    return `WITH ${this.parts.join(',\n')}\nSELECT ${this.checks.length === 0 ? 'true' : this.checks.join(' AND ')} AS ok`
  }
}

function addEvents(statement: Statement, schema: string, events: readonly NewEvent[], origin: Origin): void {
  const column = <T>(of: (event: NewEvent) => T) => events.map(of)
  statement.insert(
    'events',
    `INSERT INTO ${schema}.outbox (event_id, type, subject, version, at, actor_id, request_id, data)
     SELECT e.event_id, e.type, e.subject, e.version, e.at, $7::uuid, $8::text, e.data
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::timestamptz[], $6::jsonb[]) WITH ORDINALITY
       AS e(event_id, type, subject, version, at, data, n)${statement.afterWrites} ORDER BY e.n`,
    [
      column((event) => event.id),
      column((event) => event.type),
      column((event) => event.subject),
      column((event) => event.version),
      column((event) => event.at),
      column((event) => JSON.stringify(event.data)),
      origin.actorId,
      origin.requestId,
    ],
  )
}

type NewAuditRow = AuditRow & { reads: readonly string[] | null }

/**
 * The rows of a change, and with the first one of an operation what the operation had read by then, which so costs no commit of its own. What it reads
 * beyond that has a row before the answer leaves.
 */
function auditRowsOf(audit: readonly AuditRow[], reading: Reading | undefined): NewAuditRow[] {
  const rows = audit.map((row) => ({ ...row, reads: null }))
  if (rows.length === 0 || reading === undefined || reading.record.isEmpty || reading.record.hasRow) return rows
  const { record, operation } = reading
  return [...rows, { action: readAction(operation), subject: null, clientIds: record.clientIds, changes: null, reads: record.kindsRead }]
}

function addAudit(statement: Statement, schema: string, rows: readonly NewAuditRow[], origin: Origin): void {
  statement.insert(
    'audited',
    `INSERT INTO ${schema}.audit (id, at, actor_id, credential, request_id, address, agent, action, subject_type, subject_id, client_ids, changes, occurred_at, reads)
     SELECT id, now(), $2::uuid, $3::text, $4::text, $11::text, $12::text, action, subject_type, subject_id, clients::uuid[], changes, occurred_at, reads::text[]
     FROM unnest($1::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[], $10::timestamptz[], $13::text[])
       AS a(id, action, subject_type, subject_id, clients, changes, occurred_at, reads)`,
    [
      rows.map(() => uuidv7()),
      origin.actorId,
      origin.credential,
      origin.requestId,
      rows.map((row) => row.action),
      rows.map((row) => row.subject?.type ?? null),
      rows.map((row) => row.subject?.id ?? null),
      rows.map((row) => arrayOf(row.clientIds)),
      rows.map((row) => row.changes),
      rows.map((row) => row.occurredAt ?? null),
      origin.address ?? null,
      origin.agent ?? null,
      rows.map((row) => row.reads && arrayOf(row.reads)),
    ],
  )
}

function addClaims(statement: Statement, schema: string, claims: readonly Claim[]): void {
  statement.insert(
    'claims',
    `INSERT INTO ${schema}.claim (caller, operation, key, input_hash, result_id)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::text[])`,
    [
      claims.map((claim) => claim.caller),
      claims.map((claim) => claim.operation),
      claims.map((claim) => claim.key),
      claims.map((claim) => claim.inputHash),
      claims.map((claim) => claim.resultId),
    ],
  )
}

function refusal(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const constraint = 'constraint' in error ? String(error.constraint) : ''
  if (error.code === 'BS409') return new ExpectationFailed(constraint)
  if (error.code === '23505' && constraint === 'claim_pkey') return new AlreadyClaimed()
  return error
}

/**
 * The unit of work: rows, events, audit and idempotency claims in one statement, so one round trip and one transaction.
 * @throws {ExpectationFailed} @throws {AlreadyClaimed} with nothing written.
 */
export async function commit(database: Database, schema: string, change: Commit, origin: Origin): Promise<void> {
  const statement = new Statement(schema)
  for (const write of change.writes) statement.write(write)
  if (change.events?.length) addEvents(statement, schema, change.events, origin)
  const audit = auditRowsOf(change.audit ?? [], origin.reading)
  const read = origin.reading?.record.size ?? 0
  if (audit.length > 0) addAudit(statement, schema, audit, origin)
  if (change.claims?.length) addClaims(statement, schema, change.claims)
  await database.query(statement.text, statement.values).catch((error: unknown) => {
    throw refusal(error)
  })
  if (audit.some(({ reads }) => reads !== null)) origin.reading?.record.putOnRecord(read)
}
