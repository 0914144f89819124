import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Worker } from '../../platform/jobs/worker'
import { startApp, type App } from '../../testing/app'
import { importFile, workFor } from './testing/import-client'

let app: App
let worker: Worker

const orders = {
  kind: 'ORDERS',
  mapping: { client: 'clientReference', date: 'occurredAt', quantity: 'quantity', price: 'price' },
  defaults: { status: 'FILLED', side: 'Buy', commodity: 'COFFEE', instrument: 'SPOT', orderType: 'Market', unit: 'POUND', currency: 'USD' },
  source: 'shop',
} as const

const file = `client,date,quantity,price
c-1,19970101,2,29.33
c-1,19970101,2,29.33
c-2,19970118,1,"14,99"
c-9,19970118,1,14.99
c-2,19971301,1,14.99
c-2,19970119,none,14.99
`

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions', 'sync'] })
  worker = await workFor(app)
  const people = await importFile(app, { kind: 'CLIENTS', mapping: { id: 'externalReference', name: 'displayName' }, defaults: { kind: 'INDIVIDUAL' }, source: 'shop' }, 'id,name\nc-1,Ada\nc-2,Grace\n')
  expect(people).toMatchObject({ created: 2 })
})

afterAll(async () => {
  await worker.stop()
  await app.stop()
})

test('a dry run of orders records none of them', async () => {
  expect(await importFile(app, { ...orders, dryRun: true }, file)).toMatchObject({ status: 'FINISHED', rows: 6, created: 3, rejected: 3 })
  expect(await importFile(app, { ...orders, dryRun: true }, file)).toMatchObject({ created: 3, unchanged: 0 })
})

test('orders are recorded of the clients that their references name; equal rows are several orders', async () => {
  const status = await importFile(app, orders, file)

  expect(status).toMatchObject({ status: 'FINISHED', rows: 6, created: 3, unchanged: 0, rejected: 3 })
  const rejected = await (await fetch(status.rejectedRowsUrl ?? '')).text()
  expect(rejected).toContain('c-9,19970118,1,14.99,5,"clientReference: there is no client with the reference c-9, neither of ours nor in shop"')
  expect(rejected).toContain('c-2,19971301,1,14.99,6,"occurredAt: ""19971301"" is a date or a time that does not exist"')
  expect(rejected).toContain('c-2,19970119,none,14.99,7,"quantity: ""none"" is no number"')
  const { data } = await app.send(`{ clients(search: "Ada", first: 1) { nodes { timeline(first: 10) { nodes { occurredAt ... on OrderEvent { quantity price currency status side } } } } } }`)
  expect(data).toMatchObject({
    clients: { nodes: [{ timeline: { nodes: Array.from({ length: 2 }, () => ({ occurredAt: '1997-01-01T00:00:00.000Z', quantity: '2', price: '29.33', currency: 'USD', status: 'FILLED', side: 'BUY' })) } }] },
  })
})

test('the same file again changes nothing, and neither do its rows in another order', async () => {
  expect(await importFile(app, orders, file)).toMatchObject({ created: 0, unchanged: 3, rejected: 3 })
  const [head = '', ...rows] = file.trim().split('\n')
  expect(await importFile(app, orders, [head, ...rows.reverse()].join('\r\n'))).toMatchObject({ created: 0, unchanged: 3 })
})

test('our own reference names a client too', async () => {
  const { data } = await app.send('{ clients(search: "Grace", first: 1) { nodes { reference } } }')
  const reference = (data as unknown as { clients: { nodes: { reference: string }[] } }).clients.nodes[0]?.reference

  expect(await importFile(app, { ...orders, source: 'ledger' }, `client,date,quantity,price\n${reference},19980101,1,1\n`)).toMatchObject({ created: 1, rejected: 0 })
})
