import type { ClientId } from '@brokersync/schema/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import type { Leases } from '../../../platform/postgres/leases'
import type { Logger } from '../../../platform/telemetry/logger'
import { startPump, type Pump } from '../../../platform/log/pump'
import type { ClientProfile } from '../client'
import { sortName, wordsOf } from '../client-names'
import { clientColumns, namedNoMore, openClients, type ClientRow } from './client-rows'

const batch = 1_000
const first = '00000000-0000-0000-0000-000000000000'

/** A client as its names stand in the index: one that was erased or made anonymous is not found by its own, even while a duty keeps it. */
const indexed = ({ id, status, displayName }: ClientProfile) =>
  status === 'ERASED' || status === 'ANONYMISED' ? { id, sortedBy: sortName(namedNoMore[status]), words: [] } : { id, sortedBy: sortName(displayName), words: wordsOf(displayName) }

async function fillBatch(database: Database, keys: Keys, after: string): Promise<ClientId | null> {
  return database.transaction(async (query) => {
    // The rows' locks keep a rename from slipping between their reading and the index's writing.
    const rows = await query<ClientRow>(`SELECT ${clientColumns} FROM profiles.client c WHERE c.id > $1 ORDER BY c.id LIMIT ${batch} FOR SHARE`, [after])
    const clients = (await openClients(keys, rows)).map(indexed)
    const words = clients.flatMap((client) => client.words.map((word) => ({ id: client.id, word })))
    await query(
      `INSERT INTO profiles.client_name (client_id, sort_name) SELECT * FROM unnest($1::uuid[], $2::text[]) ON CONFLICT DO NOTHING`,
      [clients.map((client) => client.id), clients.map((client) => client.sortedBy)],
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

/** Takes a client's names out of the index; it keeps its place in lists by what it is called from now on. */
export const unname = (clientId: ClientId, status: keyof typeof namedNoMore): Write[] => [
  { sql: 'UPDATE profiles.client_name SET sort_name = $2 WHERE client_id = $1 RETURNING 1', values: [clientId, sortName(namedNoMore[status])] },
  { sql: 'DELETE FROM profiles.client_word WHERE client_id = $1 RETURNING 1', values: [clientId] },
]

/** The partitions of the index in which a client's own names stand. */
export async function partitionsOf(database: Database, clientId: ClientId): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT tableoid::regclass::text AS name FROM profiles.client_name WHERE client_id = $1 AND sort_name <> ALL ($2)
     UNION SELECT tableoid::regclass::text FROM profiles.client_word WHERE client_id = $1`,
    [clientId, Object.values(namedNoMore).map(sortName)],
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
