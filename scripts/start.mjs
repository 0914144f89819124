import './lib/require-node.mjs'
import { address, requireFreePort } from './lib/address.mjs'
import { build } from './lib/build.mjs'
import { Failure, runCommand } from './lib/failure.mjs'
import { install } from './lib/install.mjs'
import { processName, takeLock } from './lib/lock.mjs'
import { dataDir, lockFile } from './lib/paths.mjs'
import { endOwned } from './lib/processes.mjs'
import { askedToEnd } from './lib/signals.mjs'
import { generate } from './generate.mjs'
import { startCassandra } from './services/cassandra.mjs'
import { startDevelopment } from './services/development.mjs'
import { startPostgres } from './services/postgres.mjs'
import { startServer, stopLeftoverServer } from './services/server.mjs'
import { Supervisor } from './services/supervisor.mjs'

const known = ['--cassandra', '--dev']
const asked = new Set(process.argv.slice(2))
const end = askedToEnd()
const services = new Supervisor()

async function start() {
  const unknown = [...asked].find((flag) => !known.includes(flag))
  if (unknown) throw new Failure(`npm start knows no ${unknown}: it takes ${known.join(' and ')}.`)
  const folder = dataDir()
  const lock = await takeLock(lockFile(folder))
  if ('holder' in lock)
    throw new Failure(`BrokerSync already runs here (pid ${lock.holder.pid}${lock.holder.url ? `, ${lock.holder.url}` : ''}).`)
  try {
    await Promise.race([bringUp(folder, lock).then(untilFailure), end])
  } finally {
    await endOwned()
    await services.stop()
    lock.release()
  }
}

/** @param {string} folder @param {import('./lib/lock.mjs').Lock} lock */
async function bringUp(folder, lock) {
  const where = await address()
  await stopLeftoverServer(lock.previous?.server)
  await requireFreePort(where)
  lock.tell({ url: where.opened })
  await install()
  await generate()
  if (!asked.has('--dev')) await build()
  const env = { ...process.env, PORT: String(where.port), DATA_DIR: folder }
  const ours = databases(folder, lock)
  if (asked.has('--dev')) {
    const whole = { ...env, ...(await ours) }
    return services.keep('The page or the server', () => startDevelopment({ env: whole, url: where.probed }))
  }
  // What is kept last is stopped first, which has to be the server.
  if (asked.has('--cassandra')) await ours
  const onSpawn = async (/** @type {number} */ pid) => lock.tell({ server: await processName(pid) })
  await services.keep('The server', (ending) => startServer({ env, databases: ours, url: where.probed, ending, onSpawn }))
  announce(where.opened)
}

/**
 * The databases that are ours to run, as the server's environment.
 * @param {string} folder
 * @param {import('./lib/lock.mjs').Lock} lock
 * @returns {Promise<Record<string, string>>}
 */
async function databases(folder, lock) {
  /** @type {Record<string, string>} */
  const environment = {}
  if (!process.env['DATABASE_URL']) {
    /** The server keeps the url that it was started with. @type {{ port?: number }} */
    const same = {}
    const { url, port } = await services.keep('The database', (ending) => startPostgres({ dataDir: folder, ending, ...same }))
    same.port = port
    environment['DATABASE_URL'] = url
  }
  if (!asked.has('--cassandra')) return environment
  const { contactPoint, dataCenter } = await services.keep('Cassandra', (ending) => localCassandra(folder, ending))
  lock.tell({ cassandra: contactPoint })
  return { ...environment, CASSANDRA_CONTACT_POINTS: contactPoint, CASSANDRA_LOCAL_DATACENTER: dataCenter }
}

/** @param {string} folder @param {AbortSignal} ending */
async function localCassandra(folder, ending) {
  const cassandra = await startCassandra({ dataDir: folder, ending })
  if ('stop' in cassandra) return cassandra
  throw new Failure(
    `Cassandra cannot run here (${cassandra.missing}): install a JDK 17 and Maven, or start Docker, or leave out --cassandra.`,
  )
}

/** @param {string} url */
function announce(url) {
  const email = process.env['BROKERSYNC_ADMIN_EMAIL'] || 'admin@brokersync.local'
  const password = process.env['BROKERSYNC_ADMIN_PASSWORD']
    ? 'the password in BROKERSYNC_ADMIN_PASSWORD'
    : 'the password that the first start printed'
  console.log(`\n  BrokerSync runs at ${url}\n  Sign in as ${email} with ${password}.\n  Ctrl-C ends it.\n`)
}

async function untilFailure() {
  throw await services.failed
}

await runCommand(start)
