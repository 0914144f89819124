import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from '../../testing/app'
import { Cable } from '../../testing/cable'
import { createLogger } from '../telemetry/logger'
import { openDatabase, type Database } from './database'

let database: Database
let cable: Cable
let drop: () => Promise<void>

beforeAll(async () => {
  const made = await createDatabase()
  drop = made.drop
  const url = new URL(made.url)
  cable = new Cable(url.host)
  await cable.mend()
  url.host = `127.0.0.1:${cable.port}`
  database = openDatabase(url.href, { size: 3, logger: createLogger('silent') })
})

afterAll(async () => {
  await database.close()
  await cable.cut()
  await drop()
})

const two = () => database.query<{ two: number }>('SELECT 1 + 1 AS two')
const outcome = (work: () => Promise<unknown>) => work().then(() => 'done', (error: { code?: string }) => error.code)
const back = () => expect.poll(() => outcome(two), { timeout: 15_000 }).toBe('done')

test('a statement that takes long is waited for', async () => {
  expect(await outcome(() => database.query('SELECT pg_sleep(2.5)'))).toBe('done')
})

// That whoever waits is refused soon is measured by the proof `faults`, on a machine that does nothing else.
test('held up without a word, whoever waits or comes is refused; then it is back', async () => {
  await two()
  cable.hold()
  // More than there are connections: some wait for the answer, others for a connection.
  const held = await Promise.all(Array.from({ length: 8 }, () => outcome(two)))
  expect(held).toEqual(Array(8).fill('UNAVAILABLE'))
  expect(await outcome(() => database.transaction((query) => query('SELECT 1')))).toBe('UNAVAILABLE')
  await cable.mend()
  await back()
})

test('cut off, it is refused, and back when it is there again', async () => {
  await two()
  await cable.cut()
  expect(await outcome(two)).toBe('UNAVAILABLE')
  await cable.mend()
  await back()
})
