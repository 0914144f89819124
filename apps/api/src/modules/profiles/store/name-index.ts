import type { ClientId } from '@brokersync/schema/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { Database } from '../../../platform/postgres/database'
import type { Leases } from '../../../platform/postgres/leases'
import type { Logger } from '../../../platform/telemetry/logger'
import { startPump, type Pump } from '../../../platform/log/pump'
import { sortName, wordsOf } from '../client-names'
import { clientColumns, openClients, type ClientRow } from './client-rows'

const batch = 1_000
const first = '00000000-0000-0000-0000-000000000000'

async function fillBatch(database: Database, keys: Keys, after: string): Promise<ClientId | null> {
  return database.transaction(async (query) => {
    // The rows' locks keep a rename from slipping between their reading and the index's writing.
    const rows = await query<ClientRow>(`SELECT ${clientColumns} FROM profiles.client c WHERE c.id > $1 ORDER BY c.id LIMIT ${batch} FOR SHARE`, [after])
    const clients = (await openClients(keys, rows)).filter((client) => client.status !== 'ERASED')
    const words = clients.flatMap((client) => wordsOf(client.displayName).map((word) => ({ id: client.id, word })))
    await query(
      `INSERT INTO profiles.client_name (client_id, sort_name) SELECT * FROM unnest($1::uuid[], $2::text[]) ON CONFLICT DO NOTHING`,
      [clients.map((client) => client.id), clients.map((client) => sortName(client.displayName))],
    )
    await query(`INSERT INTO profiles.client_word (client_id, word) SELECT * FROM unnest($1::uuid[], $2::text[]) ON CONFLICT DO NOTHING`, [words.map(({ id }) => id), words.map(({ word }) => word)])
    return rows.at(-1)?.id ?? null
  })
}

/**
 * Keeps the index of names whole: Postgres empties unlogged tables after a crash, and then it is refilled from the
 * sealed rows, by one process, while changes go on.
 */
export function keepNameIndex({ database, keys, leases, logger }: { database: Database; keys: Keys; leases: Pick<Leases, 'holds'>; logger: Logger }): Pump {
  const turn = async (): Promise<boolean> => {
    const [row] = await database.query<{ ready: boolean }>('SELECT EXISTS (SELECT 1 FROM profiles.client_name_ready) AS ready')
    if (row?.ready === true || !(await leases.holds('profiles name index'))) return false
    logger.debug('the index of names is made anew')
    for (let after: string | null = first; after !== null; ) after = await fillBatch(database, keys, after)
    await database.query('INSERT INTO profiles.client_name_ready DEFAULT VALUES ON CONFLICT DO NOTHING')
    return false
  }
  return startPump('name index', turn, logger)
}

/** The partitions of the index in which a client's names stand. */
export async function partitionsOf(database: Database, clientId: ClientId): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT tableoid::regclass::text AS name FROM profiles.client_name WHERE client_id = $1 UNION SELECT tableoid::regclass::text FROM profiles.client_word WHERE client_id = $1`,
    [clientId],
  )
  return rows.map(({ name }) => name)
}

/** Writes partitions anew from which names were erased: a deleted row stands in its page until then. */
export function rewriteNames({ database, leases, logger }: { database: Database; leases: Pick<Leases, 'holds'>; logger: Logger }): Pump {
  const turn = async (): Promise<boolean> => {
    const [row] = await database.query<{ name: string }>('SELECT table_name AS name FROM profiles.name_rewrite LIMIT 1')
    if (row === undefined || !(await leases.holds('profiles name rewrite'))) return false
    // Out of our own table, and a name that Postgres itself gave.
    await database.query(`VACUUM (FULL) ${row.name}`)
    await database.query('DELETE FROM profiles.name_rewrite WHERE table_name = $1', [row.name])
    return true
  }
  return startPump('names written anew', turn, logger)
}
