import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import type { HeldSpan } from '../../../platform/privacy/personal-data'
import { contractText, parseContract, type Contract } from '../contract'
import type { Held, Line } from '../netting'
import type { KnownPrice } from '../position'
import { isoOf } from './instants'

/** What a client held of a contract at an instant. */
export interface OpeningPosition {
  id: string
  clientId: ClientId
  contract: Contract
  account: Buffer
  asOf: Date
  recordedAt: Date
  authorId: UserId | null
  /** Below zero where it was sold. */
  quantity: string
  /** At which it is carried. */
  price: Omit<KnownPrice, 'at' | 'unit'> | null
  /** The account's name. */
  sealed: Buffer
}

/** What was stated of a contract. */
export type Stated = Line & Pick<OpeningPosition, 'asOf' | 'recordedAt' | 'price'>

/** Of one commodity or of all, before an instant or up to now. */
export interface Which {
  commodity: string | null
  before: Date | null
}

/** Each contract has its unit: what is one position in several units is several here. */
export interface PositionStore {
  /** What was stated last, by the instant, of each contract and account. */
  stated(clientIds: readonly ClientId[], which: Which): Promise<Stated[]>
  /** What was traded of each contract and account; of those in `since`, from its instant on. */
  traded(clientIds: readonly ClientId[], which: Which, since: readonly (Held & { since: Date })[]): Promise<(Line & { since: Date | null })[]>
  /** The last execution of each that has one since then, and what it cost. */
  lastTraded(held: readonly (Held & { since: Date | null })[], which: Which): Promise<(Held & { last: KnownPrice })[]>
  openings(clientId: ClientId): Promise<OpeningPosition[]>
  /** All of a client, as of an instant in a span, in any order. */
  allOpenings(clientId: ClientId, span: HeldSpan): Promise<OpeningPosition[]>
  opening(id: string): Promise<OpeningPosition | undefined>
  write(opening: OpeningPosition): Write[]
}

const stated = `SELECT DISTINCT ON (client_id, contract, account) client_id AS "clientId", contract, account, as_of AS "asOf", recorded_at AS "recordedAt", quantity::text, codes
  FROM interactions.opening_position WHERE client_id = ANY ($1::uuid[]) AND ($2::text IS NULL OR contract LIKE $2) AND as_of <= coalesce($3::timestamptz, 'infinity')
  ORDER BY client_id, contract, account, as_of DESC, recorded_at DESC`

// Whole days are summed as they are kept; the days in which a stated position or the instant cuts are summed from their executions.
const traded = `WITH until AS (SELECT coalesce($3::timestamptz, 'infinity') AS at, date_trunc('day', coalesce($3::timestamptz, 'infinity'), 'UTC') AS day),
  stated AS (SELECT * FROM unnest($4::uuid[], $5::text[], $6::bytea[], $7::timestamptz[]) AS s(client_id, contract, account, as_of)),
  traded AS (
    SELECT d.client_id, d.contract, d.account, d.net FROM until, interactions.traded_day d LEFT JOIN stated s USING (client_id, contract, account)
    WHERE d.client_id = ANY ($1::uuid[]) AND ($2::text IS NULL OR d.contract LIKE $2) AND (s.as_of IS NULL OR d.day >= s.as_of) AND d.day < until.day
    UNION ALL
    -- The day in which it was stated is not whole.
    SELECT s.client_id, s.contract, s.account, rest.net FROM until, stated s, LATERAL (
      SELECT sum(e.fill) AS net FROM interactions.order_event e
      WHERE e.client_id = s.client_id AND e.contract = s.contract AND e.account = s.account AND e.fill IS NOT NULL
        AND e.occurred_at >= s.as_of AND e.occurred_at < least(until.at, date_trunc('day', s.as_of + interval '1 day' - interval '1 millisecond', 'UTC'))
    ) AS rest
    UNION ALL
    -- Nor is the day of the instant, unless it is the same.
    SELECT e.client_id, e.contract, e.account, e.fill FROM until, interactions.order_event e LEFT JOIN stated s USING (client_id, contract, account)
    WHERE $3::timestamptz IS NOT NULL AND e.client_id = ANY ($1::uuid[]) AND ($2::text IS NULL OR e.contract LIKE $2) AND e.fill IS NOT NULL
      AND e.occurred_at >= until.day AND e.occurred_at < until.at AND (s.as_of IS NULL OR s.as_of <= until.day)
  )
  SELECT client_id AS "clientId", contract, account, sum(net)::text AS quantity, s.as_of AS since FROM traded LEFT JOIN stated s USING (client_id, contract, account)
  WHERE net IS NOT NULL GROUP BY client_id, contract, account, s.as_of ORDER BY contract, account`

const lastTraded = `SELECT client_id AS "clientId", contract, account, last.codes, last.at
  FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::timestamptz[]) AS held(client_id, contract, account, since), LATERAL (
    SELECT e.codes, e.occurred_at AS at FROM interactions.order_event e
    WHERE e.client_id = held.client_id AND e.contract = held.contract AND e.account = held.account AND e.fill IS NOT NULL AND (since IS NULL OR e.occurred_at >= since)
      AND e.occurred_at < coalesce($5::timestamptz, 'infinity')
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT 1
  ) AS last`

const columns = `id, client_id AS "clientId", contract, account, as_of AS "asOf", recorded_at AS "recordedAt", author_id AS "authorId", quantity::text, codes, sealed`

type Codes = { price: string | null; priceUnit: string | null; currency: string | null }
const priceOf = ({ price, priceUnit, currency }: Codes) => (price === null ? null : { price, priceUnit, currency })

type OpeningRow = Omit<OpeningPosition, 'contract' | 'price'> & { contract: string; codes: Codes }
const openingOf = ({ contract, codes, ...row }: OpeningRow): OpeningPosition => ({ ...row, contract: parseContract(contract), price: priceOf(codes) })

type HeldRow = Omit<Held, 'contract'> & { contract: string }

const columnsOf = (held: readonly (Held & { since: Date | null })[]): unknown[] => [
  held.map(({ clientId }) => clientId), held.map(({ contract }) => contractText(contract)), held.map(({ account }) => account), held.map(({ since }) => since && isoOf(since)),
]

/** A contract's text begins with its commodity, which is a code of capital letters, digits and underscores. */
const ofCommodity = (commodity: string | null): string | null => (commodity === null ? null : `["${commodity.replaceAll('_', '\\_')}",%`)

export function createPositionStore(database: Database): PositionStore {
  return {
    async stated(clientIds, { commodity, before }) {
      const rows = await database.query<HeldRow & Pick<Stated, 'asOf' | 'recordedAt' | 'quantity'> & { codes: Codes }>(stated, [clientIds, ofCommodity(commodity), before && isoOf(before)])
      return rows.map(({ contract, codes, ...row }) => ({ ...row, contract: parseContract(contract), price: priceOf(codes) }))
    },
    async traded(clientIds, { commodity, before }, since) {
      const values = [clientIds, ofCommodity(commodity), before && isoOf(before), ...columnsOf(since)]
      const rows = await database.query<HeldRow & { quantity: string; since: Date | null }>(traded, values)
      return rows.map((row) => ({ ...row, contract: parseContract(row.contract) }))
    },
    async lastTraded(held, { before }) {
      const rows = await database.query<HeldRow & { codes: Codes; at: Date }>(lastTraded, [...columnsOf(held), before && isoOf(before)])
      return rows.flatMap(({ contract: text, codes, at, ...row }) => {
        const [contract, price] = [parseContract(text), priceOf(codes)]
        return price === null ? [] : [{ ...row, contract, last: { ...price, unit: contract.unit, at } }]
      })
    },
    openings: async (clientId) => (await database.query<OpeningRow>(`SELECT ${columns} FROM interactions.opening_position WHERE client_id = $1 ORDER BY as_of DESC, recorded_at DESC LIMIT 500`, [clientId])).map(openingOf),
    allOpenings: async (clientId, { from, to }) =>
      (await database.query<OpeningRow>(
        `SELECT ${columns} FROM interactions.opening_position WHERE client_id = $1 AND ($2::timestamptz IS NULL OR as_of >= $2) AND ($3::timestamptz IS NULL OR as_of < $3)`,
        [clientId, from && isoOf(from), to && isoOf(to)],
      )).map(openingOf),
    opening: async (id) => (await database.query<OpeningRow>(`SELECT ${columns} FROM interactions.opening_position WHERE id = $1`, [id])).map(openingOf)[0],
    write: ({ id, clientId, contract, account, asOf, recordedAt, authorId, quantity, price, sealed }) => [
      {
        sql: `INSERT INTO interactions.opening_position (id, client_id, contract, account, as_of, recorded_at, author_id, quantity, codes, sealed)
          VALUES ($1::uuid, $2::uuid, $3::text, $4::bytea, $5::timestamptz, $6::timestamptz, $7::uuid, $8::numeric, $9::jsonb, $10::bytea) RETURNING 1`,
        values: [
          id, clientId, contractText(contract), account, isoOf(asOf), isoOf(recordedAt), authorId, quantity,
          JSON.stringify(price ?? { price: null, priceUnit: null, currency: null }), sealed,
        ],
      },
      {
        sql: `INSERT INTO interactions.client_commodity (commodity, client_id) VALUES ($1::text, $2::uuid) ON CONFLICT DO NOTHING RETURNING 1`,
        values: [contract.commodity, clientId],
      },
    ],
  }
}
