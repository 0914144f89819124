import type { ClientId, UserId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import type { Database } from '../../../platform/postgres/database'
import type { ChainedEntry } from '../audit-chain'
import { entryColumns, entryOf, type EntryRow } from './audit-rows'

/** Which entries are asked for; null or an empty list does not filter. */
export interface AuditQuery {
  subjectId: string | null
  clientId: string | null
  actorId: string | null
  requestId: string | null
  actions: readonly string[]
  kind: 'CHANGE' | 'READ' | null
  /** Kinds of data, of which an entry read any. */
  reads: readonly string[]
  late: boolean | null
  from: Date | null
  to: Date | null
}

/** Where a page of entries goes on. */
export interface AuditMark {
  at: Date
  number: number
}

/** What one user has had to do with a client. */
export interface ClientAccess {
  /** Null: the product itself, or nobody who signed in. */
  userId: UserId | null
  reads: number
  changes: number
  firstAt: Date
  lastAt: Date
  kinds: string[]
}

/** A page of entries: newest first before a mark, or in the chain's order after a number. */
export type AuditPage = { first: number } & ({ before: AuditMark | null } | { after: number })

type Bind = (value: unknown) => string

// An id of no form that is ever given names nothing.
const namesNothing = ({ clientId, actorId }: AuditQuery): boolean => [clientId, actorId].some((id) => id !== null && !isUuid(id))

/** What holds of the entries `e`, or of those of a client, `c`. */
function conditionsOf({ subjectId, clientId, actorId, requestId, actions, kind, reads, late, from, to }: AuditQuery, bind: Bind): { of: 'c' | 'e'; source: string; conditions: string[] } {
  const of = clientId === null ? 'e' : 'c'
  const source = clientId === null ? 'compliance.audit_entry e' : 'compliance.audit_client c JOIN compliance.audit_entry e ON e.number = c.number'
  const conditions = [
    ...(clientId === null ? [] : [`c.client_id = ${bind(clientId)}`]),
    ...(subjectId === null ? [] : [`e.subject_id = ${bind(subjectId)}`]),
    ...(actorId === null ? [] : [`e.actor_id = ${bind(actorId)}`]),
    ...(requestId === null ? [] : [`e.request_id = ${bind(requestId)}`]),
    ...(actions.length === 0 ? [] : [`e.action = ANY (${bind(actions)}::text[])`]),
    ...(kind === null ? [] : [`e.reads IS ${kind === 'CHANGE' ? '' : 'NOT '}NULL`]),
    ...(reads.length === 0 ? [] : [`e.reads && ${bind(reads)}::text[]`]),
    ...(late === null ? [] : [`e.late = ${bind(late)}`]),
    ...(from === null ? [] : [`${of}.at >= ${bind(from)}`]),
    ...(to === null ? [] : [`${of}.at < ${bind(to)}`]),
  ]
  return { of, source, conditions }
}

/** The entries of a query. Each condition that is there is bound; one that is not costs nothing. */
export async function entriesOf(database: Database, query: AuditQuery, page: AuditPage): Promise<ChainedEntry[]> {
  if (namesNothing(query)) return []
  const values: unknown[] = []
  const bind: Bind = (value) => `$${values.push(value)}`
  const { of, source, conditions } = conditionsOf(query, bind)
  const where = [
    ...conditions,
    ...('after' in page ? [`${of}.number > ${bind(page.after)}::bigint`] : []),
    ...('before' in page && page.before !== null ? [`(${of}.at, ${of}.number) < (${bind(page.before.at)}::timestamptz, ${bind(page.before.number)}::bigint)`] : []),
  ]
  const order = 'after' in page ? `${of}.number` : `${of}.at DESC, ${of}.number DESC`
  const rows = await database.query<EntryRow>(
    `SELECT ${entryColumns} FROM ${source} ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`} ORDER BY ${order} LIMIT ${bind(page.first)}`,
    values,
  )
  return rows.map(entryOf)
}

/** The clients of the changes that a query finds. */
export async function clientsChangedIn(database: Database, query: AuditQuery): Promise<ClientId[]> {
  if (namesNothing(query)) return []
  const values: unknown[] = []
  const { source, conditions } = conditionsOf(query, (value) => `$${values.push(value)}`)
  const rows = await database.query<{ id: ClientId }>(
    `SELECT DISTINCT a.client_id AS id FROM ${source} JOIN compliance.audit_client a ON a.number = e.number WHERE ${['e.reads IS NULL', ...conditions].join(' AND ')}`,
    values,
  )
  return rows.map(({ id }) => id)
}

/** Who had to do with a client since an instant, the last one first. */
export async function accessesOf(database: Database, clientId: ClientId, since: Date): Promise<ClientAccess[]> {
  return database.query<ClientAccess & Record<string, unknown>>(
    `SELECT e.actor_id AS "userId", (count(*) FILTER (WHERE e.reads IS NOT NULL))::int AS reads, (count(*) FILTER (WHERE e.reads IS NULL))::int AS changes,
       min(c.at) AS "firstAt", max(c.at) AS "lastAt",
       (SELECT coalesce(array_agg(DISTINCT kind ORDER BY kind), '{}') FROM compliance.audit_client k JOIN compliance.audit_entry r ON r.number = k.number, unnest(r.reads) AS kind
        WHERE k.client_id = $1 AND k.at >= $2 AND r.actor_id IS NOT DISTINCT FROM e.actor_id) AS kinds
     FROM compliance.audit_client c JOIN compliance.audit_entry e ON e.number = c.number
     WHERE c.client_id = $1 AND c.at >= $2 GROUP BY e.actor_id ORDER BY max(c.at) DESC`,
    [clientId, since],
  )
}

/** The actions that stand in the trail, for who filters by them. */
export const actionsIn = async (database: Database): Promise<string[]> =>
  // A loose index scan: as many steps as there are actions, however many entries.
  (
    await database.query<{ action: string }>(
      `WITH RECURSIVE named AS (
         (SELECT action FROM compliance.audit_entry ORDER BY action LIMIT 1)
         UNION ALL SELECT (SELECT action FROM compliance.audit_entry WHERE action > n.action ORDER BY action LIMIT 1) FROM named n WHERE n.action IS NOT NULL
       ) SELECT action FROM named WHERE action IS NOT NULL`,
      [],
    )
  ).map(({ action }) => action)

/** The numbers of the entries of a span, in their order, that concern some clients, or tell what some people did. */
export const numbersAbout = async (database: Database, { clientIds, people, from, to }: { clientIds: readonly ClientId[]; people: readonly UserId[]; from: Date; to: Date }): Promise<number[]> =>
  (
    await database.query<{ number: number }>(
      `SELECT number FROM compliance.audit_client WHERE client_id = ANY ($1::uuid[]) AND at >= $3 AND at < $4
       UNION SELECT number FROM compliance.audit_entry WHERE actor_id = ANY ($2::uuid[]) AND at >= $3 AND at < $4 ORDER BY number`,
      [clientIds, people, from, to],
    )
  ).map(({ number }) => number)

export const entriesNumbered = async (database: Database, numbers: readonly number[]): Promise<ChainedEntry[]> =>
  (await database.query<EntryRow>(`SELECT ${entryColumns} FROM compliance.audit_entry e WHERE e.number = ANY ($1::bigint[]) ORDER BY e.number`, [numbers])).map(entryOf)
