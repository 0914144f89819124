import { resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDatabase } from '../../testing/app'
import { uuidv7 } from '../ids'
import { commit, ExpectationFailed, type Origin } from '../postgres/commit'
import { openDatabase, type Database } from '../postgres/database'
import { migrate } from '../postgres/migrate'
import { createLogger } from '../telemetry/logger'
import { createReadAudit, ReadRecord } from './audit'

const client = uuidv7()
const other = uuidv7()
const change = { writes: [], audit: [{ action: 'rename', subject: null, clientIds: [client], changes: null }] }

let database: Database
let drop: () => Promise<void>
let record: ReadRecord
let origin: Origin

beforeEach(async () => {
  const created = await createDatabase()
  drop = created.drop
  await migrate(created.url, ['bus', 'keys', 'segments'], resolve(import.meta.dirname, '../../../../../prisma'))
  database = openDatabase(created.url, { size: 2, logger: createLogger('silent') })
  record = new ReadRecord()
  record.add('profile', [client])
  origin = { actorId: null, credential: 'token:1', requestId: 'one', reading: { operation: 'mutation Rename', record } }
})
afterEach(async () => {
  await database.close()
  await drop()
})

const rows = () => database.query<{ action: string; reads: string[] | null; clients: string[] }>('SELECT action, reads, client_ids AS clients FROM segments.audit ORDER BY id', [])
const commits = async () => (await database.query<{ count: number }>('SELECT count(DISTINCT xmin::text)::int AS count FROM segments.audit', []))[0]?.count

test('what an operation had read stands on record with its first change, by the same commit', async () => {
  await commit(database, 'segments', change, origin)
  expect(await rows()).toEqual([
    { action: 'rename', reads: null, clients: [client] },
    { action: 'read mutation Rename', reads: ['profile'], clients: [client] },
  ])
  expect(await commits()).toBe(1)
  expect(record.isOnRecord).toBe(true)
})

test('what it reads beyond that has a row of its own, which tells all, and no change tells it again', async () => {
  await commit(database, 'segments', change, origin)
  record.add('interactions', [other])
  expect(record.isOnRecord).toBe(false)
  await commit(database, 'segments', change, origin)
  await createReadAudit('segments', database, () => undefined).write(record, 'mutation Rename', origin)
  expect(record.isOnRecord).toBe(true)
  await commit(database, 'segments', change, origin)
  expect((await rows()).filter(({ reads }) => reads !== null).map(({ reads, clients }) => ({ reads, clients }))).toEqual([
    { reads: ['profile'], clients: [client] },
    { reads: ['interactions', 'profile'], clients: [client, other] },
  ])
})

test('a change that is refused puts nothing on record', async () => {
  const refused = { ...change, writes: [{ sql: 'UPDATE segments.segment SET id = id WHERE false RETURNING id', values: [], expect: 1 }] }
  await expect(commit(database, 'segments', refused, origin)).rejects.toThrow(ExpectationFailed)
  expect(await rows()).toEqual([])
  expect(record.isOnRecord).toBe(false)
})

test('a change without an entry of its own carries none of what was read', async () => {
  await commit(database, 'segments', { writes: [{ sql: 'SELECT 1', values: [] }] }, origin)
  expect(await rows()).toEqual([])
  expect(record.isOnRecord).toBe(false)
})
