import type { InteractionId } from '@brokersync/schema/ids'
import type { Database } from '../../../platform/postgres/database'
import type { Count } from '../density'
import { decodeInteractionId } from '../interaction-id'
import { isoOf } from './instants'
import { endOf, lastOfEach, type InteractionStore, type StoredInteraction } from './interaction.store'

const columns = `client_id AS "clientId", occurred_at AS "occurredAt", id, recorded_at AS "recordedAt", category, kind, author_id AS "authorId", codes, sealed`

const insert = `INSERT INTO interactions.interaction (client_id, occurred_at, id, recorded_at, category, kind, author_id, codes, sealed)
  SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::uuid[], $8::jsonb[], $9::bytea[])
  ON CONFLICT (client_id, occurred_at, id) DO UPDATE SET codes = excluded.codes, sealed = excluded.sealed`

// One walk down the index for each client (and category), each no further than a page, then merged.
const newestOfAll = `SELECT item.* FROM unnest($1::uuid[]) AS c(id), LATERAL (
    SELECT ${columns} FROM interactions.interaction
    WHERE client_id = c.id AND occurred_at >= $2::timestamptz AND (occurred_at, id) < ($3::timestamptz, $4::text)
    ORDER BY occurred_at DESC, id DESC LIMIT $5
  ) AS item ORDER BY "occurredAt" DESC, id DESC LIMIT $5`

const newestOfCategories = `SELECT item.* FROM unnest($1::uuid[]) AS c(id), unnest($6::text[]) AS k(category), LATERAL (
    SELECT ${columns} FROM interactions.interaction
    WHERE client_id = c.id AND category = k.category AND occurred_at >= $2::timestamptz AND (occurred_at, id) < ($3::timestamptz, $4::text)
    ORDER BY occurred_at DESC, id DESC LIMIT $5
  ) AS item ORDER BY "occurredAt" DESC, id DESC LIMIT $5`

const byKey = `SELECT ${columns} FROM interactions.interaction
  WHERE (client_id, occurred_at, id) IN (SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]))`

const countInSpans = `SELECT category, date_bin($4::interval, occurred_at, 'epoch') AS start, count(*)::int AS count
  FROM unnest($2::timestamptz[], $3::timestamptz[]) AS s(since, until)
  JOIN interactions.interaction ON client_id = ANY ($1::uuid[]) AND occurred_at >= s.since AND occurred_at < s.until
  GROUP BY category, start`

/** Keeps interactions in the module's own Postgres. */
export function createPostgresInteractionStore(database: Database): InteractionStore {
  // Rows are what `put` wrote of checked interactions.
  const read = async (sql: string, values: readonly unknown[]) => (await database.query(sql, values)) as unknown as StoredInteraction[]
  return {
    async put(items) {
      const rows = lastOfEach(items)
      if (rows.length === 0) return
      const column = <Value>(of: (item: StoredInteraction) => Value) => rows.map(of)
      await database.query(insert, [
        column((item) => item.clientId), column((item) => isoOf(item.occurredAt)), column((item) => item.id), column((item) => isoOf(item.recordedAt)),
        column((item) => item.category), column((item) => item.kind), column((item) => item.authorId), column((item) => JSON.stringify(item.codes)), column((item) => item.sealed),
      ])
    },
    async window({ clientIds, from, to, categories, after, first }) {
      const end = endOf({ to, after })
      const values = [clientIds, from === null ? '-infinity' : isoOf(from), end === null ? 'infinity' : isoOf(end.occurredAt), end?.id ?? '', first]
      return categories === null ? read(newestOfAll, values) : read(newestOfCategories, [...values, [...new Set(categories)]])
    },
    async byIds(ids: readonly InteractionId[]) {
      const keys = [...new Set(ids)].flatMap((id) => {
        const parts = decodeInteractionId(id)
        return parts === null ? [] : [{ ...parts, id }]
      })
      return keys.length === 0 ? [] : read(byKey, [keys.map((key) => key.clientId), keys.map((key) => isoOf(key.occurredAt)), keys.map((key) => key.id)])
    },
    async count({ clientIds, spans, step }) {
      if (spans.length === 0) return []
      const rows = await database.query(countInSpans, [clientIds, spans.map((span) => isoOf(span.from)), spans.map((span) => isoOf(span.to)), `${step} milliseconds`])
      return rows as unknown as Count[]
    },
    // The runtime's own readiness speaks of Postgres.
    health: () => Promise.resolve({ name: 'interactions store', ready: true, detail: 'Postgres' }),
    stop: () => Promise.resolve(),
  }
}
