import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client, QueryOptions } from 'cassandra-driver'

const plain: QueryOptions = { prepare: false, isIdempotent: false, readTimeout: 10_000 }
/** How long a process that died in the midst of it keeps others from migrating. */
const lockSeconds = 60
const look = 500

const bookkeeping = [
  'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, applied_at timestamp)',
  'CREATE TABLE IF NOT EXISTS migration_lock (id int PRIMARY KEY, owner uuid)',
]

/** The statements of a file: each ends in a semicolon at the end of its line; lines of comment are left out. */
function statementsIn(cql: string): string[] {
  const code = cql.split('\n').filter((line) => !line.trimStart().startsWith('--')).join('\n')
  return code.split(/;\s*(?:\n|$)/).map((statement) => statement.trim()).filter((statement) => statement !== '')
}

/** One for the process: where nobody heard whether the lock was taken, the next try finds that it was. */
const owner = randomUUID()

async function locked<Result>(client: Client, work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    const result = await client.execute(`INSERT INTO migration_lock (id, owner) VALUES (1, ${owner}) IF NOT EXISTS USING TTL ${lockSeconds}`, [], plain)
    if (result.wasApplied() || String(result.first()['owner']) === owner) break
    await new Promise((resolve) => setTimeout(resolve, look))
  }
  try {
    return await work()
  } finally {
    await client.execute(`DELETE FROM migration_lock WHERE id = 1 IF owner = ${owner}`, [], plain)
  }
}

async function missing(client: Client, folder: string): Promise<string[]> {
  const { rows } = await client.execute('SELECT name FROM migration', [], plain)
  const applied = new Set(rows.map((row) => String(row['name'])))
  const names = (await readdir(folder)).filter((name) => name.endsWith('.cql')).sort()
  return names.filter((name) => !applied.has(name))
}

async function applyMissing(client: Client, folder: string): Promise<void> {
  for (const name of await missing(client, folder)) {
    for (const statement of statementsIn(await readFile(join(folder, name), 'utf8'))) await client.execute(statement, [], plain)
    await client.execute('INSERT INTO migration (name, applied_at) VALUES (?, toTimestamp(now()))', [name], { ...plain, prepare: true })
  }
}

/** Applies a folder's `.cql` files that were not, under a lightweight transaction's lock. Statements bear being repeated, since Cassandra has no transaction around them. */
export async function migrateKeyspace(client: Client, folder: string): Promise<void> {
  for (const statement of bookkeeping) await client.execute(statement, [], plain)
  // Where there is nothing to do, no lock is asked for: it needs more of the cluster than reading and writing do.
  if ((await missing(client, folder)).length === 0) return
  await locked(client, () => applyMissing(client, folder))
}
