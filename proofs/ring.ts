import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createActivityStore } from '../apps/api/src/modules/interactions/store/activity.store'
import { CassandraInteractionStore } from '../apps/api/src/modules/interactions/store/cassandra-interaction.store'
import { openCassandra } from '../apps/api/src/platform/cassandra/cassandra'
import { openDatabase } from '../apps/api/src/platform/postgres/database'
import { migrate } from '../apps/api/src/platform/postgres/migrate'
import { createLogger } from '../apps/api/src/platform/telemetry/logger'
import { startPostgres } from '../scripts/services/postgres.mjs'
import { seeded } from './lib/random'
import { compare, idsOf, startLoad } from './ring/load'
import { sizeOfRing, startRing, type Ring } from './ring/nodes'

/**
 * Of three Cassandra nodes any one may die: what every store of interactions does is tested while one is killed, and with one dead from the beginning;
 * then each is killed in turn under puts and readings. No operation is refused, what was acknowledged is read at once, and all of it is there once in the end.
 * `--seconds N` (8) that a node is dead under load, `--seed S` (1); `--forge lost|second` deletes what was acknowledged, or kills a second node, and must make
 * the proof fail.
 */
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '8' }, seed: { type: 'string', default: '1' }, forge: { type: 'string' } } })
const root = fileURLToPath(new URL('../', import.meta.url))
const random = seeded(Number(values.seed))
const keyspace = 'ring'
const suite = 'apps/api/src/modules/interactions/store/cassandra-interaction.store.db.test.ts'
const mostFaultsShown = 30

const faults: string[] = []
const complain = (fault: string): void => {
  faults.push(fault)
  if (faults.length <= mostFaultsShown) console.log(`FAULT ${fault}`)
}

const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-ring-'))
chmodSync(dataDir, 0o711)

/** Runs the tests of the store against the ring, and does something meanwhile. */
async function runSuite(name: string, env: Record<string, string>, meanwhile: () => Promise<void>): Promise<void> {
  const child = spawn(join(root, 'node_modules/.bin/vitest'), ['run', '--project', 'db', '--reporter', 'dot', suite], { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' })
  const [[code]] = await Promise.all([once(child, 'exit'), meanwhile()])
  if (code !== 0) complain(`the tests of the store failed with ${name}`)
}

async function underLoad(ring: Ring, databaseUrl: string): Promise<object> {
  await migrate(databaseUrl, ['interactions'], join(root, 'prisma'))
  const database = openDatabase(databaseUrl, { size: 4, logger: createLogger('error') })
  const cassandra = openCassandra({ contactPoints: ring.contactPoints, localDataCenter: 'datacenter1', keyspace, migrations: join(root, 'cassandra/interactions'), logger: createLogger('error') })
  try {
    while (!(await cassandra.check().then(() => true, () => false))) await sleep(100)
    await ring.whole(keyspace)
    const store = new CassandraInteractionStore(cassandra, createActivityStore(database))
    const load = await startLoad({ store, database, random: random.fork(), complain })
    for (let node = 0; node < sizeOfRing; node += 1) {
      await sleep(1_000)
      ring.kill(node)
      if (values.forge === 'second') ring.kill((node + 1) % sizeOfRing)
      await sleep(Number(values.seconds) * 1_000)
      await ring.start(node)
      if (values.forge === 'second') await ring.start((node + 1) % sizeOfRing)
      await ring.whole(keyspace)
    }
    await load.stop()
    const [forged] = load.put.keys()
    if (values.forge === 'lost' && forged !== undefined) await store.forget(forged)
    for (const [clientId, known] of load.put) compare(clientId, [...known], await idsOf(store, clientId), complain)
    return { ...load.counts, acknowledged: [...load.put.values()].reduce((sum, { size }) => sum + size, 0) }
  } finally {
    await cassandra.stop()
    await database.close()
  }
}

async function prove(): Promise<object> {
  const databases = join(dataDir, 'postgres')
  mkdirSync(databases)
  chmodSync(databases, 0o711)
  const [postgres, ring] = await Promise.all([startPostgres({ dataDir: databases }), startRing(dataDir)])
  try {
    const env = { TEST_DATABASE_URL: postgres.url, TEST_CASSANDRA: ring.contactPoints[0] ?? '' }
    const killed = random.between(1, sizeOfRing - 1)
    await runSuite('one node killed', env, async () => {
      await sleep(random.between(4_000, 8_000))
      ring.kill(killed)
    })
    await runSuite('one node dead', env, () => Promise.resolve())
    await ring.start(killed)
    return await underLoad(ring, postgres.url)
  } finally {
    await Promise.all([postgres.stop(), ring.stop()])
  }
}

const told = await prove().catch((error: unknown) => {
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return {}
})
rmSync(dataDir, { recursive: true, force: true })
console.log(JSON.stringify({ proof: 'ring', nodes: sizeOfRing, ...told, failed: faults.length, seed: Number(values.seed) }))
process.exit(faults.length === 0 ? 0 : 1)
