import './lib/require-node.mjs'
import { build } from './lib/build.mjs'
import { Failure, runCommand } from './lib/failure.mjs'
import { install } from './lib/install.mjs'
import { holderOf, isAlive, takeLock } from './lib/lock.mjs'
import { dataDir, lockFile, root } from './lib/paths.mjs'
import { endOwned, show, until } from './lib/processes.mjs'
import { askedToEnd } from './lib/signals.mjs'
import { generate } from './generate.mjs'
import { runningPostgres, startPostgres } from './services/postgres.mjs'

const end = askedToEnd()

/**
 * Gives a command the database of the running product, or starts it for as long as the command takes.
 * @param {string} folder
 * @param {(url: string) => Promise<number>} use
 * @returns {Promise<number>}
 */
async function withDatabase(folder, use) {
  const given = process.env['DATABASE_URL'] ?? (await runningPostgres(folder))
  if (given) return use(given)
  const lock = await takeLock(lockFile(folder))
  if ('holder' in lock) return use(await databaseOf(lock.holder.pid, folder))
  const postgres = await startPostgres({ dataDir: folder })
  try {
    return await use(postgres.url)
  } finally {
    await postgres.stop()
    lock.release()
  }
}

/** @param {number} pid of a start that is still under way @param {string} folder */
async function databaseOf(pid, folder) {
  await until(async () => Boolean(await runningPostgres(folder)), 60_000)
  const url = await runningPostgres(folder)
  if (!url)
    throw new Failure(`BrokerSync is starting (pid ${pid}) and its database does not answer yet: run the command again in a minute.`)
  return url
}

/** The Cassandra that the running product has started for itself. @param {string} folder */
async function cassandraOf(folder) {
  const holder = holderOf(lockFile(folder))
  return holder?.cassandra && (await isAlive(holder)) ? { CASSANDRA_CONTACT_POINTS: holder.cassandra } : {}
}

/** The verifier of the audit is a program of its own, and needs no database where the log comes in a file. */
const [command = ''] = process.argv.slice(2)
const program = command === 'verify-audit' ? 'verify-audit/main.js' : 'cli.js'
const needsDatabase = command !== 'verify-audit' || !process.argv.some((word) => /^--log(=|$)/.test(word))

await runCommand(async () => {
  await install()
  await generate()
  await build()
  const folder = dataDir()
  const cassandra = await cassandraOf(folder)
  const words = command === 'verify-audit' ? process.argv.slice(3) : process.argv.slice(2)
  const use = (/** @type {string | undefined} */ url) => {
    const env = { ...process.env, ...cassandra, DATA_DIR: folder, ...(url !== undefined && { DATABASE_URL: url }) }
    const running = show(process.execPath, ['--enable-source-maps', `apps/api/dist/${program}`, ...words], { cwd: root, env })
    void end.then(endOwned)
    return running
  }
  return needsDatabase ? withDatabase(folder, use) : use(undefined)
})
