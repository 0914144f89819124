import Big from 'big.js'
import type { ClientId } from '@brokersync/schema/ids'
import type { Write } from '../../../platform/postgres/commit'
import { startOf } from './instants'
import type { ChangedOrder, CountedFact } from './order.store'

/** Adds to each day what executions count for now, less what they counted for before. */
export function tradedDayWrite(orders: readonly ChangedOrder[]): Write {
  const days = new Map<string, { clientId: string; contract: string; account: Buffer; day: string; net: Big }>()
  const add = (clientId: ClientId, { contract, countedIn: account, occurredAt, fill }: CountedFact, sign: 1 | -1) => {
    if (fill === null) return
    const day = startOf('day', occurredAt)
    const name = `${clientId} ${day} ${account.toString('hex')} ${contract}`
    const net = days.get(name)?.net ?? new Big(0)
    days.set(name, { clientId, contract, account, day, net: net.plus(new Big(fill).times(sign)) })
  }
  for (const { clientId, facts } of orders) {
    for (const { before, ...fact } of facts) {
      add(clientId, fact, 1)
      if (before !== undefined) add(clientId, before, -1)
    }
  }
  const changed = [...days.values()].filter(({ net }) => !net.eq(0))
  return {
    sql: `INSERT INTO interactions.traded_day AS t (client_id, contract, account, day, net)
      SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::timestamptz[], $5::numeric[])
      ON CONFLICT (client_id, contract, account, day) DO UPDATE SET net = t.net + excluded.net RETURNING 1`,
    values: [
      changed.map(({ clientId }) => clientId), changed.map(({ contract }) => contract), changed.map(({ account }) => account), changed.map(({ day }) => day), changed.map(({ net }) => net.toFixed()),
    ],
  }
}
