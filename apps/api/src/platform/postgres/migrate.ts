import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

/** A schema cannot be brought to the present state; the message says which migration and why. */
export class MigrationError extends Error {}

interface Migration {
  name: string
  sql: string
  checksum: string
}

// The table that `prisma migrate deploy` itself keeps, so that either way of applying knows what the other did.
const bookkeeping = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`

async function migrationsIn(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{14}_/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(migration.sql)
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ($1, $2, now(), $3, 1)',
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new MigrationError(`Migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function migrateSchema(client: pg.Client, schema: string, folder: string): Promise<number> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`)
  await client.query(`SET search_path TO "${schema}"`)
  await client.query(bookkeeping)
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]))
  let count = 0
  for (const migration of await migrationsIn(folder)) {
    const checksum = applied.get(migration.name)
    if (checksum === migration.checksum) continue
    if (checksum !== undefined) throw new MigrationError(`Migration ${schema}/${migration.name} was changed after it had been applied`)
    await apply(client, migration)
    count += 1
  }
  return count
}

/**
 * Applies what is missing of each schema's migrations, under one lock, so that processes that start together do it once.
 * @param underLock what else must be done by one process at a time, such as a library's own migrations.
 * @returns how many were applied.
 * @throws {MigrationError}
 */
export async function migrate(url: string, schemas: readonly string[], folder: string, underLock?: () => Promise<void>): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', ['brokersync migrations'])
    let count = 0
    for (const schema of schemas) count += await migrateSchema(client, schema, join(folder, schema, 'migrations'))
    await underLock?.()
    return count
  } finally {
    await client.end()
  }
}
