import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../../apps/api/src/platform/postgres/database'
import { migrate } from '../../apps/api/src/platform/postgres/migrate'
import { startPostgres } from '../../scripts/services/postgres.mjs'
import { logger, plantClients, schema } from './ground'

/** The database that every contender works on: the product's own, with its durability, in a folder that is thrown away. */
export interface Ground {
  url: string
  pid: number
  /** The sum of all clients' versions: it grows by one with each change. */
  versions(): Promise<number>
  stop(): Promise<void>
}

const clients = 2_000

export async function startGround(): Promise<Ground> {
  const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-bench-'))
  // The database's user must be able to pass through.
  chmodSync(dataDir, 0o711)
  const postgres = await startPostgres({ dataDir })
  await migrate(postgres.url, ['bus', 'keys', schema], fileURLToPath(new URL('../../prisma', import.meta.url)))
  const database = openDatabase(postgres.url, { size: 2, logger })
  await plantClients(database, clients)
  return {
    url: postgres.url,
    pid: postgres.pid,
    async versions() {
      const [row] = await database.query<{ sum: number }>(`SELECT sum(version)::float8 AS sum FROM ${schema}.client`)
      return row?.sum ?? 0
    },
    async stop() {
      await database.close()
      await postgres.stop()
      await postgres.ended
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
