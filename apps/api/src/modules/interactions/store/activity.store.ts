import type { TimelineCategory } from '@brokersync/schema/enums'
import type { ClientId } from '@brokersync/schema/ids'
import type { Database } from '../../../platform/postgres/database'
import type { Count, CountUnit, Span } from '../density'
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

/** How a client's interactions are cut into partitions. */
export type Layout = 'year' | 'month' | 'day'

/** The layout that is read, and the one that is written as well while a client is on its way to it. */
export interface Layouts {
  layout: Layout
  next: Layout | null
}

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
  /** The active clients that trade a commodity, by id, after one of them. */
  tradersOf(commodity: string, after: string | null, limit: number): Promise<ClientId[]>
  /** Of clients whose layout is not by years, or is to be another. */
  layouts(clientIds: readonly ClientId[]): Promise<Map<ClientId, Layouts>>
  /** In the order asked for, at most `limit` of each client. */
  stretches(query: { clientIds: readonly ClientId[]; unit: CountUnit; since: Date; until: Date; categories: readonly TimelineCategory[] | null; order: Order; limit: number }): Promise<Stretch[]>
}

const keptCounts = `SELECT c.category, c.start, sum(c.n)::int AS count FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) AS s(unit, since, until)
  JOIN interactions.activity_count c ON c.client_id = ANY ($1::uuid[]) AND c.unit = s.unit AND c.start >= s.since AND c.start < s.until
  GROUP BY c.category, c.start`

const traders = `SELECT client_id AS id FROM interactions.client_commodity JOIN interactions.directory_client d USING (client_id)
  WHERE commodity = $1 AND d.status = 'ACTIVE' AND ($2::uuid IS NULL OR client_id > $2) ORDER BY client_id LIMIT $3`

const stretchesSql = (way: 'DESC' | 'ASC') => `SELECT stretch.* FROM unnest($1::uuid[]) AS c(id), LATERAL (
    SELECT client_id AS "clientId", start, sum(n)::int AS n FROM interactions.activity_count
    WHERE client_id = c.id AND unit = $2 AND start >= $3::timestamptz AND start <= $4::timestamptz AND ($5::text[] IS NULL OR category = ANY ($5))
    GROUP BY client_id, start ORDER BY start ${way} LIMIT $6
  ) AS stretch ORDER BY start ${way}`

export function createActivityStore(database: Database): ActivityStore {
  return {
    async byClients(ids) {
      const rows = await database.query<ClientActivity>(
        `SELECT client_id AS "clientId", first_at AS "firstAt", last_at AS "lastAt", last_contact_at AS "lastContactAt", n
         FROM interactions.client_activity WHERE client_id = ANY ($1::uuid[])`,
        [ids],
      )
      return new Map(rows.map((row) => [row.clientId, row]))
    },
    counts: async (clientIds, spans) =>
      spans.length === 0 ? [] : database.query(keptCounts, [clientIds, spans.map(({ unit }) => unit), spans.map(({ from }) => isoOf(from)), spans.map(({ to }) => isoOf(to))]),
    tradersOf: async (commodity, after, limit) => (await database.query<{ id: ClientId }>(traders, [commodity, after, limit])).map((row) => row.id),
    async layouts(clientIds) {
      const rows = await database.query<{ id: ClientId } & Layouts>(`SELECT client_id AS id, layout, next FROM interactions.layout WHERE client_id = ANY ($1::uuid[])`, [clientIds])
      return new Map(rows.map(({ id, layout, next }) => [id, { layout, next }]))
    },
    stretches: ({ clientIds, unit, since, until, categories, order, limit }) =>
      database.query(stretchesSql(order === 'newest' ? 'DESC' : 'ASC'), [clientIds, unit, isoOf(since), isoOf(until), categories, limit]),
  }
}
