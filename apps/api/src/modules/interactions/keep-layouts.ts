import { setTimeout as pause } from 'node:timers/promises'
import type { ClientId } from '@brokersync/schema/ids'
import { startPump, type Pump } from '../../platform/log/pump'
import type { Surroundings } from '../../platform/module'
import type { Database } from '../../platform/postgres/database'
import { beforeMove, copyClient } from './copy-interactions'
import type { Layout, Layouts } from './store/activity.store'
import type { CassandraInteractionStore } from './store/cassandra-interaction.store'
import { placeHolds } from './store/placed-interaction.store'

interface Parts {
  store: CassandraInteractionStore
  database: Database
  /** Resolves when all that was recorded before is applied. */
  caughtUp: () => Promise<void>
}

/** Rows that a partition may have before its client's interactions are cut into shorter stretches. */
export const mostRows = 20_000

type Moving = Layouts & { clientId: ClientId; movingSince: Date | null }

const finer: Readonly<Record<Layout, Layout | null>> = { year: 'month', month: 'day', day: null }
const coarser: Readonly<Record<Layout, Layout | null>> = { year: null, month: 'year', day: 'month' }

// A partition of a year is twelve months of counts, one of a month is one.
const tooLarge = `SELECT c.client_id AS "clientId", coalesce(l.layout, 'year') AS layout FROM interactions.client_activity c LEFT JOIN interactions.layout l USING (client_id)
  WHERE c.n > $1 AND coalesce(l.layout, 'year') <> 'day' AND l.moving_since IS NULL AND EXISTS (
    SELECT FROM interactions.activity_count a WHERE a.client_id = c.client_id AND a.unit = 'month'
    GROUP BY date_trunc(coalesce(l.layout, 'year'), a.start, 'UTC') HAVING sum(a.n) > $1) LIMIT 10`
const begun = `SELECT client_id AS "clientId", layout, next, moving_since AS "movingSince" FROM interactions.layout WHERE moving_since IS NOT NULL LIMIT 10`
const begin = `INSERT INTO interactions.layout AS l (client_id, layout, next, moving_since) VALUES ($1, $2, $3, now())
  ON CONFLICT (client_id) DO UPDATE SET next = excluded.next, moving_since = excluded.moving_since WHERE l.layout = excluded.layout AND l.next IS NULL`

/** Brings one client's interactions to the layout that it is on its way to, and removes the old partitions. */
async function move({ store, database, caughtUp }: Parts, { clientId, layout, next, movingSince }: Moving): Promise<void> {
  const old = next === null ? coarser[layout] : layout
  if (next !== null) {
    // What was under way when it began went to the old partitions alone.
    await caughtUp()
    await copyClient(store, store.laidOut(next), clientId, beforeMove(movingSince ?? new Date()))
    await database.query('UPDATE interactions.layout SET layout = next, next = NULL WHERE client_id = $1', [clientId])
    await pause(placeHolds)
    await caughtUp()
  }
  if (old !== null) await store.laidOut(old).forget(clientId)
  await database.query('UPDATE interactions.layout SET moving_since = NULL WHERE client_id = $1 AND next IS NULL', [clientId])
}

/** Cuts the interactions of clients whose partitions grow too large into shorter stretches, one client after the other, while they are read and written. */
export function keepLayouts(parts: Parts, { leases, logger }: Pick<Surroundings, 'leases' | 'logger'>, most: number = mostRows): Pump {
  const { database } = parts
  const read = async <Row>(sql: string, values: readonly unknown[] = []) => (await database.query(sql, values)) as unknown as Row[]
  let lookedAt = 0
  const turn = async (): Promise<boolean> => {
    if (Date.now() - lookedAt < 30_000 || !(await leases.holds('interaction layouts'))) return false
    for (const { clientId, layout } of await read<{ clientId: ClientId; layout: Layout }>(tooLarge, [most])) await database.query(begin, [clientId, layout, finer[layout]])
    const moving = await read<Moving>(begun)
    for (const one of moving) await move(parts, one)
    if (moving.length === 0) lookedAt = Date.now()
    return moving.length > 0
  }
  return startPump('interaction layouts', turn, logger)
}
