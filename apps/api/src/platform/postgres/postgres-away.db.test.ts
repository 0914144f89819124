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
const timed = async (work: () => Promise<unknown>) => {
  const since = performance.now()
  const outcome = await work().then(() => 'done', (error: { code?: string }) => error.code)
  return { outcome, milliseconds: performance.now() - since }
}

async function back(within: number): Promise<void> {
  for (const end = performance.now() + within; ; ) {
    if ((await timed(two)).outcome === 'done') return
    if (performance.now() > end) throw new Error(`not back within ${within} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Milliseconds; the proof `faults` measures two seconds, on a machine that does nothing else. */
const soon = 4_000

test('a statement that takes long is waited for', async () => {
  expect(await timed(() => database.query('SELECT pg_sleep(2.5)'))).toMatchObject({ outcome: 'done' })
})

test('held up without a word, whoever waits is refused soon and whoever comes at once; then it is back', async () => {
  await two()
  cable.hold()
  // More than there are connections: some wait for the answer, others for a connection.
  const held = await Promise.all(Array.from({ length: 8 }, () => timed(two)))
  expect(held.map(({ outcome }) => outcome)).toEqual(Array(8).fill('UNAVAILABLE'))
  expect(Math.max(...held.map(({ milliseconds }) => milliseconds))).toBeLessThan(soon)
  const next = await timed(() => database.transaction((query) => query('SELECT 1')))
  expect(next.outcome).toBe('UNAVAILABLE')
  expect(next.milliseconds).toBeLessThan(1_000)
  await cable.mend()
  await back(15_000)
})

test('cut off, it is refused, and back when it is there again', async () => {
  await two()
  await cable.cut()
  expect(await timed(two)).toMatchObject({ outcome: 'UNAVAILABLE' })
  await cable.mend()
  await back(15_000)
})
