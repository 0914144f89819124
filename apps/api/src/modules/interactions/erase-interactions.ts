import type { TimelineCategory } from '@brokersync/schema/enums'
import type { ClientId, InteractionId } from '@brokersync/schema/ids'
import type { Write } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { eraseRows, type ClientTable, type ClientTables } from '../../platform/privacy/erased-rows'
import { categoryOf, recordOf, type Kind } from './interaction'
import type { InteractionStore } from './store/interaction.store'

const kinds = Object.keys(categoryOf) as Kind[]
const classes: readonly (readonly [TimelineCategory, string])[] = kinds.map((kind) => [categoryOf[kind], recordOf[kind]])

/** A class of key in SQL, as `keyOwnerOf` says it: of a record, and of a category's items, in the year of an instant. */
const yearClassOf = (record: string, at: string) => `${record} || '-' || extract(year FROM ${at} AT TIME ZONE 'UTC')::int`
const classOf = (category: string, at: string) => yearClassOf(`CASE ${category} ${classes.map(([name, record]) => `WHEN '${name}' THEN '${record}'`).join(' ')} ELSE '' END`, at)

const itemClass = classOf('category', 'occurred_at')

/** All that was said, beside the interactions themselves. */
export const wordings = { 'words that are searched for': { table: 'interactions.search_entry' }, 'earlier wordings': { table: 'interactions.revision' } }

const page = 500

/** Takes out of the store what of a client no class of key keeps any more; the items that say where it is stay until then. */
async function removeFrom(store: InteractionStore, database: Database, clientId: ClientId, kept: readonly string[]): Promise<void> {
  for (let after: { occurredAt: Date; id: string } | undefined; ; ) {
    const rows = await database.query<{ occurredAt: Date; id: InteractionId }>(
      `SELECT occurred_at AS "occurredAt", id FROM interactions.item WHERE client_id = $1 AND ${itemClass} <> ALL ($2::text[])
       AND ($3::timestamptz IS NULL OR (occurred_at, id) > ($3::timestamptz, $4::text)) ORDER BY occurred_at, id LIMIT ${page}`,
      [clientId, kept, after?.occurredAt.toISOString() ?? null, after?.id ?? ''],
    )
    await store.remove(rows.map((row) => ({ ...row, clientId })))
    after = rows.at(-1)
    if (rows.length < page) return
  }
}

/** What a client had of each table whose class is not kept. An order's life goes with its last event. */
function tablesOf(kept: readonly string[]): ClientTables {
  const unless = (name: string) => ({ where: `${name} <> ALL ($2::text[])`, values: [kept] })
  const orders = (table: string, at: string): ClientTable => ({ table: `interactions.${table}`, only: unless(yearClassOf(`'${recordOf.OrderEvent}'`, at)) })
  const ofItems = (table: string): ClientTable => ({
    table: `interactions.${table}`,
    only: { where: `id IN (SELECT id FROM interactions.item WHERE client_id = $1 AND ${itemClass} <> ALL ($2::text[]))`, values: [kept] },
  })
  return {
    interactions: { table: 'interactions.item', only: unless(itemClass) },
    ...wordings,
    'earlier wordings': ofItems('revision'),
    pins: { table: 'interactions.pin' },
    counts: { table: 'interactions.activity_count', only: unless(classOf('category', 'start')) },
    commodities: { table: 'interactions.client_commodity', only: { where: `NOT EXISTS (SELECT FROM unnest($2::text[]) AS k WHERE k LIKE '${recordOf.OrderEvent}-%')`, values: [kept] } },
    accounts: orders('client_account', 'last_at'),
    mentions: ofItems('document_mention'),
    'order events': orders('order_event', 'occurred_at'),
    'days of trading': orders('traded_day', 'day'),
    orders: orders('order_life', 'last_at'),
    'opening positions': orders('opening_position', 'as_of'),
  }
}

/** How far what is left reaches; no row where nothing is. */
function extentWrites(clientId: ClientId, kept: readonly string[]): Write[] {
  const left = `SELECT min(occurred_at) AS first_at, max(occurred_at) AS last_at, max(occurred_at) FILTER (WHERE category = '${categoryOf.Communication}') AS last_contact_at, count(*)::int AS n
    FROM interactions.item WHERE client_id = $1 AND ${itemClass} = ANY ($2::text[])`
  return [
    {
      sql: `UPDATE interactions.client_activity AS a SET first_at = l.first_at, last_at = l.last_at, last_contact_at = l.last_contact_at, n = l.n
        FROM (${left}) AS l WHERE a.client_id = $1 AND l.n > 0 RETURNING 1`,
      values: [clientId, kept],
    },
    { sql: `DELETE FROM interactions.client_activity WHERE client_id = $1 AND (SELECT n FROM (${left}) AS l) = 0 RETURNING 1`, values: [clientId, kept] },
  ]
}

/** Removes all of a client but for what classes of key keep: that it happened is personal data too. */
export async function eraseUnkept({ store, database }: { store: InteractionStore; database: Database }, clientId: ClientId, kept: readonly string[]) {
  const keepsSome = kept.some((name) => classes.some(([, record]) => name.startsWith(`${record}-`)))
  await (keepsSome ? removeFrom(store, database, clientId, kept) : store.forget(clientId))
  const { writes, removed } = await eraseRows(database, clientId, tablesOf(kept))
  return { writes: [...writes, ...extentWrites(clientId, kept)], removed }
}
