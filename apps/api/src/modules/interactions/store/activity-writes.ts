import type { Write } from '../../../platform/postgres/commit'
import type { CountUnit } from '../density'
import type { Interaction } from '../interaction'
import { categoryOf } from '../interaction'
import { isoOf, startOf } from './instants'

/** Adds items to the counts of their hours, days and months. */
function countWrite(items: readonly Interaction[]): Write {
  const counts = new Map<string, { clientId: string; unit: CountUnit; start: string; category: string; channel: string; n: number }>()
  for (const item of items) {
    for (const unit of ['hour', 'day', 'month'] as const) {
      const key = { clientId: item.clientId, unit, start: startOf(unit, item.occurredAt), category: categoryOf[item.kind], channel: item.kind === 'Communication' ? item.codes.channel : '' }
      const name = Object.values(key).join(' ')
      counts.set(name, { ...key, n: (counts.get(name)?.n ?? 0) + 1 })
    }
  }
  const rows = [...counts.values()]
  return {
    sql: `INSERT INTO interactions.activity_count AS a (client_id, unit, start, category, channel, n)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::int[])
      ON CONFLICT (client_id, unit, start, category, channel) DO UPDATE SET n = a.n + excluded.n RETURNING 1`,
    values: [
      rows.map((row) => row.clientId), rows.map((row) => row.unit), rows.map((row) => row.start), rows.map((row) => row.category), rows.map((row) => row.channel), rows.map((row) => row.n),
    ],
  }
}

/** Keeps each client's first, last and number of interactions, and its last contact: the last communication, planned or held. */
const extentWrite = (items: readonly Interaction[]): Write => ({
  sql: `INSERT INTO interactions.client_activity AS a (client_id, first_at, last_at, last_contact_at, n)
    SELECT client_id, min(at), max(at), max(at) FILTER (WHERE is_contact), count(*)
    FROM unnest($1::uuid[], $2::timestamptz[], $3::boolean[]) AS i(client_id, at, is_contact) GROUP BY client_id
    ON CONFLICT (client_id) DO UPDATE SET first_at = least(a.first_at, excluded.first_at), last_at = greatest(a.last_at, excluded.last_at),
      last_contact_at = greatest(a.last_contact_at, excluded.last_contact_at), n = a.n + excluded.n RETURNING 1`,
  values: [items.map((item) => item.clientId), items.map((item) => isoOf(item.occurredAt)), items.map((item) => item.kind === 'Communication')],
})

/** Remembers who trades what: whoever had an order in a commodity that was not turned down. */
function commodityWrite(items: readonly Interaction[]): Write {
  const orders = items.flatMap((item) => (item.kind === 'OrderEvent' && item.codes.status !== 'REJECTED' ? [{ item, commodity: item.codes.commodity }] : []))
  return {
    sql: `INSERT INTO interactions.client_commodity (commodity, client_id) SELECT DISTINCT * FROM unnest($1::text[], $2::uuid[])
      ON CONFLICT DO NOTHING RETURNING 1`,
    values: [orders.map(({ commodity }) => commodity), orders.map(({ item }) => item.clientId)],
  }
}

/** What the module counts of new interactions, to be committed with the applier's position. */
export const activityWrites = (items: readonly Interaction[]): Write[] => [countWrite(items), extentWrite(items), commodityWrite(items)]
