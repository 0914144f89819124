import { Channel, type TimelineCategory } from '@brokersync/schema/enums'
import type { ClientId } from '@brokersync/schema/ids'
import type { Database } from '../../../platform/postgres/database'
import type { Count, CountUnit, DensityPlan } from '../density'
import { countsAt, instantsOf, type Bucketed } from './bucketed'
import { isoOf } from './instants'
import type { Order } from './interaction.store'

/** A client's first, last and number of interactions, and when it was last in touch: what is planned counts once it is due. */
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
  /** Adds up kept counts of whole units between one boundary and the next, of some channels or of all there is; a count's start is its boundary. */
  counts(clientIds: readonly ClientId[], plan: Pick<DensityPlan, 'kept' | 'boundaries'>, channels: readonly Channel[] | null): Promise<Count[]>
  /** The clients that trade a commodity, by id, after one of them: the active ones, or all. */
  tradersOf(commodity: string, which: { active: boolean; after: string | null; limit: number }): Promise<ClientId[]>
  /** Of clients whose layout is not by years, or is to be another. */
  layouts(clientIds: readonly ClientId[]): Promise<Map<ClientId, Layouts>>
  /** In the order asked for, at most `limit` of each client. */
  stretches(query: { clientIds: readonly ClientId[]; unit: CountUnit; since: Date; until: Date; categories: readonly TimelineCategory[] | null; order: Order; limit: number }): Promise<Stretch[]>
}

// Each client's span by itself: joined, all counts of all clients would be read as soon as the statement is planned for any values.
const keptCounts = `SELECT kept.category, kept.bucket, sum(kept.n)::int AS count
  FROM unnest($1::uuid[]) AS c(id), unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) AS s(unit, since, until), LATERAL (
    SELECT category, width_bucket(start, $5::timestamptz[]) AS bucket, sum(n) AS n FROM interactions.activity_count
    WHERE client_id = c.id AND unit = s.unit AND start >= s.since AND start < s.until AND ($6::text[] IS NULL OR channel = ANY ($6))
    GROUP BY 1, 2
  ) AS kept GROUP BY 1, 2`

const traders = `SELECT client_id AS id FROM interactions.client_commodity JOIN interactions.directory_client d USING (client_id)
  WHERE commodity = $1 AND (d.status = 'ACTIVE' OR NOT $4::boolean) AND ($2::uuid IS NULL OR client_id > $2) ORDER BY client_id LIMIT $3`

const stretchesSql = (way: 'DESC' | 'ASC') => `SELECT stretch.* FROM unnest($1::uuid[]) AS c(id), LATERAL (
    SELECT client_id AS "clientId", start, sum(n)::int AS n FROM interactions.activity_count
    WHERE client_id = c.id AND unit = $2 AND start >= $3::timestamptz AND start <= $4::timestamptz AND ($5::text[] IS NULL OR category = ANY ($5))
    GROUP BY client_id, start ORDER BY start ${way} LIMIT $6
  ) AS stretch ORDER BY start ${way}`

// What is kept reaches as far as the last communication, planned or held; where that is still to come, the last one held is looked for.
const activities = `SELECT client_id AS "clientId", first_at AS "firstAt", last_at AS "lastAt", n, CASE WHEN last_contact_at <= now() THEN last_contact_at ELSE (
    SELECT max(held.at) FROM unnest($2::text[]) AS c(channel), LATERAL (
      SELECT occurred_at AS at FROM interactions.item i WHERE i.client_id = a.client_id AND i.channel = c.channel AND occurred_at <= now() ORDER BY occurred_at DESC LIMIT 1
    ) AS held) END AS "lastContactAt"
  FROM interactions.client_activity a WHERE client_id = ANY ($1::uuid[])`

export function createActivityStore(database: Database): ActivityStore {
  return {
    async byClients(ids) {
      const rows = await database.query<ClientActivity>(activities, [ids, Object.keys(Channel)])
      return new Map(rows.map((row) => [row.clientId, row]))
    },
    async counts(clientIds, { kept, boundaries }, channels) {
      if (kept.length === 0) return []
      const spans = [kept.map(({ unit }) => unit), kept.map(({ from }) => isoOf(from)), kept.map(({ to }) => isoOf(to))]
      return countsAt(boundaries, await database.query<Bucketed>(keptCounts, [clientIds, ...spans, instantsOf(boundaries), channels]))
    },
    tradersOf: async (commodity, { active, after, limit }) => (await database.query<{ id: ClientId }>(traders, [commodity, after, limit, active])).map((row) => row.id),
    async layouts(clientIds) {
      const rows = await database.query<{ id: ClientId } & Layouts>(`SELECT client_id AS id, layout, next FROM interactions.layout WHERE client_id = ANY ($1::uuid[])`, [clientIds])
      return new Map(rows.map(({ id, layout, next }) => [id, { layout, next }]))
    },
    stretches: ({ clientIds, unit, since, until, categories, order, limit }) =>
      database.query(stretchesSql(order === 'newest' ? 'DESC' : 'ASC'), [clientIds, unit, isoOf(since), isoOf(until), categories, limit]),
  }
}
