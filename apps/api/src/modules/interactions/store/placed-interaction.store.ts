import { unavailable } from '../../../platform/errors/domain-error'
import type { Database } from '../../../platform/postgres/database'
import type { InteractionStore } from './interaction.store'

/** What keeps interactions. */
export type StoreName = 'postgres' | 'cassandra'

/** Where they are read; and where they are written as well, while they are moved. */
export interface Place {
  reads: StoreName
  also: StoreName | null
  movingSince: Date | null
}

export type Stores = Readonly<Record<StoreName, InteractionStore | null>>

/** Milliseconds for which a reader goes by what it knows. */
export const placeHolds = 1_000

const select = 'SELECT reads, also, moving_since AS "movingSince" FROM interactions.store_place'

/**
 * Reads where interactions are kept; a system on which nothing is recorded yet keeps them in Cassandra where there is one.
 * It is not told by the environment alone: whoever connects a Cassandra to a system that has interactions would find none.
 */
export async function readPlace(database: Database, hasCassandra: boolean): Promise<Place> {
  const known = async () => (await database.query<Place>(select))[0]
  const place = await known()
  if (place !== undefined) return place
  await database.query(
    `INSERT INTO interactions.store_place (reads) SELECT CASE WHEN $1 AND NOT EXISTS (SELECT FROM interactions.interaction) THEN 'cassandra' ELSE 'postgres' END ON CONFLICT DO NOTHING`,
    [hasCassandra],
  )
  return (await known()) ?? { reads: 'postgres', also: null, movingSince: null }
}

/** Goes to where the interactions are: what is written asks each time, what is read knows it to a second. */
export function placedStore(stores: Stores, database: Database): InteractionStore {
  const hasCassandra = stores.cassandra !== null
  const store = (name: StoreName): InteractionStore => {
    const found = stores[name]
    if (found === null) throw unavailable('The store of interactions, which is Cassandra: CASSANDRA_CONTACT_POINTS is not set here, and so it')
    return found
  }
  let known: { place: Promise<Place>; at: number } | null = null
  const fresh = (): Promise<Place> => {
    const place = readPlace(database, hasCassandra)
    known = { place, at: Date.now() }
    place.catch(() => (known = null))
    return place
  }
  const reading = async () => store((await (known !== null && Date.now() - known.at < placeHolds ? known.place : fresh())).reads)
  const writing = async (write: (one: InteractionStore) => Promise<void>): Promise<void> => {
    const { reads, also } = await fresh()
    await write(store(reads))
    if (also !== null) await write(store(also))
  }
  return {
    put: (items) => writing((one) => one.put(items)),
    fill: (items, before) => writing((one) => one.fill(items, before)),
    remove: (places) => writing((one) => one.remove(places)),
    forget: (clientId) => writing((one) => one.forget(clientId)),
    clear: () => writing((one) => one.clear()),
    window: async (window) => (await reading()).window(window),
    byIds: async (ids) => (await reading()).byIds(ids),
    count: async (query) => (await reading()).count(query),
    health: async () => (await reading()).health(),
    async stop() {
      await Promise.all([stores.postgres?.stop(), stores.cassandra?.stop()])
    },
  }
}
