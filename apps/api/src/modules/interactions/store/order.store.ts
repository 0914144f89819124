import type { ExecutionState, OrderStatus } from '@brokersync/schema/enums'
import type { ClientId } from '@brokersync/schema/ids'
import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import type { OrderFact, OrderLife } from '../order-life'
import { isoOf } from './instants'
import { tradedDayWrite } from './traded-days'

/** Which order: its id is the client's own. */
export interface OrderKey {
  clientId: ClientId
  orderId: string
}

/** By which an order is told from others in a map. */
export const nameOfOrder = ({ clientId, orderId }: OrderKey): string => `${clientId} ${orderId}`

/** An event, and what it counts for: what was bought (sold: below zero) by a live execution, of which contract, in which account. */
export interface CountedFact extends OrderFact {
  /** Its own account, or its order's where it names none; fingerprint, empty for none. */
  countedIn: Buffer
  state: ExecutionState | null
  fill: string | null
  contract: string
}

/** An order's events, and the version of its life. */
export interface KnownOrder extends OrderKey {
  version: number
  facts: CountedFact[]
}

/** An order as it is after some events. */
export interface ChangedOrder extends OrderKey {
  /** Of the life that was read. */
  version: number
  life: OrderLife
  account: Buffer
  /** The events that are new or count otherwise than before, and as what they counted then. */
  facts: readonly (CountedFact & { before: CountedFact | undefined })[]
}

/** A client's order. */
export type KeptLife = OrderLife & { clientId: ClientId; account: Buffer }

/** Which orders of a client; null does not filter. */
export interface OrderQuery {
  clientIds: readonly ClientId[]
  statuses: readonly OrderStatus[] | null
  commodities: readonly string[] | null
  accounts: readonly Buffer[] | null
  /** Alive at any time from here … */
  from: Date | null
  /** … up to here. */
  to: Date | null
  after: { openedAt: Date; orderId: string; clientId: string } | null
  first: number
}

/** Orders' events and lives, in the module's Postgres whatever keeps the interactions themselves. */
export interface OrderStore {
  known(orders: readonly OrderKey[]): Promise<KnownOrder[]>
  /** What keeps changed orders. It fails as `what: 'orders'` where one was changed meanwhile. */
  write(orders: readonly ChangedOrder[]): Write[]
  /** The last opened first. */
  list(query: OrderQuery): Promise<KeptLife[]>
  lives(orders: readonly OrderKey[]): Promise<KeptLife[]>
}

const known = `SELECT o.client_id AS "clientId", o.order_id AS "orderId", coalesce(l.version, 0) AS version,
    e.id, e.occurred_at AS "occurredAt", e.recorded_at AS "recordedAt", e.codes, e.named_account AS account, e.account AS "countedIn", e.state, e.fill::text, e.contract
  FROM unnest($1::uuid[], $2::text[]) AS o(client_id, order_id)
  LEFT JOIN interactions.order_life l USING (client_id, order_id) LEFT JOIN interactions.order_event e USING (client_id, order_id)`

const insertEvents = `INSERT INTO interactions.order_event (client_id, order_id, id, occurred_at, recorded_at, named_account, account, codes, state, fill, contract)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::bytea[], $7::bytea[], $8::jsonb[], $9::text[], $10::numeric[], $11::text[])
  ON CONFLICT (client_id, order_id, id) DO UPDATE SET named_account = excluded.named_account, account = excluded.account, codes = excluded.codes, state = excluded.state, fill = excluded.fill, contract = excluded.contract RETURNING 1`

const upsertLives = `INSERT INTO interactions.order_life AS l (client_id, order_id, version, opened_at, last_at, status, commodity, account, life)
  SELECT client_id, order_id, version + 1, opened_at, last_at, status, commodity, account, life
  FROM unnest($1::uuid[], $2::text[], $3::int[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[], $8::bytea[], $9::jsonb[])
    AS o(client_id, order_id, version, opened_at, last_at, status, commodity, account, life)
  ON CONFLICT (client_id, order_id) DO UPDATE SET version = excluded.version, opened_at = excluded.opened_at, last_at = excluded.last_at, status = excluded.status,
    commodity = excluded.commodity, account = excluded.account, life = excluded.life WHERE l.version = excluded.version - 1 RETURNING 1`

const columns = `client_id AS "clientId", account, life`

type LifeRow = { clientId: ClientId; account: Buffer; life: OrderLife & { openedAt: string; lastAt: string; closedAt: string | null } }

const lifeOfRow = ({ clientId, account, life }: LifeRow): KeptLife => ({
  ...life, clientId, account, openedAt: new Date(life.openedAt), lastAt: new Date(life.lastAt), closedAt: life.closedAt === null ? null : new Date(life.closedAt),
})

function listSql(query: OrderQuery): { sql: string; values: unknown[] } {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const { clientIds, statuses, commodities, accounts, from, to, after, first } = query
  const conditions = [
    // Of a single one as it is, so that the index gives them in order.
    clientIds.length === 1 ? `client_id = ${bind(clientIds[0])}::uuid` : `client_id = ANY (${bind(clientIds)}::uuid[])`,
    statuses && `status = ANY (${bind(statuses)}::text[])`,
    commodities && `commodity = ANY (${bind(commodities)}::text[])`,
    accounts && `account = ANY (${bind(accounts)}::bytea[])`,
    to && `opened_at < ${bind(isoOf(to))}::timestamptz`,
    from && `alive_until >= ${bind(isoOf(from))}::timestamptz`,
    after && `(opened_at, order_id, client_id) < (${bind(isoOf(after.openedAt))}::timestamptz, ${bind(after.orderId)}::text, ${bind(after.clientId)}::uuid)`,
  ].filter((condition) => condition !== null)
  return { sql: `SELECT ${columns} FROM interactions.order_life WHERE ${conditions.join(' AND ')} ORDER BY opened_at DESC, order_id DESC, client_id DESC LIMIT ${bind(first)}`, values }
}

function writesOf(orders: readonly ChangedOrder[]): Write[] {
  const events = orders.flatMap(({ clientId, orderId, facts }) => facts.map((fact) => ({ clientId, orderId, ...fact })))
  const keys = (of: readonly OrderKey[]) => [of.map(({ clientId }) => clientId), of.map(({ orderId }) => orderId)]
  return [
    {
      sql: insertEvents,
      values: [
        ...keys(events), events.map(({ id }) => id), events.map(({ occurredAt }) => isoOf(occurredAt)), events.map(({ recordedAt }) => isoOf(recordedAt)), events.map(({ account }) => account),
        events.map(({ countedIn }) => countedIn), events.map(({ codes }) => JSON.stringify(codes)), events.map(({ state }) => state), events.map(({ fill }) => fill), events.map(({ contract }) => contract),
      ],
    },
    {
      sql: upsertLives, expect: orders.length, what: 'orders',
      values: [
        ...keys(orders), orders.map(({ version }) => version), orders.map(({ life }) => isoOf(life.openedAt)), orders.map(({ life }) => isoOf(life.lastAt)), orders.map(({ life }) => life.status),
        orders.map(({ life }) => life.commodity), orders.map(({ account }) => account), orders.map(({ life }) => JSON.stringify(life)),
      ],
    },
    tradedDayWrite(orders),
  ]
}

export function createOrderStore(database: Database): OrderStore {
  return {
    async known(orders) {
      const rows = await database.query<OrderKey & { version: number } & (CountedFact | { id: null })>(known, [orders.map(({ clientId }) => clientId), orders.map(({ orderId }) => orderId)])
      const found = new Map<string, KnownOrder>()
      for (const { clientId, orderId, version, ...fact } of rows) {
        const order = found.get(`${clientId} ${orderId}`) ?? { clientId, orderId, version, facts: [] }
        if (fact.id !== null) order.facts.push(fact)
        found.set(`${clientId} ${orderId}`, order)
      }
      return [...found.values()]
    },
    write: (orders) => (orders.length === 0 ? [] : writesOf(orders)),
    async list(query) {
      const { sql, values } = listSql(query)
      return (await database.query<LifeRow>(sql, values)).map(lifeOfRow)
    },
    async lives(orders) {
      const sql = `SELECT ${columns} FROM interactions.order_life WHERE (client_id, order_id) IN (SELECT * FROM unnest($1::uuid[], $2::text[]))`
      return (await database.query<LifeRow>(sql, [orders.map(({ clientId }) => clientId), orders.map(({ orderId }) => orderId)])).map(lifeOfRow)
    },
  }
}
