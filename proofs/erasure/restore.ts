import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openRootFile } from '../../apps/api/src/platform/keys/root-key'
import { wrapPlace } from '../../apps/api/src/platform/keys/root-ring'
import { unseal } from '../../apps/api/src/platform/keys/sealed'
import { runningPostgres } from '../../scripts/services/postgres.mjs'
import { filesIn } from './search'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A data key as the database holds it. */
export interface WrappedKey {
  owner_id: string
  class: string
  id: string
  wrapped: Buffer
}

/** Copies a folder with its owners and modes. */
function copy(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${from} cannot be copied: ${stderr}`)
}

/** What `docs/operating.md` says of a backup, of a product that is ended: the database with its write-ahead log, and the root key. */
export function takeBackup(dataDir: string): string {
  const backup = mkdtempSync(join(tmpdir(), 'brokersync-backup-'))
  for (const part of ['postgres', 'keys']) copy(join(dataDir, part), join(backup, part))
  return backup
}

/** Puts the database of a backup in the place of the present one. */
export function putBack(backup: string, dataDir: string): void {
  rmSync(join(dataDir, 'postgres'), { recursive: true })
  copy(join(backup, 'postgres'), join(dataDir, 'postgres'))
}

/** Runs `npm run cli -- …`. @returns what it said. */
export function command(dataDir: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/cli.mjs', ...words], { cwd: root, encoding: 'utf8', env: { ...process.env, DATA_DIR: dataDir } })
  if (status !== 0) throw new Error(`${words[0]} failed: ${stdout}${stderr}`)
  return stdout
}

/** The keys of a client, wrapped, as the running product's database holds them. */
export async function keysOf(dataDir: string, clientId: string): Promise<WrappedKey[]> {
  const client = new pg.Client({ connectionString: await runningPostgres(dataDir) })
  await client.connect()
  const { rows } = await client.query<WrappedKey>('SELECT owner_id, class, id, wrapped FROM keys.data_key WHERE owner_id = $1 AND wrapped IS NOT NULL', [clientId])
  await client.end()
  return rows
}

/** Those of the keys whose wrapped bytes stand in a backup's write-ahead log. */
export function digInLog(backup: string, keys: readonly WrappedKey[]): WrappedKey[] {
  const logs = filesIn(join(backup, 'postgres/pg_wal')).map((path) => readFileSync(path))
  return keys.flatMap((key) => {
    for (const log of logs) {
      const at = log.indexOf(key.wrapped)
      if (at >= 0) return [{ ...key, wrapped: Buffer.from(log.subarray(at, at + key.wrapped.length)) }]
    }
    return []
  })
}

/** How many wrapped keys a folder's root keys open. */
export async function opening(folder: string, keys: readonly WrappedKey[]): Promise<number> {
  const roots = await (await openRootFile(folder, undefined)).read()
  const opens = (key: WrappedKey) =>
    roots.some((one) => {
      try {
        return unseal(one, wrapPlace(key), key.wrapped).length > 0
      } catch {
        return false
      }
    })
  return keys.filter(opens).length
}
