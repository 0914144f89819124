import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client, types } from 'cassandra-driver'
import pg from 'pg'
import type { ClientId } from '@brokersync/schema/ids'
import { bucketsOf, planDensity } from '../apps/api/src/modules/interactions/density'
import { createActivityStore } from '../apps/api/src/modules/interactions/store/activity.store'
import { CassandraInteractionStore } from '../apps/api/src/modules/interactions/store/cassandra-interaction.store'
import { createPostgresInteractionStore } from '../apps/api/src/modules/interactions/store/postgres-interaction.store'
import type { InteractionStore } from '../apps/api/src/modules/interactions/store/interaction.store'
import { openCassandra } from '../apps/api/src/platform/cassandra/cassandra'
import { uuidv7 } from '../apps/api/src/platform/ids'
import { openDatabase } from '../apps/api/src/platform/postgres/database'
import { migrate } from '../apps/api/src/platform/postgres/migrate'
import { createLogger } from '../apps/api/src/platform/telemetry/logger'
import { seeded } from '../proofs/lib/random'
import { startCassandra } from '../scripts/services/cassandra.mjs'
import { startPostgres } from '../scripts/services/postgres.mjs'
import { publish, type Finding } from './lib/results'
import { figureOf, inTurn, percentile, ratioOf, type Contender } from './lib/runner'
import { seed, years } from './timeline-read/seed'

// `--quick` looks whether all runs; its figures are worth nothing, and RESULTS.md stays as it is.
const quick = process.argv.includes('--quick')
const rounds = quick ? 1 : 5
const [large, small] = quick ? [150_000, 10] : [1_000_000, 10]
const reads = quick ? 50 : 1_000

const about = `A client with ${large.toLocaleString('en')} interactions over ten years, in Postgres and in Cassandra (partitions of a month), beside one with ${small}. Each contender reads its newest
hundred, and hundreds from instants all over the ten years, ${reads.toLocaleString('en')} times each, one after the other, in the process that measures: the stores as the product calls them; the drivers alone with one
statement of the same rows, whose place the limit is told beforehand; and the density of the ten years in 120 bars. Ids are compared. Nothing is opened: keys and HTTP are others' to measure.`

const root = fileURLToPath(new URL('../', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'brokersync-timeline-'))
chmodSync(dataDir, 0o711)
const logger = createLogger('error')
const [postgres, cassandraServer] = await Promise.all([startPostgres({ dataDir }), startCassandra({ dataDir, durable: false })])
if ('missing' in cassandraServer) throw new Error(`Cassandra cannot run here: ${cassandraServer.missing}`)
await migrate(postgres.url, ['interactions'], join(root, 'prisma'))
const database = openDatabase(postgres.url, { size: 4, logger })
const cassandra = openCassandra({ contactPoints: [cassandraServer.contactPoint], localDataCenter: 'datacenter1', keyspace: 'bench', migrations: join(root, 'cassandra/interactions'), logger })
for (let ready = false; !ready; await new Promise((resolve) => setTimeout(resolve, 100))) ready = await cassandra.check().then(() => true, () => false)
const activity = createActivityStore(database)
const inPostgres = createPostgresInteractionStore(database)
const inCassandra = new CassandraInteractionStore(cassandra, activity)

const [whale, minnow] = [uuidv7<ClientId>(), uuidv7<ClientId>()]
await database.query(`INSERT INTO interactions.layout (client_id, layout) VALUES ($1, 'month')`, [whale])
for (const [clientId, count] of [[whale, large], [minnow, small]] as const) await seed(database, [inPostgres, inCassandra], clientId, count)
await database.query('ANALYZE')

const driver = new Client({ contactPoints: [cassandraServer.contactPoint], localDataCenter: 'datacenter1', keyspace: 'bench', queryOptions: { prepare: true, consistency: types.consistencies.localQuorum } })
await driver.connect()
const bare = new pg.Client({ connectionString: postgres.url })
await bare.connect()

const columns = 'client_id, occurred_at, id, recorded_at, category, kind, author_id, codes, sealed'
const span = Date.UTC(years.first + years.count, 0) - Date.UTC(years.first, 0)

/** Instants from which to read on, the same for every contender; none near the beginning of a month, so that the limit needs one statement. */
function instants(): Date[] {
  const random = seeded(7)
  return Array.from({ length: reads }, () => {
    const at = new Date(Date.UTC(years.first, 0) + random.between(0, span - 1))
    at.setUTCDate(Math.max(10, at.getUTCDate()))
    return at
  })
}

type Read = (clientId: ClientId, before: Date | null) => Promise<string[]>

const ofStore = (store: InteractionStore): Read => async (clientId, before) =>
  (await store.window({ clientIds: [clientId], from: null, to: before, categories: null, after: null, first: 100 })).map(({ id }) => id)

const newestOf = new Date(Date.UTC(years.first + years.count, 0) - 1)
const byDriver: Read = async (clientId, before) => {
  const at = before ?? newestOf
  const { rows } = await driver.execute(`SELECT ${columns} FROM interaction WHERE client_id = ? AND bucket = ? AND occurred_at < ? LIMIT 100`, [clientId, at.toISOString().slice(0, 7), before ?? new Date(at.getTime() + 1)])
  return rows.map((row) => String(row['id']))
}
const byPg: Read = async (clientId, before) => {
  const { rows } = await bare.query<{ id: string }>({ name: 'window', text: `SELECT ${columns} FROM interactions.interaction WHERE client_id = $1 AND occurred_at < $2 ORDER BY occurred_at DESC, id DESC LIMIT 100`, values: [clientId, before ?? new Date('9999-01-01')] })
  return rows.map(({ id }) => id)
}

const measured = (name: string, clientId: ClientId, read: Read): Contender => ({
  name,
  async run() {
    let hash = 0
    const timed = async (before: Date | null) => {
      const begun = performance.now()
      const ids = await read(clientId, before)
      hash += ids.length + (ids[0]?.length ?? 0) + (ids.at(-1)?.charCodeAt(30) ?? 0)
      return performance.now() - begun
    }
    const newest: number[] = []
    for (let index = 0; index < reads; index += 1) newest.push(await timed(null))
    const anywhere: number[] = []
    if (clientId === whale) for (const at of instants()) anywhere.push(await timed(at))
    const all = [...newest, ...anywhere].reduce((sum, took) => sum + took, 0)
    return {
      answer: clientId === whale ? String(hash) : 'small',
      figures: { 'p50 ms newest': percentile(newest, 0.5), 'p99 ms newest': percentile(newest, 0.99), ...(anywhere.length > 0 && { 'p99 ms anywhere': percentile(anywhere, 0.99) }), 'reads/s': (newest.length + anywhere.length) / (all / 1_000) },
    }
  },
})

async function density(): Promise<string> {
  const plan = planDensity({ from: new Date(Date.UTC(years.first, 0)), to: new Date(Date.UTC(years.first + years.count, 0)) }, 120)
  const counts = await activity.counts([whale], plan, null)
  return String(bucketsOf(plan, counts).reduce((sum, { count }) => sum + count, 0))
}

const ofDensity: Contender = {
  name: 'density of ten years',
  async run() {
    const took: number[] = []
    let answer = ''
    for (let index = 0; index < reads; index += 1) {
      const begun = performance.now()
      answer = await density()
      took.push(performance.now() - begun)
    }
    return { answer, figures: { 'p50 ms': percentile(took, 0.5), 'p99 ms': percentile(took, 0.99) } }
  },
}

try {
  const windows = await inTurn(
    [
      measured('Cassandra', whale, ofStore(inCassandra)), measured('the driver of Cassandra alone', whale, byDriver), measured('Postgres', whale, ofStore(inPostgres)), measured('the driver of Postgres alone', whale, byPg),
    ],
    { rounds },
  )
  const minnows = await inTurn([measured('Cassandra, a client with ten', minnow, ofStore(inCassandra)), measured('Postgres, a client with ten', minnow, ofStore(inPostgres))], { rounds })
  const densities = await inTurn([ofDensity], { rounds })
  const share = ratioOf(windows, ['Cassandra', 'the driver of Cassandra alone'], 'reads/s')
  const inPg = ratioOf(windows, ['Postgres', 'the driver of Postgres alone'], 'reads/s')
  const [p99, pgP99, bars] = [figureOf(windows, 'Cassandra', 'p99 ms newest'), figureOf(windows, 'Postgres', 'p99 ms newest'), figureOf(densities, 'density of ten years', 'p99 ms')]
  const findings: [Finding, ...Finding[]] = [
    { what: 'reads a second in Cassandra, × the limit', figure: share, against: 'the driver alone, told where to look', goal: { text: '≥ 0.80', met: share.median >= 0.8 } },
    { what: 'newest 100 of a million in Cassandra, p99, ms', figure: p99, against: 'one after the other', goal: { text: '≤ 5', met: p99.median <= 5 } },
    { what: 'reads a second in Postgres, × the limit', figure: inPg, against: 'the driver alone', goal: { text: '≥ 0.80', met: inPg.median >= 0.8 } },
    { what: 'newest 100 of a million in Postgres, p99, ms', figure: pgP99, against: 'one after the other', goal: { text: '≤ 5', met: pgP99.median <= 5 } },
    { what: 'density of ten years, p99, ms', figure: bars, against: 'one after the other', goal: { text: '≤ 10', met: bars.median <= 10 } },
  ]
  const comparisons = [{ title: 'Of a million', rounds: windows }, { title: 'Of ten', rounds: minnows }, { title: 'Density', rounds: densities }]
  publish({ bench: 'timeline-read', about, findings, comparisons }, { write: !quick })
} finally {
  await Promise.all([driver.shutdown(), bare.end(), cassandra.stop(), database.close()])
  await Promise.all([postgres.stop(), cassandraServer.stop()])
  rmSync(dataDir, { recursive: true, force: true })
}
