import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Failure } from '../lib/failure.mjs'
import { freePort } from '../lib/ports.mjs'
import { commandLineOf, stopProcess, until } from '../lib/processes.mjs'
import { startCassandraInDocker } from './cassandra-docker.mjs'
import { cassandraRuntime } from './cassandra-runtime.mjs'

/**
 * @typedef {object} Cassandra a running single node of Cassandra 5.0
 * @property {string} contactPoint host:port
 * @property {string} dataCenter
 * @property {number | undefined} pid undefined where it runs in Docker
 * @property {Promise<Failure>} ended resolves when it ends, with the reason
 * @property {() => Promise<void>} stop
 */

/**
 * @typedef {object} Place where a node listens: one by itself on ports of its own, or one of a ring, whose nodes share their ports
 * @property {string} address of the loopback network
 * @property {number} native
 * @property {number} storage
 * @property {string} seed the address of the ring's first node
 */

/** @typedef {{ dataDir: string, durable?: boolean, ending?: AbortSignal | undefined, place?: Place }} CassandraOptions
 *   `durable`: a write is answered only when it is on the disk; `ending` gives up a start; `place`: of a ring's node */

/** @type {[NodeJS.Signals, number][]} */
const stopping = [
  ['SIGTERM', 20_000],
  ['SIGKILL', 5_000],
]

/** The name that SimpleSnitch gives. */
const dataCenter = 'datacenter1'

/**
 * Starts a local Cassandra on a JDK, or in Docker where there is none.
 * @param {CassandraOptions} options
 * @returns {Promise<Cassandra | { missing: string }>} or what it lacks here, as a phrase
 */
export async function startCassandra({ dataDir, durable = true, ending, place }) {
  const runtime = await cassandraRuntime()
  if ('jars' in runtime) return startOnJava(runtime, { dataDir, durable, ending, place })
  const docker = await startCassandraInDocker()
  return docker ?? { missing: `${runtime.missing}, and no Docker` }
}

/**
 * @param {import('./cassandra-runtime.mjs').Runtime} runtime
 * @param {{ dataDir: string, durable: boolean, ending: AbortSignal | undefined, place: Place | undefined }} options
 * @returns {Promise<Cassandra>}
 */
async function startOnJava(runtime, { dataDir, durable, ending, place: given }) {
  const folder = join(dataDir, 'cassandra')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  await stopLeftover(folder)
  const place = given ?? { address: '127.0.0.1', seed: '127.0.0.1', ...(await keptPorts(folder)) }
  const config = join(folder, 'cassandra.yaml')
  writeFileSync(config, configuration({ folder, durable, place }))
  const output = openSync(join(folder, 'cassandra.log'), 'w', 0o600)
  const child = spawn(runtime.java, javaArguments(runtime, folder, config), {
    cwd: folder,
    stdio: ['ignore', output, output],
    detached: true,
  })
  closeSync(output)
  if (child.pid) writeFileSync(join(folder, 'pid'), String(child.pid))
  return whenReady(child, { folder, place, ending })
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ folder: string, place: Place, ending: AbortSignal | undefined }} node
 * @returns {Promise<Cassandra>}
 */
async function whenReady(child, { folder, place, ending }) {
  let running = true
  const failure = () =>
    new Failure(
      `Cassandra does not run: see ${join(folder, 'cassandra.log')}; where its data is damaged, put a backup of ${folder} in its place.`,
    )
  /** @type {Promise<Failure>} */
  const ended = new Promise((resolve) => {
    const end = () => {
      running = false
      resolve(failure())
    }
    child.once('exit', end).once('error', end)
  })
  await until(async () => !running || ending?.aborted || accepts(place), 120_000)
  if (!running || !child.pid || ending?.aborted || !(await accepts(place))) {
    child.kill('SIGKILL')
    throw failure()
  }
  const { pid } = child
  const stop = () => stopProcess(pid, stopping)
  return { contactPoint: `${place.address}:${place.native}`, dataCenter, pid, ended, stop }
}

/** @param {string} folder */
async function stopLeftover(folder) {
  const file = join(folder, 'pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (pid && (await commandLineOf(pid)).includes(`-Dcassandra.storagedir=${folder} `)) await stopProcess(pid, stopping)
}

/**
 * The node keeps its ports between starts, where they are free, since it writes them into its own tables.
 * @param {string} folder
 * @returns {Promise<{ native: number, storage: number }>}
 */
async function keptPorts(folder) {
  const file = join(folder, 'ports.json')
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const ports = { native: await freePort(kept.native), storage: await freePort(kept.storage) }
  writeFileSync(file, JSON.stringify(ports))
  return ports
}

/** @param {import('./cassandra-runtime.mjs').Runtime} runtime @param {string} folder @param {string} config */
function javaArguments({ jars }, folder, config) {
  const beside = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url))
  const opens = readFileSync(beside('cassandra-jvm.options'), 'utf8').trim().split(/\s+/)
  const properties = {
    'cassandra.config': pathToFileURL(config).href,
    'cassandra-foreground': 'yes',
    'cassandra.storagedir': folder,
    'logback.configurationFile': beside('cassandra-logback.xml'),
    // One node has no ring to wait for.
    'cassandra.ring_delay_ms': '0',
    'cassandra.skip_wait_for_gossip_to_settle': '0',
    'java.security.manager': 'allow',
    'jdk.attach.allowAttachSelf': 'true',
  }
  const flags = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`)
  return [
    '-Xms512m',
    '-Xmx512m',
    '-Xss512k',
    '-XX:+ExitOnOutOfMemoryError',
    ...opens,
    ...flags,
    '-cp',
    join(jars, '*'),
    'org.apache.cassandra.service.CassandraDaemon',
  ]
}

/** @param {{ folder: string, durable: boolean, place: Place }} node */
function configuration({ folder, durable, place: { address, native, storage, seed } }) {
  const path = (/** @type {string} */ name) => JSON.stringify(join(folder, name))
  const sync = durable ? 'commitlog_sync: group\ncommitlog_sync_group_window: 5ms' : 'commitlog_sync: periodic\ncommitlog_sync_period: 10s'
  return `cluster_name: BrokerSync
num_tokens: 1
partitioner: org.apache.cassandra.dht.Murmur3Partitioner
endpoint_snitch: SimpleSnitch
storage_compatibility_mode: NONE
listen_address: ${address}
storage_port: ${storage}
rpc_address: ${address}
start_native_transport: true
native_transport_port: ${native}
seed_provider:
  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
    parameters:
      - seeds: "${seed}:${storage}"
data_file_directories: [${path('data')}]
commitlog_directory: ${path('commitlog')}
hints_directory: ${path('hints')}
saved_caches_directory: ${path('saved_caches')}
cdc_raw_directory: ${path('cdc_raw')}
${sync}
commitlog_segment_size: 32MiB
auto_bootstrap: false
auto_snapshot: false
incremental_backups: false
sasi_indexes_enabled: false
materialized_views_enabled: false
authenticator: AllowAllAuthenticator
authorizer: AllowAllAuthorizer
`
}

/** @param {Place} place @returns {Promise<boolean>} */
function accepts({ address, native }) {
  return new Promise((resolve) => {
    const socket = connect({ port: native, host: address })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
