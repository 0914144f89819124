import type { Database } from '../postgres/database'
import { newRoot, RootKeyError, type Root } from './root-key'
import { wrapUnder, type KeyRow, type RootRing } from './root-ring'

const batch = 1_000
const idBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')

/** Wraps anew, under the new root, what is still under another. @returns how many. */
async function wrapAnew(database: Database, ring: RootRing, root: Root): Promise<number> {
  for (let count = 0; ; ) {
    const rows = await database.query<KeyRow>(
      'SELECT owner_id, class, id, wrapped FROM keys.data_key WHERE wrapped IS NOT NULL AND substring(wrapped from 2 for 16) <> $1 LIMIT $2',
      [idBytes(root.id), batch],
    )
    if (rows.length === 0) return count
    const fresh = await Promise.all(rows.map(async (row) => wrapUnder(root, row, await ring.unwrap({ ...row, wrapped: row.wrapped ?? Buffer.alloc(0) }))))
    // One that is destroyed meanwhile stays so.
    await database.query(
      `UPDATE keys.data_key AS k SET wrapped = u.fresh FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS u(id, old, fresh) WHERE k.id = u.id AND k.wrapped = u.old`,
      [rows.map((row) => row.id), rows.map((row) => row.wrapped), fresh],
    )
    count += rows.length
  }
}

/**
 * Renews the root key. Each step can be cut off: the next call goes on from there, and other processes go on all the time.
 * 1. the file holds the new root and the old; 2. the database's row names the new one, so that nothing more is wrapped by the old;
 * 3. all that lives is wrapped anew; 4. the file holds the new one alone, and the old one is nowhere.
 * @throws {RootKeyError} when another process is at it.
 */
export async function renewRoot(database: Database, ring: RootRing): Promise<number> {
  const holder = await database.pool.connect()
  try {
    const { rows } = await holder.query<{ got: boolean }>(`SELECT pg_try_advisory_lock(hashtextextended('brokersync root key', 0)) AS got`)
    if (rows[0]?.got !== true) throw new RootKeyError('The root key is being renewed already')
    await ring.reload()
    const before = ring.all
    const [unfinished] = before.length > 1 ? before : []
    const root = unfinished ?? newRoot()
    if (unfinished === undefined) await ring.file.write([root, ring.current])
    await database.query('UPDATE keys.root SET id = $1, generation = generation + 1 WHERE id <> $1', [root.id])
    await ring.reload()
    const count = await wrapAnew(database, ring, root)
    await ring.file.write([root])
    await database.query('UPDATE keys.root SET generation = generation + 1, renewed_at = now()')
    await ring.reload()
    return count
  } finally {
    await holder.query(`SELECT pg_advisory_unlock_all()`).then(() => holder.release(), (error: Error) => holder.release(error))
  }
}
