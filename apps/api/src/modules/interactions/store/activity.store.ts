import type { Channel, TimelineCategory } from '@brokersync/schema/enums'
import type { ClientId, InteractionId } from '@brokersync/schema/ids'
import type { Reach } from '../../../platform/directory/reach'
import { reachValues, withinReach } from '../../../platform/directory/reach-sql'
import type { Database } from '../../../platform/postgres/database'
import type { Count, CountUnit, Span } from '../density'
import { decodeInteractionId } from '../interaction-id'
import { isoOf } from './instants'
import type { Order } from './interaction.store'

/** A client's first, last and number of interactions, and when it was last in touch. */
export interface ClientActivity {
  clientId: ClientId
  firstAt: Date
  lastAt: Date
  lastContactAt: Date | null
  n: number
}

/** Where an interaction stands in lists that go over clients. */
export interface Hit {
  id: InteractionId
  clientId: ClientId
  occurredAt: Date
}

/** What is asked of the search entries; null does not filter. */
export interface Search {
  reach: Reach
  tokens: readonly number[] | null
  clientIds: readonly string[] | null
  categories: readonly TimelineCategory[] | null
  channels: readonly Channel[] | null
  authorIds: readonly string[] | null
  from: Date | null
  to: Date | null
  after: { occurredAt: Date; id: string } | null
  first: number
}

/** How a client's interactions are cut into partitions. */
export type Layout = 'year' | 'month' | 'day'

/** In which stretches of time there is something, and how much. */
export interface Stretch {
  clientId: ClientId
  start: Date
  n: number
}

/** What the applier derived of interactions, in the module's Postgres whatever keeps the interactions themselves. */
export interface ActivityStore {
  byClients(ids: readonly ClientId[]): Promise<Map<ClientId, ClientActivity>>
  /** Adds up kept counts of whole units; each count's `start` is its unit's. */
  counts(clientIds: readonly ClientId[], spans: readonly (Span & { unit: CountUnit })[]): Promise<Count[]>
  /** Newest first, of all clients within the reach. */
  search(search: Search): Promise<Hit[]>
  /** Newest first, of clients within the reach. */
  aboutDocument(documentId: string, query: Pick<Search, 'reach' | 'after' | 'first'>): Promise<Hit[]>
  /** Which of these ids were applied. */
  known(ids: readonly InteractionId[]): Promise<Set<string>>
  /** The active clients that trade a commodity, by id, after one of them. */
  tradersOf(commodity: string, after: string | null, limit: number): Promise<ClientId[]>
  /** Of clients whose layout is not by years. */
  layouts(clientIds: readonly ClientId[]): Promise<Map<ClientId, Layout>>
  /** In the order asked for, at most `limit` of each client. */
  stretches(query: { clientIds: readonly ClientId[]; unit: CountUnit; since: Date; until: Date; categories: readonly TimelineCategory[] | null; order: Order; limit: number }): Promise<Stretch[]>
}

const clientColumns = { owner: 'd.owner_id', client: 'd.client_id' }

// Each combination of filters is a statement of its own, so that Postgres plans each for what it has.
function searchSql(search: Search): { sql: string; values: unknown[] } {
  const values: unknown[] = [...reachValues(search.reach), search.first]
  const bind = (value: unknown) => `$${values.push(value)}`
  const filters = [
    search.clientIds && `s.client_id = ANY (${bind(search.clientIds)}::uuid[])`,
    search.tokens && `s.tokens @> ${bind(search.tokens)}::bigint[]`,
    search.categories && `s.category = ANY (${bind(search.categories)}::text[])`,
    search.channels && `s.channel = ANY (${bind(search.channels)}::text[])`,
    search.authorIds && `s.author_id = ANY (${bind(search.authorIds)}::uuid[])`,
    search.from && `s.occurred_at >= ${bind(isoOf(search.from))}::timestamptz`,
    search.to && `s.occurred_at < ${bind(isoOf(search.to))}::timestamptz`,
    search.after && `(s.occurred_at, s.id) < (${bind(isoOf(search.after.occurredAt))}::timestamptz, ${bind(search.after.id)}::text)`,
  ].filter((filter) => filter !== null)
  const where = [withinReach(clientColumns), ...filters].join(' AND ')
  return {
    sql: `SELECT s.id, s.client_id AS "clientId", s.occurred_at AS "occurredAt" FROM interactions.search_entry s
      JOIN interactions.directory_client d USING (client_id) WHERE ${where} ORDER BY s.occurred_at DESC, s.id DESC LIMIT $5`,
    values,
  }
}

const keptCounts = `SELECT c.category, c.start, sum(c.n)::int AS count FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) AS s(unit, since, until)
  JOIN interactions.activity_count c ON c.client_id = ANY ($1::uuid[]) AND c.unit = s.unit AND c.start >= s.since AND c.start < s.until
  GROUP BY c.category, c.start`

const aboutDocument = `SELECT m.id, m.client_id AS "clientId", m.occurred_at AS "occurredAt" FROM interactions.document_mention m
  JOIN interactions.directory_client d USING (client_id)
  WHERE m.document_id = $5::uuid AND ${withinReach(clientColumns)} AND (m.occurred_at, m.id) < ($6::timestamptz, $7::text)
  ORDER BY m.occurred_at DESC, m.id DESC LIMIT $8`

const known = `SELECT id FROM interactions.search_entry WHERE (client_id, occurred_at, id) IN (SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]))`

const traders = `SELECT client_id AS id FROM interactions.client_commodity JOIN interactions.directory_client d USING (client_id)
  WHERE commodity = $1 AND d.status = 'ACTIVE' AND ($2::uuid IS NULL OR client_id > $2) ORDER BY client_id LIMIT $3`

const stretchesSql = (way: 'DESC' | 'ASC') => `SELECT stretch.* FROM unnest($1::uuid[]) AS c(id), LATERAL (
    SELECT client_id AS "clientId", start, sum(n)::int AS n FROM interactions.activity_count
    WHERE client_id = c.id AND unit = $2 AND start >= $3::timestamptz AND start <= $4::timestamptz AND ($5::text[] IS NULL OR category = ANY ($5))
    GROUP BY client_id, start ORDER BY start ${way} LIMIT $6
  ) AS stretch ORDER BY start ${way}`

export function createActivityStore(database: Database): ActivityStore {
  // Rows are what the applier wrote.
  const read = async <Row>(sql: string, values: readonly unknown[]) => (await database.query(sql, values)) as unknown as Row[]
  return {
    async byClients(ids) {
      const rows = await read<ClientActivity>(
        `SELECT client_id AS "clientId", first_at AS "firstAt", last_at AS "lastAt", last_contact_at AS "lastContactAt", n
         FROM interactions.client_activity WHERE client_id = ANY ($1::uuid[])`,
        [ids],
      )
      return new Map(rows.map((row) => [row.clientId, row]))
    },
    counts: async (clientIds, spans) =>
      spans.length === 0 ? [] : read(keptCounts, [clientIds, spans.map(({ unit }) => unit), spans.map(({ from }) => isoOf(from)), spans.map(({ to }) => isoOf(to))]),
    search(search) {
      const { sql, values } = searchSql(search)
      return read(sql, values)
    },
    aboutDocument: (documentId, { reach, after, first }) =>
      read(aboutDocument, [...reachValues(reach), documentId, after === null ? 'infinity' : isoOf(after.occurredAt), after?.id ?? '', first]),
    async known(ids) {
      const keys = ids.flatMap((id) => {
        const parts = decodeInteractionId(id)
        return parts === null ? [] : [{ ...parts, id }]
      })
      if (keys.length === 0) return new Set()
      const rows = await read<{ id: string }>(known, [keys.map((key) => key.clientId), keys.map((key) => isoOf(key.occurredAt)), keys.map((key) => key.id)])
      return new Set(rows.map((row) => row.id))
    },
    tradersOf: async (commodity, after, limit) => (await read<{ id: ClientId }>(traders, [commodity, after, limit])).map((row) => row.id),
    async layouts(clientIds) {
      const rows = await read<{ id: ClientId; layout: Layout }>(`SELECT client_id AS id, layout FROM interactions.layout WHERE client_id = ANY ($1::uuid[])`, [clientIds])
      return new Map(rows.map((row) => [row.id, row.layout]))
    },
    stretches: ({ clientIds, unit, since, until, categories, order, limit }) =>
      read(stretchesSql(order === 'newest' ? 'DESC' : 'ASC'), [clientIds, unit, isoOf(since), isoOf(until), categories, limit]),
  }
}
