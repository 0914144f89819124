import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../lib/failure.mjs'
import { freePort } from '../lib/ports.mjs'
import { commandLineOf, stopProcess, until } from '../lib/processes.mjs'
import { databaseName, openCluster } from './postgres-cluster.mjs'
import { failureFrom, isPassing, logSince, logSize, rotateLog } from './postgres-log.mjs'

/**
 * @typedef {object} Postgres a running embedded PostgreSQL, on this machine's loopback only
 * @property {string} url its superuser and database
 * @property {number} pid
 * @property {number} port
 * @property {Promise<Failure>} ended resolves when it ends, with the reason
 * @property {() => Promise<void>} stop ends it with every transaction either committed or rolled back
 */

/** @typedef {Record<string, string>} Settings */

/** @type {Settings} */
const settings = {
  listen_addresses: '127.0.0.1',
  // TCP alone: a socket's path has 107 bytes, which a deep clone exceeds.
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  synchronous_commit: 'on',
  log_line_prefix: '%m [%p] ',
}

/** Fast shutdown, then immediate (its log is replayed at the next start), then without asking. @type {[NodeJS.Signals, number][]} */
const stopping = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 5_000],
]

const attempts = 4

/**
 * Starts the embedded PostgreSQL of a data folder, after ending one that a killed start left behind in it.
 * @param {{ dataDir: string, settings?: Settings, port?: number, ending?: AbortSignal | undefined }} options
 *   `settings` go before those that every cluster has; `port`: this one and no other; `ending` gives up a start
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({ dataDir, settings: own = {}, port: wished, ending }) {
  const cluster = await openCluster(dataDir)
  await stopLeftover(cluster)
  const portFile = join(dataDir, 'postgres-port')
  for (let attempt = 1; ; attempt += 1) {
    const port = wished ?? (await freePort(existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : undefined))
    writeFileSync(portFile, String(port))
    const outcome = await launch(cluster, { port, values: { ...settings, ...own }, ending })
    if ('url' in outcome) return await withDatabase(outcome)
    if (attempt === attempts || ending?.aborted || !isPassing(outcome.log)) throw failureFrom(outcome.log, cluster)
    // Backends of a killed PostgreSQL need a moment to notice, and a port can be lost between finding and binding it.
    await until(async () => false, 1_000)
  }
}

/** @param {Postgres} postgres */
async function withDatabase(postgres) {
  try {
    await makeDatabase(postgres.url)
    return postgres
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

/**
 * The embedded PostgreSQL that another command runs on a data folder, if it does.
 * @param {string} dataDir
 * @returns {Promise<string | undefined>} its url
 */
export async function runningPostgres(dataDir) {
  if (!existsSync(join(dataDir, 'postgres-password'))) return undefined
  const cluster = await openCluster(dataDir)
  const running = await processIn(cluster)
  return running && urlOf(cluster, running.port)
}

/** @param {import('./postgres-cluster.mjs').Cluster} cluster */
async function stopLeftover(cluster) {
  const running = await processIn(cluster)
  if (running) await stopProcess(running.pid, stopping)
}

/**
 * @param {import('./postgres-cluster.mjs').Cluster} cluster
 * @returns {Promise<{ pid: number, port: number } | undefined>}
 */
async function processIn({ folder }) {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number)
  // The pid may belong to a stranger by now; ours names its folder.
  if (!pid || !port || !(await commandLineOf(pid)).includes(`-D ${folder} `)) return undefined
  return { pid, port }
}

/**
 * @param {import('./postgres-cluster.mjs').Cluster} cluster
 * @param {{ port: number, values: Settings, ending: AbortSignal | undefined }} options
 * @returns {Promise<Postgres | { log: string }>} the log's new lines where it did not start
 */
async function launch(cluster, { port, values, ending }) {
  const from = rotateLog(cluster.log)
  const child = spawnPostgres(cluster, port, values)
  let running = true
  /** @type {Promise<NodeJS.Signals | null>} */
  const exit = new Promise((resolve) => {
    const end = (/** @type {NodeJS.Signals | null} */ signal) => {
      running = false
      resolve(signal)
    }
    child.once('exit', (_code, signal) => end(signal)).once('error', () => end(null))
  })
  await until(async () => !running || ending?.aborted || isReady(cluster, child.pid), Infinity)
  if (ending?.aborted && child.pid) await stopProcess(child.pid, stopping)
  if (!running || !child.pid) return { log: logSince(cluster.log, from) }
  return supervised(cluster, { pid: child.pid, port, exit })
}

/**
 * @param {import('./postgres-cluster.mjs').Cluster} cluster
 * @param {number} port
 * @param {Settings} values
 */
function spawnPostgres(cluster, port, values) {
  const output = openSync(cluster.log, 'a', 0o600)
  const flags = Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(cluster.bin, 'postgres'), ['-D', cluster.folder, '-p', String(port), ...flags], {
    ...cluster.identity,
    cwd: '/',
    // Nothing of our environment, which holds secrets.
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', output, output],
    detached: true,
  })
  closeSync(output)
  return child
}

/**
 * @param {import('./postgres-cluster.mjs').Cluster} cluster
 * @param {{ pid: number, port: number, exit: Promise<NodeJS.Signals | null> }} running
 * @returns {Postgres}
 */
function supervised(cluster, { pid, port, exit }) {
  const from = logSize(cluster.log)
  const ended = exit.then((signal) =>
    signal ? new Failure(`It was ended by ${signal}.`) : failureFrom(logSince(cluster.log, from), cluster),
  )
  const stop = () => stopProcess(pid, stopping)
  return { url: urlOf(cluster, port), pid, port, ended, stop }
}

/**
 * Waits for the status that PostgreSQL writes into its own pid file; a recovery after a crash may take minutes and is no failure.
 * @param {import('./postgres-cluster.mjs').Cluster} cluster
 * @param {number | undefined} pid
 */
async function isReady({ folder }, pid) {
  const file = join(folder, 'postmaster.pid')
  if (!pid || !existsSync(file)) return false
  const lines = readFileSync(file, 'utf8').split('\n')
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
}

/** @param {string} url */
async function makeDatabase(url) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url.replace(/[^/]+$/, 'postgres') })
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName])
    if (!rowCount) await client.query(`create database ${databaseName}`)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '28P01')) throw error
    throw new Failure(
      'The database refuses the password in postgres-password of the data folder: put back the file that belongs to this database.',
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** @param {import('./postgres-cluster.mjs').Cluster} cluster @param {number} port */
function urlOf({ password }, port) {
  return `postgresql://${databaseName}:${password}@127.0.0.1:${port}/${databaseName}`
}
