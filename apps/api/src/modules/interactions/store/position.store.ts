import Big from 'big.js'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import { contractText, parseContract, type Contract } from '../contract'
import type { KnownPrice, Position } from '../position'
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
  price: Omit<KnownPrice, 'at'> | null
  /** The account's name. */
  sealed: Buffer
}

export interface PositionStore {
  /** What clients hold, or held before an instant, by contract and account: what was stated last by then, and all executions since; nothing where it is even. */
  positions(clientIds: readonly ClientId[], which: { commodity: string | null; before: Date | null }): Promise<(Position & { clientId: ClientId })[]>
  openings(clientId: ClientId): Promise<OpeningPosition[]>
  opening(id: string): Promise<OpeningPosition | undefined>
  write(opening: OpeningPosition): Write[]
}

// Of each contract what was stated last for the latest instant; what was traded from that instant on is added to it, and the last execution has the price.
const positions = `WITH until AS (SELECT coalesce($3::timestamptz, 'infinity') AS at, date_trunc('day', coalesce($3::timestamptz, 'infinity'), 'UTC') AS day), stated AS (
    SELECT DISTINCT ON (client_id, contract, account) client_id, contract, account, as_of, quantity, codes FROM interactions.opening_position, until
    WHERE client_id = ANY ($1::uuid[]) AND ($2::text IS NULL OR contract LIKE $2) AND as_of <= until.at ORDER BY client_id, contract, account, as_of DESC, recorded_at DESC
  ), traded AS (
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
  ), net AS (
    SELECT client_id, contract, account, sum(net) AS net FROM (SELECT * FROM traded UNION ALL SELECT client_id, contract, account, quantity FROM stated) AS part
    GROUP BY client_id, contract, account HAVING sum(net) <> 0
  )
  SELECT client_id AS "clientId", contract, account, net::text, coalesce(l.codes, s.codes) AS codes, coalesce(l.at, s.as_of) AS at
  FROM net LEFT JOIN stated s USING (client_id, contract, account)
  LEFT JOIN LATERAL (
    SELECT e.codes, e.occurred_at AS at FROM interactions.order_event e
    WHERE e.client_id = net.client_id AND e.contract = net.contract AND e.account = net.account AND e.fill IS NOT NULL AND (s.as_of IS NULL OR e.occurred_at >= s.as_of)
      AND e.occurred_at < (SELECT at FROM until)
    ORDER BY e.occurred_at DESC, e.id DESC LIMIT 1
  ) l ON true ORDER BY contract, account`

const columns = `id, client_id AS "clientId", contract, account, as_of AS "asOf", recorded_at AS "recordedAt", author_id AS "authorId", quantity::text, codes, sealed`

type Codes = { price: string | null; priceUnit: string | null; currency: string | null }
const priceOf = ({ price, priceUnit, currency }: Codes) => (price === null ? null : { price, priceUnit, currency })

type OpeningRow = Omit<OpeningPosition, 'contract' | 'price'> & { contract: string; codes: Codes }
const openingOf = ({ contract, codes, ...row }: OpeningRow): OpeningPosition => ({ ...row, contract: parseContract(contract), price: priceOf(codes) })

export function createPositionStore(database: Database): PositionStore {
  return {
    async positions(clientIds, { commodity, before }) {
      // A contract's text begins with its commodity, which is a code of capital letters, digits and underscores.
      const like = commodity === null ? null : `["${commodity.replaceAll('_', '\\_')}",%`
      const rows = await database.query<{ clientId: ClientId; contract: string; account: Buffer; net: string; codes: Codes; at: Date }>(positions, [clientIds, like, before && isoOf(before)])
      return rows.map(({ clientId, contract, account, net, codes, at }) => {
        const price = priceOf(codes)
        return { clientId, contract: parseContract(contract), account, netQuantity: Big(net).toFixed(), last: price && { ...price, at } }
      })
    },
    openings: async (clientId) => (await database.query<OpeningRow>(`SELECT ${columns} FROM interactions.opening_position WHERE client_id = $1 ORDER BY as_of DESC, recorded_at DESC LIMIT 500`, [clientId])).map(openingOf),
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
