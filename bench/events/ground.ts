import { randomBytes } from 'node:crypto'
import type { UserId } from '@brokersync/schema/ids'
import { uuidv7 } from '../../apps/api/src/platform/ids'
import type { Origin } from '../../apps/api/src/platform/postgres/commit'
import { openDatabase, type Database } from '../../apps/api/src/platform/postgres/database'
import { createLogger } from '../../apps/api/src/platform/telemetry/logger'

/** The module whose tables are written to. */
export const schema = 'profiles'

/** In flight at once, in every contender, each on a connection of its own. */
export const inFlight = 10

export const logger = createLogger('error')
export const origin: Origin = { actorId: uuidv7<UserId>(), credential: 'session:bench', requestId: 'bench' }

/** What a broker knows of a client, some 600 bytes of it. */
export const profile = { displayName: 'Hargreave Grain Ltd', tags: ['wheat', 'key account'], contact: { emails: [], phones: [], addresses: [] }, notes: 'n'.repeat(480) }

/** The same number of bytes with no key to them. */
export const unsealed = randomBytes(Buffer.byteLength(JSON.stringify(profile)) + 45)

/** The database of the bench, as the environment of this program names it. */
export function openGround(): { url: string; database: Database } {
  const url = process.env['BENCH_DATABASE_URL'] ?? ''
  return { url, database: openDatabase(url, { size: inFlight + 5, logger }) }
}

/** Makes the clients that the contenders change. */
export async function plantClients(database: Database, count: number): Promise<void> {
  await database.query(
    `INSERT INTO ${schema}.client (id, reference, kind, status, lifecycle_stage, owner_id, version, created_at, updated_at, codes, tag_marks, identity)
     SELECT gen_random_uuid(), 'C-' || n, 'ORGANISATION', 'ACTIVE', 'ACTIVE', gen_random_uuid(), 1, now(), now(), '{}', '{}', $2 FROM generate_series(1, $1::int) n`,
    [count, unsealed],
  )
}

/** The clients' ids, in one order for every contender. */
export async function clientIds(database: Database): Promise<string[]> {
  const rows = await database.query<{ id: string }>(`SELECT id FROM ${schema}.client ORDER BY id`)
  return rows.map(({ id }) => id)
}

/** The one statement that every contender makes: a client's new identity, and its next version. */
export const change = `UPDATE ${schema}.client SET identity = $2, version = version + 1, updated_at = now() WHERE id = $1::uuid RETURNING version`

/** Does something for each item, so many at a time. */
export async function eachInFlight<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const rest = items.values()
  const lane = async () => {
    for (const item of rest) await work(item)
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
}
