import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { importFile, start, statusOf, untilEnded, upload } from './testing/import-client'

const count = 6_000
const order = { kind: 'CLIENTS', mapping: { Id: 'externalReference', Name: 'displayName' }, defaults: { kind: 'INDIVIDUAL' }, source: 'killed' } as const
const file = ['Id,Name', ...Array.from({ length: count }, (_, index) => `${index},Person ${index}`)].join('\n')

let app: App
const workers: ChildProcess[] = []

/** A worker process as the server starts it. */
function forkWorker(): ChildProcess {
  const { DATABASE_URL, DATA_DIR, CONFIG_DIR, MIGRATIONS_DIR, MODULES } = app.environment
  const worker = fork(new URL('../../worker.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL, DATA_DIR, CONFIG_DIR, MIGRATIONS_DIR, MODULES: MODULES.join(','), LOG_LEVEL: 'warn' },
  })
  workers.push(worker)
  return worker
}

async function untilRead(id: string, rows: number): Promise<void> {
  while ((await statusOf(app, id)).rows < rows) await pause(10)
}

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'sync'] })
})

afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  await app.stop()
})

test('a worker that is killed in the middle is followed by one that goes on with the next row', { timeout: 120_000 }, async () => {
  const started = await start(app, order)
  await upload(started, file)
  for (const rows of [1, 2_000, 4_000]) {
    const worker = forkWorker()
    await untilRead(started.id, rows)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  }
  expect(await statusOf(app, started.id)).toMatchObject({ status: 'RUNNING' })

  forkWorker()
  expect(await untilEnded(app, started.id)).toMatchObject({ status: 'FINISHED', rows: count, created: count, updated: 0, unchanged: 0, rejected: 0 })
  const [clients] = await app.runtime.database.query('SELECT count(*) AS clients FROM profiles.client')
  expect(clients).toEqual({ clients: count })
  expect(await importFile(app, order, file)).toMatchObject({ created: 0, updated: 0, unchanged: count })
})

test('a worker ends with the process that started it, and a job that it was at is taken up again', { timeout: 60_000 }, async () => {
  const started = await start(app, { ...order, source: 'orphaned' })
  await upload(started, file)
  await untilRead(started.id, 1)

  for (const worker of workers.slice(-1)) {
    worker.disconnect()
    expect(await once(worker, 'exit')).toEqual([0, null])
  }
  expect(await statusOf(app, started.id)).toMatchObject({ status: 'RUNNING' })
  forkWorker()
  expect(await untilEnded(app, started.id)).toMatchObject({ status: 'FINISHED', created: count })
})
