import { setTimeout as pause } from 'node:timers/promises'
import type { ClientId } from '@brokersync/schema/ids'
import type { Database } from '../../platform/postgres/database'
import { beforeMove, copyClient } from './copy-interactions'
import { placeHolds, readPlace, type StoreName, type Stores } from './store/placed-interaction.store'

interface Parts {
  stores: Stores
  database: Database
  /** Resolves when all that was recorded before is applied. */
  caughtUp: () => Promise<void>
  say: (line: string) => void
}

async function* clientsIn(database: Database): AsyncGenerator<ClientId[]> {
  for (let after: string | null = null; ; ) {
    const rows: { id: ClientId }[] = await database.query('SELECT client_id AS id FROM interactions.client_activity WHERE $1::uuid IS NULL OR client_id > $1 ORDER BY client_id LIMIT 500', [after])
    if (rows.length === 0) return
    yield rows.map(({ id }) => id)
    after = rows.at(-1)?.id ?? null
  }
}

/**
 * Moves the interactions of a running system from one store to the other. From its beginning on, whatever is recorded goes to both; what was there before is
 * copied and compared client by client; then readers are switched over, and the old store is emptied. Done again after it was broken off, it goes on.
 * @returns how many interactions of how many clients there are in the new store.
 */
export async function moveInteractions({ stores, database, caughtUp, say }: Parts, to: StoreName): Promise<{ interactions: number; clients: number }> {
  const place = await readPlace(database, stores.cassandra !== null)
  if (place.reads === to && place.also === null) throw new Error(`The interactions are in ${to} already`)
  const [source, target] = [stores[to === 'cassandra' ? 'postgres' : 'cassandra'], stores[to]]
  if (target === null || source === null) throw new Error('CASSANDRA_CONTACT_POINTS is not set')
  let moved = { interactions: 0, clients: 0 }
  if (place.reads !== to) {
    await database.query('UPDATE interactions.store_place SET also = $1, moving_since = coalesce(moving_since, now()) WHERE also IS NULL OR also = $1', [to])
    const { movingSince } = await readPlace(database, true)
    // What was under way when it began went to the old store alone, and is there once it is applied.
    await caughtUp()
    const before = beforeMove(movingSince ?? new Date())
    for await (const clients of clientsIn(database)) {
      for (const clientId of clients) moved = { interactions: moved.interactions + (await copyClient(source, target, clientId, before)), clients: moved.clients + 1 }
      say(`${moved.interactions} interactions of ${moved.clients} clients are copied`)
    }
    await database.query('UPDATE interactions.store_place SET reads = $1, also = reads', [to])
  }
  // Until the last reader knows, both are written.
  await pause(3 * placeHolds)
  await database.query('UPDATE interactions.store_place SET also = NULL, moving_since = NULL')
  await caughtUp()
  await source.clear()
  return moved
}
