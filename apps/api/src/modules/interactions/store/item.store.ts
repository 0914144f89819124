import type { ClientId, InteractionId } from '@brokersync/schema/ids'
import type { Reach } from '../../../platform/directory/reach'
import { directoryColumns, withinThisReach } from '../../../platform/directory/reach-sql'
import type { Database } from '../../../platform/postgres/database'
import type { Count } from '../density'
import { decodeInteractionId } from '../interaction-id'
import type { Viewer } from '../visibility'
import { countsAt, instantsOf, type Bucketed } from './bucketed'
import { isoOf } from './instants'
import type { Anchor, Order } from './interaction.store'
import { baseOf, conditionsOf, facetConditions, facets, isOfWordsAlone, readableCondition, type Bind, type Facet, type ItemFilter } from './item-filter'
import { newestEntries, newestMost } from './newest-entries'

/** Where an interaction stands in lists. */
export interface Hit {
  id: InteractionId
  clientId: ClientId
  occurredAt: Date
}

/** A page of a list, in its order. */
export interface ItemPage {
  order: Order
  after: Anchor | null
  first: number
}

/** How many there are with a value of a facet; an account's value is its fingerprint in hex. */
export interface FacetCount {
  facet: Facet
  value: string
  n: number
}

/** By what interactions are filtered and counted, in the module's Postgres whatever keeps the interactions themselves. */
export interface ItemStore {
  search(filter: ItemFilter, page: ItemPage): Promise<Hit[]>
  /** How many there are in all, and by each facet's values under the other facets of the filter; null where more than `most` would have to be looked at. */
  counts(filter: ItemFilter, most: number): Promise<{ total: number; facets: FacetCount[] } | null>
  /** How many there are between one boundary and the next; a count's start is its boundary. */
  density(filter: ItemFilter, boundaries: readonly number[]): Promise<Count[]>
  /** The same of those that a viewer may not read. */
  unreadable(viewer: Viewer, clientIds: readonly ClientId[], boundaries: readonly number[]): Promise<Count[]>
  /** How many of each client there are that a viewer may not read; clients with none are left out. */
  unreadableOf(viewer: Viewer, clientIds: readonly ClientId[]): Promise<Map<ClientId, number>>
  /** Newest first, of clients within the reach. */
  aboutDocument(documentId: string, query: { reach: Reach; viewer: Viewer } & ItemPage): Promise<Hit[]>
  /** What is about an item, of the same client. */
  aboutItem(of: { id: InteractionId; clientId: ClientId }, query: { viewer: Viewer } & ItemPage): Promise<Hit[]>
  /** Which of these ids were applied. */
  known(ids: readonly InteractionId[]): Promise<Set<string>>
  /** The trading accounts of clients, the last used first, each with the order that used it last. */
  accounts(clientIds: readonly ClientId[]): Promise<{ account: Buffer; lastAt: Date; lastId: InteractionId }[]>
}

const hit = 'i.id, i.client_id AS "clientId", i.occurred_at AS "occurredAt"'

function binding(): { values: unknown[]; bind: Bind } {
  const values: unknown[] = []
  return { values, bind: (value) => `$${values.push(value)}` }
}

/** What comes after an item in an order, and how it is sorted. */
function pageSql({ order, after, first }: ItemPage, bind: Bind): { beyond: string; sorted: string } {
  const [sign, way] = order === 'newest' ? ['<', 'DESC'] : ['>', 'ASC']
  const beyond = after === null ? 'true' : `(i.occurred_at, i.id) ${sign} (${bind(isoOf(after.occurredAt))}::timestamptz, ${bind(after.id)}::text)`
  return { beyond, sorted: `ORDER BY i.occurred_at ${way}, i.id ${way} LIMIT ${bind(first)}` }
}

const columnOf: Readonly<Record<Facet, string>> = {
  categories: 'category', channels: 'channel', authorIds: 'author_id', commodities: 'commodity', accounts: 'account', orderStatuses: 'order_status', hasAttachment: 'attached',
}
const textOf = (facet: Facet) => (facet === 'accounts' ? `encode(account, 'hex')` : `${columnOf[facet]}::text`)

/** One walk over what the rest of the filter leaves, marked by which facets each row is within; each facet is then counted under the others. */
function countsSql(filter: ItemFilter, most: number): { sql: string; values: unknown[] } {
  const { values, bind } = binding()
  const { joins, conditions } = baseOf(filter, bind)
  const marks = facetConditions(filter, bind)
  const within = (left: Facet | null) => ['true', ...facets.filter((facet) => facet !== left && marks[facet] !== undefined).map((facet) => `coalesce(in_${columnOf[facet]}, false)`)].join(' AND ')
  const marked = facets.flatMap((facet) => (marks[facet] === undefined ? [] : [`, ${marks[facet]} AS in_${columnOf[facet]}`]))
  const columns = facets.map((facet) => `i.${columnOf[facet]}`).join(', ')
  const counted = facets.map((facet) => `SELECT '${facet}', ${textOf(facet)}, count(*)::int FROM base WHERE ${within(facet)} AND ${columnOf[facet]} IS NOT NULL GROUP BY 2`)
  const sql = `WITH base AS MATERIALIZED (
      SELECT ${columns}${marked.join('')} FROM interactions.item i ${joins} WHERE ${['true', ...conditions].join(' AND ')} LIMIT ${bind(most + 1)})
    SELECT 'scanned' AS facet, NULL::text AS value, count(*)::int AS n FROM base
    UNION ALL SELECT 'total', NULL, count(*)::int FROM base WHERE ${within(null)}
    UNION ALL ${counted.join('\n    UNION ALL ')}`
  return { sql, values }
}

const known = `SELECT id FROM interactions.item WHERE (client_id, occurred_at, id) IN (SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[]))`

const accounts = `SELECT account, last_at AS "lastAt", last_id AS "lastId" FROM interactions.client_account WHERE client_id = ANY ($1::uuid[]) ORDER BY last_at DESC, account`

const bucketed = (boundaries: readonly number[], bind: Bind) => `width_bucket(i.occurred_at, ${bind(instantsOf(boundaries))}::timestamptz[])`

/** @param most of the newest entries of words, among which a word is looked for first. */
export function createItemStore(database: Database, most = newestMost): ItemStore {
  const newest = newestEntries(database, most)

  const searched = (filter: ItemFilter, page: ItemPage): Promise<Hit[]> => {
    const { values, bind } = binding()
    const alone = isOfWordsAlone(filter)
    const { joins, where } = conditionsOf(filter, bind, alone ? 'instead' : 'joined')
    const { beyond, sorted } = pageSql(page, bind)
    const sql = `SELECT ${hit} FROM interactions.${alone ? 'search_entry' : 'item'} i ${joins} WHERE ${where} AND ${beyond} ${sorted}`
    // How frequent a word is decides how it is found.
    return filter.words === null ? database.query(sql, values) : database.queryUnprepared(sql, values)
  }

  /** Since when a word of all clients is looked for first: of a page that the newest fill, nothing older is read. Several words are seldom in one item. */
  const firstWithin = async (filter: ItemFilter, { order, after }: ItemPage): Promise<Date | null> => {
    if (!isOfWordsAlone(filter) || filter.words?.length !== 1 || filter.clientIds !== null || order !== 'newest') return null
    const since = await newest(after)
    const isWithin = since !== null && (filter.from === null || filter.from < since) && (filter.to === null || filter.to > since)
    return isWithin ? since : null
  }

  return {
    async search(filter, page) {
      const since = await firstWithin(filter, page)
      const rows = since === null ? [] : await searched({ ...filter, from: since }, page)
      return rows.length === page.first ? rows : searched(filter, page)
    },
    async counts(filter, most) {
      const { sql, values } = countsSql(filter, most)
      const rows = await database.query<{ facet: string; value: string | null; n: number }>(sql, values)
      const of = (name: string) => rows.find(({ facet }) => facet === name)?.n ?? 0
      if (of('scanned') > most) return null
      return { total: of('total'), facets: rows.filter((row): row is FacetCount => row.value !== null) }
    },
    async density(filter, boundaries) {
      const { values, bind } = binding()
      const { joins, where } = conditionsOf(filter, bind)
      const sql = `SELECT i.category, ${bucketed(boundaries, bind)} AS bucket, count(*)::int AS count FROM interactions.item i ${joins} WHERE ${where} GROUP BY 1, 2`
      return countsAt(boundaries, await database.query<Bucketed>(sql, values))
    },
    async unreadable(viewer, clientIds, boundaries) {
      const { values, bind } = binding()
      const readable = readableCondition(viewer, bind)
      if (readable === null) return []
      const [from, to] = [boundaries[0] ?? 0, boundaries.at(-1) ?? 0].map((at) => bind(isoOf(new Date(at))))
      const sql = `SELECT i.category, ${bucketed(boundaries, bind)} AS bucket, count(*)::int AS count FROM interactions.item i
        WHERE i.client_id = ANY (${bind(clientIds)}::uuid[]) AND i.visibility <> 'ALL' AND NOT coalesce(${readable}, false)
          AND i.occurred_at >= ${from}::timestamptz AND i.occurred_at < ${to}::timestamptz GROUP BY 1, 2`
      return countsAt(boundaries, await database.query<Bucketed>(sql, values))
    },
    async unreadableOf(viewer, clientIds) {
      const { values, bind } = binding()
      const readable = readableCondition(viewer, bind)
      if (readable === null) return new Map()
      const sql = `SELECT i.client_id AS id, count(*)::int AS n FROM interactions.item i
        WHERE i.client_id = ANY (${bind(clientIds)}::uuid[]) AND i.visibility <> 'ALL' AND NOT coalesce(${readable}, false) GROUP BY 1`
      return new Map((await database.query<{ id: ClientId; n: number }>(sql, values)).map(({ id, n }) => [id, n]))
    },
    aboutDocument(documentId, { reach, viewer, ...page }) {
      const { values, bind } = binding()
      const { beyond, sorted } = pageSql(page, bind)
      const sql = `SELECT ${hit} FROM interactions.document_mention m JOIN interactions.item i USING (client_id, occurred_at, id)
        JOIN interactions.directory_client d ON d.client_id = i.client_id
        WHERE m.document_id = ${bind(documentId)}::uuid AND ${withinThisReach(reach, directoryColumns, bind) ?? 'true'}
          AND ${readableCondition(viewer, bind) ?? 'true'} AND ${beyond} ${sorted}`
      return database.query(sql, values)
    },
    aboutItem({ id, clientId }, { viewer, ...page }) {
      const { values, bind } = binding()
      const { beyond, sorted } = pageSql(page, bind)
      const sql = `SELECT ${hit} FROM interactions.item i
        WHERE i.about_id = ${bind(id)} AND i.client_id = ${bind(clientId)}::uuid AND ${readableCondition(viewer, bind) ?? 'true'} AND ${beyond} ${sorted}`
      return database.query(sql, values)
    },
    async known(ids) {
      const keys = ids.flatMap((id) => {
        const parts = decodeInteractionId(id)
        return parts === null ? [] : [{ ...parts, id }]
      })
      if (keys.length === 0) return new Set()
      const rows = await database.query<{ id: string }>(known, [keys.map((key) => key.clientId), keys.map((key) => isoOf(key.occurredAt)), keys.map((key) => key.id)])
      return new Set(rows.map((row) => row.id))
    },
    accounts: (clientIds) => database.query(accounts, [clientIds]),
  }
}
