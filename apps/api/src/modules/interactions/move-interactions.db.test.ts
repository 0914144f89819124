import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCassandra, type Cassandra } from '../../platform/cassandra/cassandra'
import { createLogger } from '../../platform/telemetry/logger'
import { createDatabase, startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { act, person, type Person } from '../../testing/people'
import { keepLayouts } from './keep-layouts'
import { createActivityStore } from './store/activity.store'
import { CassandraInteractionStore } from './store/cassandra-interaction.store'
import { aClientOf, timelineOf } from './testing/recording'

const contactPoint = process.env['TEST_CASSANDRA']
const skipped = process.env['SKIP_CASSANDRA'] !== undefined && contactPoint === undefined
const keyspace = `test_${randomBytes(6).toString('hex')}`
const root = resolve(import.meta.dirname, '../../../../..')
const modules = ['access', 'profiles', 'interactions', 'compliance', 'segments', 'documents', 'sync'] as const

let number = 0
const note = (app: App, clientId: string, by: Person) =>
  act(app, operation('AddNote'), { clientId, body: `note ${(number += 1)}`, occurredAt: new Date(Date.UTC(2020 + (number % 6), number % 12, 1 + (number % 28), 0, number % 60)).toISOString() }, by.token)

/** All of a client's ids, as its timeline gives them page by page. */
async function idsOn(app: App, clientId: string, by: Person): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | null = null; ; ) {
    const page = await timelineOf(app, clientId, { first: 100, after }, by.token)
    ids.push(...page.edges.map(({ node }) => node.id))
    if (!page.pageInfo.hasNextPage) return ids
    after = page.pageInfo.endCursor
  }
}

describe.skipIf(skipped)('interactions of a running system', () => {
  let database: Awaited<ReturnType<typeof createDatabase>>
  let folder: string
  let cassandra: Cassandra
  let app: App
  let broker: Person
  const withCassandra = () => {
    if (contactPoint === undefined) throw new Error('TEST_CASSANDRA is missing: `npm test` sets it where Cassandra can run')
    return { CASSANDRA_CONTACT_POINTS: contactPoint, CASSANDRA_KEYSPACE: keyspace }
  }
  const start = (variables: Record<string, string> = {}) => startApp({ modules, variables: { DATABASE_URL: database.url, DATA_DIR: folder, ...variables } })
  const move = async (to: string): Promise<string> => (await app.runtime.modules.find(({ name }) => name === 'interactions')?.commands?.['move-interactions']?.(['--to', to])) ?? ''
  const rowsInPostgres = async () => (await app.runtime.database.query<{ n: number }>('SELECT count(*)::int AS n FROM interactions.interaction'))[0]?.n
  const place = async () => (await app.runtime.database.query('SELECT reads, also FROM interactions.store_place'))[0]

  beforeAll(async () => {
    database = await createDatabase()
    folder = await mkdtemp(join(tmpdir(), 'brokersync-move-'))
    cassandra = openCassandra({ contactPoints: [contactPoint ?? ''], localDataCenter: 'datacenter1', keyspace, migrations: join(root, 'cassandra/interactions'), logger: createLogger('warn') })
    app = await start()
    broker = await person(app, { role: 'BROKER' })
  })
  afterAll(async () => {
    await app.stop()
    await cassandra.execute(`DROP KEYSPACE IF EXISTS ${keyspace}`, [])
    await cassandra.stop()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  test('move to Cassandra and back while they are recorded, corrected and erased: none is lost, none is twice', { timeout: 120_000 }, async () => {
    const [one, other, gone] = [await aClientOf(app, broker), await aClientOf(app, broker), await aClientOf(app, broker)]
    const recorded: Record<string, string[]> = { [one]: [], [other]: [], [gone]: [] }
    for (let index = 0; index < 150; index += 1) for (const clientId of [one, other, gone]) recorded[clientId]?.push(await note(app, clientId, broker))
    await expect(move('cassandra')).rejects.toThrow('CASSANDRA_CONTACT_POINTS is not set')

    // A Cassandra that is connected later is not taken for where the interactions are.
    await app.stop()
    app = await start(withCassandra())
    expect((await idsOn(app, one, broker)).toSorted()).toEqual(recorded[one]?.toSorted())

    const officer = await person(app, { role: 'COMPLIANCE' })
    for (const to of ['cassandra', 'postgres']) {
      let moving = true
      const moved = move(to).finally(() => (moving = false))
      const corrected: string[] = []
      const erased = to === 'cassandra' ? act(app, operation('EraseClient'), { clientId: gone, reason: 'Asked to be forgotten' }, officer.token) : Promise.resolve('')
      while (moving) {
        recorded[one]?.push(await note(app, one, broker))
        const id = recorded[other]?.[corrected.length]
        if (id !== undefined) {
          await act(app, 'mutation ($input: CorrectInteractionInput!) { correctInteraction(input: $input) { id } }', { id, body: `corrected on the way to ${to}`, reason: 'A slip' }, broker.token)
          corrected.push(id)
        }
        // What was just recorded is read, whichever store it is in.
        const [newest] = (await timelineOf(app, one, { first: 500 }, broker.token)).edges.filter(({ node }) => node.id === recorded[one]?.at(-1))
        expect(newest).toBeDefined()
      }
      expect(await moved).toMatch(`The interactions are in ${to}: `)
      await erased
      await pause(1_500)
      expect(await place()).toEqual({ reads: to, also: null })
      expect(corrected.length).toBeGreaterThan(0)
      for (const clientId of [one, other]) expect((await idsOn(app, clientId, broker)).toSorted()).toEqual(recorded[clientId]?.toSorted())
      const bodies = new Map((await timelineOf(app, other, { first: 500 }, broker.token)).edges.map(({ node }) => [node.id, node['body']]))
      expect(corrected.map((id) => bodies.get(id))).toEqual(corrected.map(() => `corrected on the way to ${to}`))
      const { rows } = await cassandra.execute('SELECT client_id FROM interaction', [])
      const there = { postgres: await rowsInPostgres(), cassandra: rows.length }
      const all = (recorded[one]?.length ?? 0) + (recorded[other]?.length ?? 0)
      expect(there).toEqual(to === 'cassandra' ? { postgres: 0, cassandra: all } : { postgres: all, cassandra: 0 })
    }
    await expect(move('postgres')).rejects.toThrow('in postgres already')
  })

  test('of a client whose partitions grow too large are cut into shorter ones, while they are read and written', { timeout: 120_000 }, async () => {
    await move('cassandra')
    const clientId = await aClientOf(app, broker)
    const recorded: string[] = []
    const inJune = (day: number) => act(app, operation('AddNote'), { clientId, body: 'n', occurredAt: new Date(Date.UTC(2024, 5, 1 + (day % 28), 0, day % 60, Math.floor(day / 60))).toISOString() }, broker.token)
    for (let index = 0; index < 60; index += 1) recorded.push(await inJune(index))
    const { database: db } = app.runtime
    const store = new CassandraInteractionStore(cassandra, createActivityStore(db))
    const buckets = async () => [...new Set((await cassandra.execute('SELECT client_id, bucket FROM interaction', [])).rows.filter((row) => String(row['client_id']) === clientId).map((row) => String(row['bucket']).length))]
    expect(await buckets()).toEqual([4])
    const apply = { caughtUp: () => pause(200) }
    const keeper = keepLayouts({ store, database: db, ...apply }, { leases: { holds: () => Promise.resolve(true) }, logger: createLogger('warn') }, 50)
    try {
      for (let index = 60; index < 200 && !((await buckets()).join() === '10'); index += 1) {
        recorded.push(await inJune(index))
        expect((await idsOn(app, clientId, broker)).toSorted()).toEqual(recorded.toSorted())
      }
    } finally {
      await keeper.stop()
    }
    // From years to months, and, since one month has more than may be, on to days; of the old partitions nothing is left.
    expect(await buckets()).toEqual([10])
    expect(await db.query('SELECT layout, next, moving_since FROM interactions.layout WHERE client_id = $1', [clientId])).toEqual([{ layout: 'day', next: null, moving_since: null }])
    expect((await idsOn(app, clientId, broker)).toSorted()).toEqual(recorded.toSorted())
  })
})
