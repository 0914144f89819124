import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Failure, runCommand } from '../lib/failure.mjs'
import { askedToEnd } from '../lib/signals.mjs'
import { startCassandra } from './cassandra.mjs'
import { startPostgres } from './postgres.mjs'

/**
 * @typedef {object} TestDatabases databases that are thrown away
 * @property {Record<string, string>} environment TEST_DATABASE_URL (a superuser's) and, where Cassandra runs, TEST_CASSANDRA (host:port)
 * @property {string | undefined} withoutCassandra why there is none, as a phrase
 * @property {() => Promise<void>} stop ends them and deletes their data
 */

/** What a test needs no crash to survive is not waited for. */
const throwaway = { fsync: 'off', full_page_writes: 'off', max_wal_size: '4GB' }

/**
 * Starts a PostgreSQL and, if wanted, a Cassandra for tests.
 * @param {{ cassandra: boolean, dataDir?: string, ending?: AbortSignal }} options
 *   `dataDir`: a folder of its own under the system's temporary one by default; `ending` gives up a start
 * @returns {Promise<TestDatabases>}
 */
export async function startTestDatabases({ cassandra: wanted, dataDir = mkdtempSync(join(tmpdir(), 'brokersync-test-')), ending }) {
  mkdirSync(dataDir, { recursive: true })
  // The database's user must be able to pass through.
  chmodSync(dataDir, 0o711)
  const [postgres, cassandra] = await Promise.allSettled([
    startPostgres({ dataDir, settings: throwaway, ending }),
    wanted ? startCassandra({ dataDir, durable: false, ending }) : Promise.resolve({ missing: 'not asked for' }),
  ])
  const running = [postgres, cassandra].flatMap((outcome) =>
    outcome.status === 'fulfilled' && 'stop' in outcome.value ? [outcome.value] : [],
  )
  const stop = async () => {
    await Promise.all(running.map((service) => service.stop()))
    rmSync(dataDir, { recursive: true, force: true })
  }
  if (postgres.status === 'rejected' || cassandra.status === 'rejected') {
    await stop()
    throw postgres.status === 'rejected' ? postgres.reason : /** @type {PromiseRejectedResult} */ (cassandra).reason
  }
  const environment = { TEST_DATABASE_URL: postgres.value.url }
  if ('missing' in cassandra.value) return { environment, withoutCassandra: cassandra.value.missing, stop }
  return { environment: { ...environment, TEST_CASSANDRA: cassandra.value.contactPoint }, withoutCassandra: undefined, stop }
}

/** `node scripts/services/test-databases.mjs [--cassandra] [--data-dir=FOLDER]`: prints what tests read, and runs until it is ended. */
async function serve() {
  const folder = process.argv.find((argument) => argument.startsWith('--data-dir='))?.slice('--data-dir='.length)
  const wanted = process.argv.includes('--cassandra')
  const ending = new AbortController()
  const end = askedToEnd().then(() => ending.abort())
  const databases = await startTestDatabases({ cassandra: wanted, ending: ending.signal, ...(folder ? { dataDir: resolve(folder) } : {}) })
  if (wanted && databases.withoutCassandra) {
    await databases.stop()
    throw new Failure(`Cassandra cannot run here: ${databases.withoutCassandra}.`)
  }
  for (const [name, value] of Object.entries(databases.environment)) console.log(`export ${name}=${value}`)
  await end
  await databases.stop()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runCommand(serve)
