import type { Write } from '../../../platform/postgres/commit'
import { categoryOf, documentsOf, type Interaction } from '../interaction'
import { isoOf } from './instants'

/** An interaction to be filtered by, and found by its words. */
export interface Indexed {
  item: Interaction
  /** Keyed tokens of its words. */
  tokens: readonly number[]
  /** Keyed fingerprint of its trading account. */
  account: Buffer | null
}

/** The version of what is derived; whoever changes what stands in an item's row raises it. */
export const scheme = 6

const aboutOf = ({ kind, codes }: Interaction): string | null => (kind === 'Note' || kind === 'Feedback' ? codes.aboutId : null)

/** The order that an item is of, or about. */
function orderOf({ kind, codes }: Interaction): string | null {
  if (kind === 'OrderEvent') return codes.orderId
  return kind === 'Communication' ? codes.aboutOrderId : null
}

const mentionsOf = ({ kind, codes }: Interaction): string | null => (kind === 'Note' && codes.mentionIds.length > 0 ? `{${codes.mentionIds.join(',')}}` : null)

const visibilityOf = ({ kind, codes }: Interaction): string => (kind === 'Note' ? codes.visibility : 'ALL')

function itemWrite(indexed: readonly Indexed[]): Write {
  const column = <Value>(of: (one: Indexed) => Value) => indexed.map(of)
  const order = <Value>(of: (codes: Extract<Interaction, { kind: 'OrderEvent' }>['codes']) => Value) => column(({ item }) => (item.kind === 'OrderEvent' ? of(item.codes) : null))
  return {
    sql: `INSERT INTO interactions.item (client_id, occurred_at, id, category, channel, author_id, commodity, account, order_id, order_status, about_id, mention_ids, attached, visibility, feedback_state, scheme)
      SELECT client_id, at, id, category, channel, author_id, commodity, account, order_id, order_status, about_id, mention_ids::uuid[], attached, visibility, feedback_state, ${scheme}
      FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::bytea[], $9::text[], $10::text[], $11::text[], $12::text[], $13::boolean[], $14::text[], $15::text[])
        AS i(client_id, at, id, category, channel, author_id, commodity, account, order_id, order_status, about_id, mention_ids, attached, visibility, feedback_state)
      ON CONFLICT (client_id, occurred_at, id) DO UPDATE SET channel = excluded.channel, author_id = excluded.author_id, commodity = excluded.commodity, account = excluded.account,
        order_id = excluded.order_id, order_status = excluded.order_status, about_id = excluded.about_id, mention_ids = excluded.mention_ids, attached = excluded.attached,
        visibility = excluded.visibility, feedback_state = excluded.feedback_state, scheme = excluded.scheme RETURNING 1`,
    values: [
      column(({ item }) => item.clientId), column(({ item }) => isoOf(item.occurredAt)), column(({ item }) => item.id), column(({ item }) => categoryOf[item.kind]),
      column(({ item }) => (item.kind === 'Communication' ? item.codes.channel : null)), column(({ item }) => item.authorId), order((codes) => codes.commodity), column(({ account }) => account),
      column(({ item }) => orderOf(item)), order((codes) => codes.status), column(({ item }) => aboutOf(item)),
      column(({ item }) => mentionsOf(item)), column(({ item }) => documentsOf(item).length > 0), column(({ item }) => visibilityOf(item)),
      column(({ item }) => (item.kind === 'Feedback' ? (item.codes.handling?.state ?? 'OPEN') : null)),
    ],
  }
}

const searchWrite = (indexed: readonly Indexed[]): Write => ({
  sql: `INSERT INTO interactions.search_entry (client_id, occurred_at, id, tokens, author_id, visibility, mention_ids)
    SELECT client_id, at, id, tokens::bigint[], author_id, visibility, mention_ids::uuid[]
    FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[]) AS e(client_id, at, id, tokens, author_id, visibility, mention_ids)
    ON CONFLICT (client_id, occurred_at, id) DO UPDATE
      SET tokens = excluded.tokens, author_id = excluded.author_id, visibility = excluded.visibility, mention_ids = excluded.mention_ids RETURNING 1`,
  values: [
    indexed.map(({ item }) => item.clientId), indexed.map(({ item }) => isoOf(item.occurredAt)), indexed.map(({ item }) => item.id), indexed.map(({ tokens }) => `{${tokens.join(',')}}`),
    indexed.map(({ item }) => item.authorId), indexed.map(({ item }) => visibilityOf(item)), indexed.map(({ item }) => mentionsOf(item)),
  ],
})

/** Remembers which items are about a document. */
function documentWrite(indexed: readonly Indexed[]): Write {
  const about = indexed.flatMap(({ item }) => documentsOf(item).map((documentId) => ({ item, documentId })))
  return {
    sql: `INSERT INTO interactions.document_mention (document_id, occurred_at, id, client_id)
      SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::uuid[]) ON CONFLICT DO NOTHING RETURNING 1`,
    values: [about.map(({ documentId }) => documentId), about.map(({ item }) => isoOf(item.occurredAt)), about.map(({ item }) => item.id), about.map(({ item }) => item.clientId)],
  }
}

/** Remembers a client's trading accounts, each by the last order that names it. */
function accountWrite(indexed: readonly Indexed[]): Write {
  const orders = indexed.filter(({ account }) => account !== null)
  return {
    sql: `INSERT INTO interactions.client_account AS a (client_id, account, last_at, last_id)
      SELECT DISTINCT ON (client_id, account) client_id, account, at, id FROM unnest($1::uuid[], $2::bytea[], $3::timestamptz[], $4::text[]) AS o(client_id, account, at, id)
      ORDER BY client_id, account, at DESC, id DESC
      ON CONFLICT (client_id, account) DO UPDATE SET last_at = excluded.last_at, last_id = excluded.last_id WHERE (a.last_at, a.last_id) <= (excluded.last_at, excluded.last_id) RETURNING 1`,
    values: [orders.map(({ item }) => item.clientId), orders.map(({ account }) => account), orders.map(({ item }) => isoOf(item.occurredAt)), orders.map(({ item }) => item.id)],
  }
}

/** What interactions are filtered and found by, new and changed ones alike; each item may be there once. */
export const itemWrites = (indexed: readonly Indexed[]): Write[] => [itemWrite(indexed), searchWrite(indexed), documentWrite(indexed), accountWrite(indexed)]
