import type { InteractionId } from '@brokersync/schema/ids'
import type { Database } from '../../../platform/postgres/database'
import type { Count } from '../density'
import { decodeInteractionId } from '../interaction-id'
import { isoOf } from './instants'
import { boundsOf, lastOfEach, type InteractionStore, type Order, type StoredInteraction } from './interaction.store'

const columns = `client_id AS "clientId", occurred_at AS "occurredAt", id, recorded_at AS "recordedAt", category, kind, author_id AS "authorId", codes, sealed`

const insertRows = `INSERT INTO interactions.interaction (client_id, occurred_at, id, recorded_at, category, kind, author_id, codes, sealed)
  SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::uuid[], $8::jsonb[], $9::bytea[])`
const insert = `${insertRows} ON CONFLICT (client_id, occurred_at, id) DO UPDATE SET codes = excluded.codes, sealed = excluded.sealed`
const insertMissing = `${insertRows} ON CONFLICT DO NOTHING`

// One walk along the index for each client (and category), each no further than a page, then merged.
function windowSql(order: Order, byCategory: boolean): string {
  const way = order === 'newest' ? 'DESC' : 'ASC'
  return `SELECT item.* FROM unnest($1::uuid[]) AS c(id)${byCategory ? ', unnest($7::text[]) AS k(category)' : ''}, LATERAL (
    SELECT ${columns} FROM interactions.interaction
    WHERE client_id = c.id${byCategory ? ' AND category = k.category' : ''} AND (occurred_at, id) > ($2::timestamptz, $3::text) AND (occurred_at, id) < ($4::timestamptz, $5::text)
    ORDER BY occurred_at ${way}, id ${way} LIMIT $6
  ) AS item ORDER BY "occurredAt" ${way}, id ${way} LIMIT $6`
}

const byKey = `SELECT ${columns} FROM interactions.interaction
  WHERE (client_id, occurred_at, id) IN (SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]))`

const countInSpans = `SELECT category, date_bin($4::interval, occurred_at, 'epoch') AS start, count(*)::int AS count
  FROM unnest($2::timestamptz[], $3::timestamptz[]) AS s(since, until)
  JOIN interactions.interaction ON client_id = ANY ($1::uuid[]) AND occurred_at >= s.since AND occurred_at < s.until
  GROUP BY category, start`

/** Keeps interactions in the module's own Postgres. */
export function createPostgresInteractionStore(database: Database): InteractionStore {
  const write = async (sql: string, items: readonly StoredInteraction[]): Promise<void> => {
    const rows = lastOfEach(items)
    if (rows.length === 0) return
    const column = <Value>(of: (item: StoredInteraction) => Value) => rows.map(of)
    await database.query(sql, [
      column((item) => item.clientId), column((item) => isoOf(item.occurredAt)), column((item) => item.id), column((item) => isoOf(item.recordedAt)),
      column((item) => item.category), column((item) => item.kind), column((item) => item.authorId), column((item) => JSON.stringify(item.codes)), column((item) => item.sealed),
    ])
  }
  return {
    put: (items) => write(insert, items),
    fill: (items) => write(insertMissing, items),
    async window(window) {
      const { clientIds, categories, first, order = 'newest' } = window
      const { low, high } = boundsOf(window)
      const values = [clientIds, isoOf(low.occurredAt), low.id, isoOf(high.occurredAt), high.id, first]
      return categories === null ? database.query<StoredInteraction>(windowSql(order, false), values) : database.query<StoredInteraction>(windowSql(order, true), [...values, [...new Set(categories)]])
    },
    async byIds(ids: readonly InteractionId[]) {
      const keys = [...new Set(ids)].flatMap((id) => {
        const parts = decodeInteractionId(id)
        return parts === null ? [] : [{ ...parts, id }]
      })
      return keys.length === 0 ? [] : database.query<StoredInteraction>(byKey, [keys.map((key) => key.clientId), keys.map((key) => isoOf(key.occurredAt)), keys.map((key) => key.id)])
    },
    async remove(places) {
      await database.query(`DELETE FROM interactions.interaction WHERE (client_id, occurred_at, id) IN (SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]))`, [
        places.map(({ clientId }) => clientId), places.map(({ occurredAt }) => isoOf(occurredAt)), places.map(({ id }) => id),
      ])
    },
    async forget(clientId) {
      await database.query('DELETE FROM interactions.interaction WHERE client_id = $1', [clientId])
    },
    async clear() {
      await database.query('TRUNCATE interactions.interaction')
    },
    async count({ clientIds, spans, step }) {
      if (spans.length === 0) return []
      return database.query<Count>(countInSpans, [clientIds, spans.map((span) => isoOf(span.from)), spans.map((span) => isoOf(span.to)), `${step} milliseconds`])
    },
    // The runtime's own readiness speaks of Postgres.
    health: () => Promise.resolve({ name: 'interactions store', ready: true, detail: 'Postgres' }),
    stop: () => Promise.resolve(),
  }
}
