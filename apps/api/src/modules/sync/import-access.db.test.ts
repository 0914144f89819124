import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Worker } from '../../platform/jobs/worker'
import { send, startApp, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { importFile, refusal, start, statusOf, upload, workFor } from './testing/import-client'

let app: App
let worker: Worker
let broker: Person
let stranger: Person

const order = { kind: 'CLIENTS', mapping: { Id: 'externalReference', Name: 'displayName' }, defaults: { kind: 'INDIVIDUAL' }, source: 'access' } as const
const file = 'Id,Name\n1,Canary-a41b\n'

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions', 'sync'] })
  worker = await workFor(app)
  broker = await person(app, { role: 'BROKER' })
  stranger = await person(app, { role: 'BROKER' })
})
afterAll(async () => {
  await worker.stop()
  await app.stop()
})

const codeOf = async (id: string, token: string) => (await app.send(operation('ImportStatus'), { id }, token)).errors?.[0]?.extensions.code
const filesOf = async (id: string) => (await readdir(join(app.environment.DATA_DIR, 'imports')).catch(() => [])).filter((name) => name.startsWith(id))

test('an import is its maker’s: another broker does not find it, a manager does', async () => {
  const { id } = await start(app, order, broker.token)
  const manager = await person(app, { role: 'MANAGER' })
  const list = 'query ($first: Int!) { imports(first: $first) { nodes { id upload { url } } pageInfo { hasNextPage } } }'

  expect(await codeOf(id, stranger.token)).toBe('NOT_FOUND')
  expect(await codeOf(id, manager.token)).toBeUndefined()
  expect(await codeOf(id, (await person(app, { role: 'ASSISTANT' })).token)).toBe('FORBIDDEN')
  expect((await app.send(list, { first: 10 }, stranger.token)).data).toMatchObject({ imports: { nodes: [] } })
  expect((await app.send(list, { first: 10 }, broker.token)).data).toMatchObject({ imports: { nodes: [{ id, upload: { url: expect.stringContaining(id) } }] } })
  // The manager sees that it waits for its file, but is not the one to send it.
  expect((await app.send(list, { first: 1 }, manager.token)).data).toMatchObject({ imports: { nodes: [{ id, upload: null }] } })
})

test('a file is to be sent to the server as its caller named it', async () => {
  const { id } = await start(app, order, broker.token)
  const { port } = new URL(app.served.address)
  for (const host of ['127.0.0.1', 'localhost']) {
    const { data } = await send(`http://${host}:${port}`, 'query ($id: ID!) { import(id: $id) { upload { url } } }', { id }, broker.token)
    expect(data).toMatchObject({ import: { upload: { url: expect.stringContaining(`http://${host}:${port}/`) } } })
  }
})

test('who may not make what the rows say may not import them', async () => {
  const analyst = await person(app, { role: 'ANALYST' })

  expect(await refusal(app, order, analyst.token)).toMatchObject({ code: 'FORBIDDEN' })
  expect(await refusal(app, order, null)).toMatchObject({ code: 'UNAUTHENTICATED' })
})

test('a broker’s file touches that broker’s clients alone', async () => {
  expect(await importFile(app, { ...order, source: 'shared' }, file, broker.token)).toMatchObject({ created: 1 })

  const taken = await importFile(app, { ...order, source: 'shared' }, file.replace('Canary', 'Taken'), stranger.token)
  expect(taken).toMatchObject({ created: 0, updated: 0, rejected: 1 })
  // Not whether it is another's client, a restricted or an erased one.
  expect(await (await fetch(taken.rejectedRowsUrl ?? '')).text()).toContain('1,Taken-a41b,2,externalReference: cannot be taken; ask compliance\r\n')
  const orders = {
    kind: 'ORDERS', source: 'shared', mapping: { id: 'clientReference', at: 'occurredAt' },
    defaults: { status: 'FILLED', side: 'BUY', commodity: 'COFFEE', instrument: 'SPOT', orderType: 'MARKET', unit: 'POUND', quantity: 1, price: 1, currency: 'USD' },
  } as const
  expect(await importFile(app, orders, 'id,at\n1,2026-01-05\n', stranger.token)).toMatchObject({ created: 0, rejected: 1 })
  expect(await importFile(app, orders, 'id,at\n1,2026-01-05\n', broker.token)).toMatchObject({ created: 1, rejected: 0 })
})

test('an upload that breaks off leaves nothing, and may be made again', async () => {
  const started = await start(app, order)
  const { url, headers } = started.upload
  const sent = request(url, { method: 'PUT', headers: { ...Object.fromEntries(headers.map(({ name, value }) => [name, value])), 'content-length': '500000' } })
  sent.on('error', () => undefined).write('Id,Name\n'.padEnd(200_000, 'x'))
  while ((await filesOf(started.id)).length === 0) await pause(20)
  sent.destroy()
  while ((await filesOf(started.id)).length > 0) await pause(20)

  expect(await statusOf(app, started.id)).toMatchObject({ status: 'AWAITING_UPLOAD' })
  expect((await upload(started, file)).status).toBe(201)
})

test('what a file says stands nowhere in clear, and the file is gone when it is read', async () => {
  const { id } = await importFile(app, { ...order, source: 'Canary-source' }, 'Id,Name\n7,Canary-77\n8\n')
  const [tables] = await app.runtime.database.query(
    `SELECT count(*) AS hits FROM (SELECT i::text AS row FROM sync.import i UNION ALL SELECT b::text FROM sync.import_batch b UNION ALL SELECT o::text FROM bus.log o WHERE o.module = 'sync'
       UNION ALL SELECT audit::text FROM ${auditIn(app)} UNION ALL SELECT j::text FROM graphile_worker._private_jobs j) AS rows WHERE row LIKE '%Canary%'`,
  )

  expect(tables).toEqual({ hits: 0 })
  // The upload is removed once its end is committed, which the status tells a moment before.
  while ((await filesOf(id)).length > 1) await pause(20)
  expect(await filesOf(id)).toEqual([expect.stringMatching(/\.rejected\./)])
  const actions = await app.runtime.database.query(`SELECT action FROM ${auditIn(app)} WHERE subject_id = $1 ORDER BY at`, [id])
  expect(actions.map(({ action }) => action)).toEqual(['startImport', 'uploadImport', 'finishImport'])
  const [sent] = await app.runtime.database.query(`SELECT address, agent FROM ${auditIn(app)} WHERE subject_id = $1 AND action = 'uploadImport'`, [id])
  expect(sent).toEqual({ address: '127.0.0.1', agent: 'node' })
})

test('rejected rows are for who sees each group of fields that they say, and what became of no field for who sees all of them', async () => {
  const [analyst, integration, manager] = await Promise.all(['ANALYST', 'INTEGRATION', 'MANAGER'].map((role) => person(app, { role })))
  const shownTo = async (id: string) => Promise.all([analyst, integration, manager].map(async (who) => (await statusOf(app, id, who?.token)).rejectedRowsUrl !== null))
  const rejected = async (mapping: Record<string, string>) =>
    (await importFile(app, { ...order, mapping, source: 'groups' }, `Id,Name,${Object.keys(mapping).slice(2).join()}\n8,,ann@example.com,123-45-6789\n`)).id

  expect(await shownTo((await importFile(app, { ...order, source: 'groups' }, 'Id,Name\n8\n')).id)).toEqual([true, true, true])
  expect(await shownTo(await rejected({ ...order.mapping, Mail: 'contact.emails' }))).toEqual([false, true, true])
  expect(await shownTo(await rejected({ ...order.mapping, Mail: 'contact.emails', Tax: 'sensitive.taxId' }))).toEqual([false, false, true])
  expect(await shownTo((await importFile(app, { ...order, source: 'groups' }, 'Id,Name,Remarks\n8,,123-45-6789\n')).id)).toEqual([false, false, true])
})

test('whoever sent a file sees its rejected rows, with columns that became no field', async () => {
  const integration = await person(app, { role: 'INTEGRATION' })
  expect(await importFile(app, { ...order, source: 'own' }, 'Id,Name,Remarks\n8,,123-45-6789\n', integration.token).then(({ id }) => statusOf(app, id, integration.token))).toMatchObject({ rejectedRowsUrl: expect.stringContaining('pass=') })
})

test('the rejected rows are for the holder of a pass alone', async () => {
  const { rejectedRowsUrl } = await importFile(app, { ...order, source: 'passes' }, 'Id,Name\n8\n')
  const address = new URL(rejectedRowsUrl ?? '')

  expect((await fetch(address)).status).toBe(200)
  address.searchParams.set('pass', 'forged')
  expect((await fetch(address)).status).toBe(401)
})
