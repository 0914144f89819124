import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCassandra, type Cassandra } from '../../../platform/cassandra/cassandra'
import { commit } from '../../../platform/postgres/commit'
import { openDatabase, type Database } from '../../../platform/postgres/database'
import { migrate } from '../../../platform/postgres/migrate'
import { createLogger } from '../../../platform/telemetry/logger'
import { createDatabase } from '../../../testing/app'
import { createActivityStore, type Layout } from './activity.store'
import { CassandraInteractionStore } from './cassandra-interaction.store'
import type { StoredInteraction } from './interaction.store'
import { aClient, anItem } from '../testing/items'
import { interactionStoreSuite } from './interaction-store.suite'

const root = resolve(import.meta.dirname, '../../../../../..')
const contactPoint = process.env['TEST_CASSANDRA']
const skipped = process.env['SKIP_CASSANDRA'] !== undefined && contactPoint === undefined
const logger = createLogger('warn')
const keyspace = `test_${randomBytes(6).toString('hex')}`

let database: Database
let cassandra: Cassandra
let drop: () => Promise<void>

const open = () => {
  if (contactPoint === undefined) throw new Error('TEST_CASSANDRA is missing: `npm test` sets it where Cassandra can run')
  return openCassandra({ contactPoints: [contactPoint], localDataCenter: 'datacenter1', keyspace, migrations: join(root, 'cassandra/interactions'), logger })
}

const ready = async (one: Cassandra) => {
  // A cluster with a dead node takes its time over a new keyspace.
  for (const until = Date.now() + 150_000; ; ) {
    const isReady = await one.check().then(() => true, () => false)
    if (isReady) return
    if (Date.now() > until) throw new Error('Cassandra did not get ready')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

// The counts that the applier keeps, of the categories that the suite gives.
async function apply(items: readonly StoredInteraction[], layout?: Layout): Promise<void> {
  const store = new CassandraInteractionStore(cassandra, createActivityStore(database))
  for (const clientId of layout === undefined ? [] : new Set(items.map((item) => item.clientId))) {
    await database.query('INSERT INTO interactions.layout (client_id, layout) VALUES ($1, $2) ON CONFLICT DO NOTHING', [clientId, layout])
  }
  await store.put(items)
  const categories = items.flatMap(({ category }) => [category, category, category])
  const units = ['hour', 'day', 'month']
  const rows = items.flatMap((item) => units.map((unit) => ({ clientId: item.clientId, unit, at: item.occurredAt.toISOString() })))
  const write = {
    sql: `INSERT INTO interactions.activity_count AS a (client_id, unit, start, category, n)
      SELECT client_id, unit, date_trunc(unit, at, 'UTC'), category, count(*) FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[]) AS i(client_id, unit, at, category)
      GROUP BY 1, 2, 3, 4 ON CONFLICT (client_id, unit, start, category, channel) DO UPDATE SET n = a.n + excluded.n RETURNING 1`,
    values: [rows.map((row) => row.clientId), rows.map((row) => row.unit), rows.map((row) => row.at), categories],
  }
  await commit(database, 'interactions', { writes: [write] }, { actorId: null, credential: 'system', requestId: 'test' })
}

describe.skipIf(skipped)('interactions in Cassandra', () => {
  beforeAll(async () => {
    const made = await createDatabase()
    await migrate(made.url, ['interactions'], join(root, 'prisma'))
    database = openDatabase(made.url, { size: 4, logger })
    drop = made.drop
    cassandra = open()
    await ready(cassandra)
  }, 160_000)

  afterAll(async () => {
    await cassandra.execute(`DROP KEYSPACE ${keyspace}`, [])
    await cassandra.stop()
    await database.close()
    await drop()
  }, 120_000)

  for (const layout of ['year', 'month', 'day'] as const) {
    describe(`in partitions of a ${layout}`, () => {
      interactionStoreSuite(() => ({ store: new CassandraInteractionStore(cassandra, createActivityStore(database)), apply: (items) => apply(items, layout) }))
    })
  }

  test('two that start together bring the keyspace up to date once', async () => {
    const both = [open(), open()]
    await Promise.all(both.map(ready))
    const { rows } = await cassandra.execute('SELECT name FROM migration', [])
    expect(rows.map((row) => String(row['name']))).toEqual(['0001_interaction.cql'])
    await Promise.all(both.map((one) => one.stop()))
  })

  test('a client of many years and few items is read in few statements', async () => {
    const clientId = aClient()
    const items = Array.from({ length: 40 }, (_, year) => anItem(clientId, `${1960 + year}-05-01T00:00:00Z`))
    await apply(items)
    let statements = 0
    const counting: Cassandra = { ...cassandra, execute: (...given) => ((statements += 1), cassandra.execute(...given)) }
    const store = new CassandraInteractionStore(counting, createActivityStore(database))
    const page = await store.window({ clientIds: [clientId], from: null, to: null, categories: null, after: null, first: 5 })
    expect(page).toHaveLength(5)
    expect(statements).toBe(5)
  })
})

test('a Cassandra that is away is UNAVAILABLE, and says that it is not ready', async () => {
  const away = openCassandra({ contactPoints: ['127.0.0.1:1'], localDataCenter: 'datacenter1', keyspace, migrations: join(root, 'cassandra/interactions'), logger: createLogger('silent') })
  const store = new CassandraInteractionStore(away, { layouts: () => Promise.resolve(new Map()), stretches: () => Promise.resolve([]) })
  await expect(store.put([anItem(aClient(), '2026-01-01T00:00:00Z')])).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  const window = { clientIds: [aClient()], from: null, to: null, categories: null, after: null, first: 1 }
  await expect(store.window(window)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  expect(await store.health()).toMatchObject({ ready: false })
  await store.stop()
})
