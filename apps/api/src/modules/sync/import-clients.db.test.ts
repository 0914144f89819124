import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Worker } from '../../platform/jobs/worker'
import { startApp, type App } from '../../testing/app'
import { importFile, refusal, start, statusOf, upload, workFor } from './testing/import-client'

let app: App
let worker: Worker

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'sync'] })
  worker = await workFor(app)
})

afterAll(async () => {
  await worker.stop()
  await app.stop()
})

const mapping = { Id: 'externalReference', Name: 'displayName', Email: 'contact.emails', Phone: 'contact.phones', Country: 'contact.addresses.country', Tags: 'tags' }
const defaults = { kind: 'ORGANISATION', lifecycleStage: 'ACTIVE' }
const file = `Id,Name,Email,Phone,Country,Tags
1,"Müller, Söhne",info@mueller.example,030 23125 0,Germany,gold;Wheat
2,Acme,ops@acme.example,+1 415 555 2671,United States,
`
const clients = 'query Clients($search: String!) { clients(search: $search, first: 10) { nodes { displayName kind lifecycleStage tags externalReferences { source value } contact { emails { address } phones { number } addresses { country } } } } }'

test('a file of clients becomes clients', async () => {
  const status = await importFile(app, { kind: 'CLIENTS', mapping, defaults, source: 'first' }, file)

  expect(status).toMatchObject({ status: 'FINISHED', rows: 2, created: 2, updated: 0, unchanged: 0, rejected: 0, conflicts: 0, rejectedRowsUrl: null, message: null })
  const { data } = await app.send(clients, { search: 'Müller' })
  expect(data).toMatchObject({
    clients: {
      nodes: [{
        displayName: 'Müller, Söhne', kind: 'ORGANISATION', lifecycleStage: 'ACTIVE', tags: ['gold', 'Wheat'], externalReferences: [{ source: 'first', value: '1' }],
        contact: { emails: [{ address: 'info@mueller.example' }], phones: [{ number: '+4930231250' }], addresses: [{ country: 'DE' }] },
      }],
    },
  })
})

test('the same file again changes nothing; a changed row alone is updated', async () => {
  const order = { kind: 'CLIENTS', mapping, defaults, source: 'again' } as const
  await importFile(app, order, file)

  expect(await importFile(app, order, file)).toMatchObject({ created: 0, updated: 0, unchanged: 2, rejected: 0 })
  expect(await importFile(app, order, file.replace('gold;Wheat', 'silver'))).toMatchObject({ created: 0, updated: 1, unchanged: 1 })
})

test('a dry run tells what would come of the rows, and writes none', async () => {
  const order = { kind: 'CLIENTS', mapping, defaults, source: 'dry', dryRun: true } as const

  expect(await importFile(app, order, file)).toMatchObject({ status: 'FINISHED', created: 2 })
  expect(await importFile(app, order, file)).toMatchObject({ status: 'FINISHED', created: 2 })
})

test('rows that cannot be taken come back with their line and all their reasons', async () => {
  const bad = `Id,Name,Email,Phone,Country,Tags
1,Good,good@example.com,,GB,
2,=cmd(),not an email,,Atlantis,

3,Short
4,Double,twice@example.com,12,GB,
`
  const status = await importFile(app, { kind: 'CLIENTS', mapping, defaults, source: 'bad' }, bad)

  expect(status).toMatchObject({ status: 'FINISHED', rows: 4, created: 1, rejected: 3 })
  const response = await fetch(status.rejectedRowsUrl ?? '')
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const lines = Buffer.from(await response.arrayBuffer()).toString('utf8').split('\r\n')
  expect(lines[0]).toBe('\uFEFFId,Name,Email,Phone,Country,Tags,line,reason')
  expect(lines[1]).toMatch(/^2,'=cmd\(\),not an email,,Atlantis,,3,"contact\.emails: ""not"" is no email address; contact\.addresses\.country: ""Atlantis"" is no/)
  expect(lines[2]).toBe('3,Short,,,,,5,"has 2 cells, where the first line names 6 columns"')
  expect(lines[3]).toMatch(/^4,Double,twice@example\.com,12,GB,,6,.*contact\.phones: ""12"" is no telephone number that exists in GB/)
})

test('a file that is broken anywhere changes nothing, and says where', async () => {
  const order = { kind: 'CLIENTS', mapping: { Id: 'externalReference', Name: 'displayName' }, defaults, source: 'broken' } as const
  const head = 'Id,Name\n1,First\n'

  expect(await importFile(app, order, `${head}2,${'x'.repeat(3_000_000)}\n3,Third\n`)).toMatchObject({
    status: 'FAILED', rows: 0, created: 0, message: expect.stringMatching(/^The row at line 3 is longer than 1 MB.*\(nothing of the file was imported\)$/),
  })
  expect(await importFile(app, order, `${head}2,"Second\n3,Third\n`)).toMatchObject({ status: 'FAILED', created: 0, message: expect.stringContaining('never closed') })
  expect(await importFile(app, order, 'Id,Title\n1,First\n')).toMatchObject({ status: 'FAILED', message: expect.stringContaining('no column "Name"; it has "Id", "Title"') })
  expect(await importFile(app, order, '')).toMatchObject({ status: 'FAILED', message: expect.stringContaining('The file is empty') })
})

test('what cannot be asked for is refused with all its faults at once', async () => {
  expect(await refusal(app, { kind: 'CLIENTS', mapping: { Name: 'name', Mail: 'contact.emails' }, defaults: { kind: 'ROBOT' }, options: { timeZone: 'Mars/Base' } })).toMatchObject({
    code: 'BAD_USER_INPUT',
    fields: [{ path: 'mapping.Name' }, { path: 'options.timeZone' }, { path: 'defaults.kind' }, { path: 'mapping', message: expect.stringContaining('displayName') }],
  })
  expect(await refusal(app, { kind: 'NOTES', mapping: { A: 'b' } })).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'kind', message: expect.stringContaining('yet') }] })
})

test('the same key gives the first import again, with a new address; another input is a conflict', async () => {
  const order = { kind: 'CLIENTS', mapping, defaults, idempotencyKey: 'k-1' } as const
  const first = await start(app, order)

  expect(await start(app, order)).toMatchObject({ id: first.id, upload: { method: 'PUT' } })
  expect(await refusal(app, { ...order, source: 'other' })).toMatchObject({ code: 'CONFLICT' })
})

test('a file is taken once, and from the holder of its pass alone', async () => {
  const started = await start(app, { kind: 'CLIENTS', mapping, defaults, source: 'once' })
  const other = await start(app, { kind: 'CLIENTS', mapping, defaults, source: 'once' })

  expect((await upload({ ...started, upload: { ...started.upload, headers: [] } }, file)).status).toBe(401)
  expect((await upload({ ...started, upload: { ...started.upload, headers: other.upload.headers } }, file)).status).toBe(401)
  expect((await upload(started, file)).status).toBe(201)
  expect((await upload(started, file)).status).toBe(409)
})

test('a file larger than the limit is refused, and the address waits on', async () => {
  const started = await start(app, { kind: 'CLIENTS', mapping, defaults, source: 'large' })
  const { url, headers } = started.upload
  const { request } = await import('node:http')
  const code = await new Promise((resolve, reject) => {
    const sent = request(url, { method: 'PUT', headers: { ...Object.fromEntries(headers.map(({ name, value }) => [name, value])), 'content-length': '3000000000' } }, (response) => {
      resolve(response.statusCode)
      sent.destroy()
    })
    sent.on('error', reject).flushHeaders()
  })

  expect(code).toBe(413)
  expect(await statusOf(app, started.id)).toMatchObject({ status: 'AWAITING_UPLOAD' })
})
