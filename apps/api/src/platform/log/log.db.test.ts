import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventId } from '@brokersync/schema/ids'
import { resolve } from 'node:path'
import { createDatabase } from '../../testing/app'
import { DomainError, unavailable } from '../errors/domain-error'
import { uuidv7 } from '../ids'
import { AlreadyClaimed, commit, ExpectationFailed, type NewEvent, type Origin } from '../postgres/commit'
import { openDatabase, type Database } from '../postgres/database'
import { openLeases, type Leases } from '../postgres/leases'
import { migrate } from '../postgres/migrate'
import { openSignals, type Signals } from '../postgres/signals'
import { createLogger } from '../telemetry/logger'
import { startConsumer } from './consumer'
import { resumeLane } from './parked'
import { openLog, type Log, type LoggedEvent } from './log'
import { startRelay, type Relay } from './relay'

const logger = createLogger('silent')
const origin: Origin = { actorId: null, credential: 'system', requestId: 'test' }
const folder = resolve(import.meta.dirname, '../../../../../prisma')

let url: string
let drop: () => Promise<void>
let database: Database
let signals: Signals
let leases: Leases
let log: Log
let relay: Relay

const event = (subject: string, version = 1): NewEvent => ({ id: uuidv7<EventId>(), type: 'test.happened', subject, version, at: new Date(), data: { subject } })
const around = () => ({ schema: 'segments', database, log, leases, signals, logger })

beforeEach(async () => {
  ;({ url, drop } = await createDatabase())
  await migrate(url, ['bus', 'keys', 'segments'], folder)
  database = openDatabase(url, { size: 10, logger })
  await database.query('CREATE TABLE segments.thing (id text PRIMARY KEY, version integer NOT NULL)')
  await database.query('CREATE TABLE segments.seen (id text NOT NULL)')
  signals = openSignals(url, logger)
  leases = openLeases(url, logger)
  log = openLog(database, signals)
  relay = startRelay('segments', { database, log, leases, signals, logger })
})
afterEach(async () => {
  await relay.stop()
  await leases.close()
  await signals.close()
  await database.close()
  await drop()
})

const bump = (id: string) => ({
  sql: `INSERT INTO segments.thing AS t VALUES ($1, 1) ON CONFLICT (id) DO UPDATE SET version = t.version + 1 RETURNING version`,
  values: [id],
})

async function eventually(check: () => Promise<boolean>): Promise<void> {
  await expect.poll(check, { timeout: 5_000, interval: 10 }).toBe(true)
}

test('rows, event, audit and claim are written together', async () => {
  const claim = { caller: 'c', operation: 'o', key: 'k', inputHash: Buffer.from('h'), resultId: 'r' }
  const audit = [{ action: 'did', subject: null, clientIds: [], changes: null }]
  await commit(database, 'segments', { writes: [bump('a')], events: [event('a')], audit, claims: [claim] }, origin)
  await expect(commit(database, 'segments', { writes: [bump('a')], events: [event('a')], audit, claims: [claim] }, origin)).rejects.toBeInstanceOf(AlreadyClaimed)
  const [row] = await database.query('SELECT (SELECT version FROM segments.thing) AS version, (SELECT count(*) FROM segments.audit) AS audits, (SELECT count(*) FROM segments.claim) AS claims')
  expect(row).toEqual({ version: 1, audits: 1, claims: 1 })
})

test('what was committed before a start stands in the log once its relay has caught up', async () => {
  await relay.stop()
  const left = event('a')
  await commit(database, 'segments', { writes: [bump('a')], events: [left] }, origin)
  relay = startRelay('segments', { database, log, leases, signals, logger })
  await relay.caughtUp()
  expect(await log.positionOf(left.id)).not.toBeNull()
})

test('a change that meets another state than it expected writes nothing at all', async () => {
  const stale = { sql: 'UPDATE segments.thing SET version = 9 WHERE id = $1 AND version = 7 RETURNING 1', values: ['a'], expect: 1, what: 'thing' }
  await commit(database, 'segments', { writes: [bump('a')] }, origin)
  await expect(commit(database, 'segments', { writes: [bump('a'), bump('b'), stale], events: [event('a')] }, origin)).rejects.toBeInstanceOf(ExpectationFailed)
  expect(await database.query('SELECT id, version FROM segments.thing')).toEqual([{ id: 'a', version: 1 }])
  expect(await database.query('SELECT 1 FROM segments.outbox')).toEqual([])
})

test('under concurrent changes the log is gapless and keeps each entity’s order', async () => {
  const change = async (id: string) => {
    const [row] = await database.query<{ version: number }>(
      `WITH w AS (INSERT INTO segments.thing AS t VALUES ($1, 1) ON CONFLICT (id) DO UPDATE SET version = t.version + 1 RETURNING version)
       INSERT INTO segments.outbox (event_id, type, subject, version, at, request_id, data)
       SELECT gen_random_uuid(), 'test.happened', $1, w.version, now(), 'r', '{}' FROM w RETURNING version`,
      [id],
    )
    relay.wake()
    return row
  }
  await Promise.all(Array.from({ length: 400 }, (_, index) => change(`entity-${index % 4}`)))
  await eventually(async () => (await log.head()) === 400)
  const { events } = await log.read({ after: 0, upTo: 400, limit: 500 })
  expect(events.map(({ position }) => position)).toEqual(Array.from({ length: 400 }, (_, index) => index + 1))
  for (let entity = 0; entity < 4; entity += 1) {
    const versions = events.filter(({ subject }) => subject === `entity-${entity}`).map(({ version }) => version)
    expect(versions).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
  }
})

test('a consumer’s effect happens once, though its handling fails now and then and two processes run it', async () => {
  const others = openLeases(url, logger)
  let turns = 0
  const handle = async (events: readonly LoggedEvent[]) => {
    turns += 1
    if (turns % 3 === 1) throw unavailable('The store')
    return { writes: [{ sql: 'INSERT INTO segments.seen SELECT unnest($1::text[]) RETURNING 1', values: [events.map(({ data }) => data['subject'])] }] }
  }
  const consumers = [startConsumer({ name: 'count', handle, atMost: 7 }, around()), startConsumer({ name: 'count', handle, atMost: 7 }, { ...around(), leases: others })]
  for (let index = 0; index < 50; index += 1) {
    await commit(database, 'segments', { writes: [], events: [event(`s${index}`)] }, origin)
    relay.wake()
  }
  await eventually(async () => (await consumers[0]?.progress())?.position === 50)
  const rows = await database.query<{ id: string }>('SELECT id FROM segments.seen')
  expect(rows.map(({ id }) => id).sort()).toEqual(Array.from({ length: 50 }, (_, index) => `s${index}`).sort())
  await Promise.all(consumers.map((consumer) => consumer.stop()))
  await others.close()
})

test('a process that waits for a consumer of another is told how far that has come, though it only passed events over', async () => {
  const elsewhere = { signals: openSignals(url, logger), leases: openLeases(url, logger) }
  const none = { name: 'none', types: ['test.else'], handle: async () => ({ writes: [] }) }
  const runs = startConsumer(none, around())
  await runs.catchUp()
  const waits = startConsumer(none, { ...around(), ...elsewhere, log: openLog(database, elsewhere.signals) })
  for (let round = 1; round <= 3; round += 1) {
    const happened = event('a', round)
    const logged = relay.whenAppended(happened.id)
    await commit(database, 'segments', { writes: [], events: [happened] }, origin)
    relay.wake()
    await logged
    await waits.catchUp()
    expect(await waits.position()).toBe(round)
  }
  await Promise.all([runs.stop(), waits.stop()])
  await Promise.all([elsewhere.leases.close(), elsewhere.signals.close()])
})

test('an event that fails three times parks its own lane, and the others go on', async () => {
  const handle = async (events: readonly LoggedEvent[]) => {
    if (events.some(({ subject }) => subject === 'bad')) throw new DomainError('CONFLICT', 'cannot')
    return { writes: [{ sql: 'INSERT INTO segments.seen SELECT unnest($1::text[]) RETURNING 1', values: [events.map(({ subject }) => subject)] }] }
  }
  const consumer = startConsumer({ name: 'park', handle }, around())
  await commit(database, 'segments', { writes: [], events: [event('good'), event('bad'), event('better'), event('bad', 2)] }, origin)
  relay.wake()
  await eventually(async () => (await consumer.progress()).position === 4)
  expect(await database.query('SELECT id FROM segments.seen ORDER BY id')).toEqual([{ id: 'better' }, { id: 'good' }])
  expect(await database.query('SELECT lane, position FROM segments.parked_event ORDER BY position')).toEqual([{ lane: 'bad', position: 2 }, { lane: 'bad', position: 4 }])
  await consumer.stop()
})

test('a parked lane goes on from its first event when an operator lets it, in order', async () => {
  let mended = false
  const handle = async (events: readonly LoggedEvent[]) => {
    if (!mended) throw new DomainError('CONFLICT', 'cannot')
    return { writes: [{ sql: 'INSERT INTO segments.seen SELECT unnest($1::text[]) RETURNING 1', values: [events.map(({ version }) => `v${version}`)] }] }
  }
  const consumer = startConsumer({ name: 'resume', handle }, around())
  await commit(database, 'segments', { writes: [], events: [event('lane', 1), event('lane', 2)] }, origin)
  relay.wake()
  await eventually(async () => (await consumer.progress()).position === 2)
  mended = true
  expect(await resumeLane(database, 'segments', 'resume', 'lane')).toBe(2)
  consumer.wake()
  await eventually(async () => (await database.query('SELECT 1 FROM segments.parked_event')).length === 0)
  expect(await database.query('SELECT id FROM segments.seen')).toEqual([{ id: 'v1' }, { id: 'v2' }])
  await consumer.stop()
})

test('whoever asked before the commit is told when its event stands in the log and when it was handled', async () => {
  const consumer = startConsumer({ name: 'told', handle: async () => ({ writes: [] }) }, around())
  const happened = event('x')
  const both = Promise.all([relay.whenAppended(happened.id), consumer.whenHandled(happened.id)])
  await commit(database, 'segments', { writes: [], events: [happened] }, origin)
  relay.wake()
  await both
  expect(await log.positionOf(happened.id)).toBe(1)
  await consumer.stop()
})

test('migrations run once when several processes start together, and a changed one is refused', async () => {
  const second = await createDatabase()
  const counts = await Promise.all([1, 2, 3].map(() => migrate(second.url, ['bus', 'keys', 'segments'], folder)))
  expect(counts.filter((count) => count > 0)).toHaveLength(1)
  await database.query(`UPDATE segments._prisma_migrations SET checksum = 'other'`)
  await expect(migrate(url, ['segments'], folder)).rejects.toThrow(/was changed after it had been applied/)
  await second.drop()
})
