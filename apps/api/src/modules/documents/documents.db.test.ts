import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type Answer, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { openRegister, type Register } from './testing/register'

let app: App
let broker: Person
let stranger: Person
let papers: Register

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'documents'] })
  broker = await person(app, { role: 'BROKER' })
  stranger = await person(app, { role: 'BROKER' })
  papers = openRegister(app)
})
afterAll(async () => {
  papers.close()
  await app.stop()
})

interface Page {
  nodes: { id: string; title: string }[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
}

const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code

async function field<Shape>(answer: Promise<Answer>, name: string): Promise<Shape> {
  const { data, errors } = await answer
  if (errors) throw new Error(JSON.stringify(errors))
  return data[name] as unknown as Shape
}

const clientOf = async (owner: Person) => (await field<{ id: string }>(app.send(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName: 'Ada' } }, owner.token), 'createClient')).id

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const one = 'query ($id: ID!) { document(id: $id) { id version title category status tags expiresOn client { id } currentVersion { number } } }'
const all = 'query ($filter: DocumentFilter, $first: Int!, $after: String) { documents(filter: $filter, first: $first, after: $after) { nodes { id title } pageInfo { hasNextPage endCursor } } }'
const ofClient = 'query ($id: ID!, $first: Int!, $after: String) { client(id: $id) { documents(first: $first, after: $after) { nodes { id title } pageInfo { hasNextPage endCursor } } } }'

const titles = async (filter: object, owner = broker) => (await field<Page>(app.send(all, { filter, first: 100 }, owner.token), 'documents')).nodes.map(({ title }) => title)

test('a document that was recorded is read, and awaits its bytes', async () => {
  const clientId = await clientOf(broker)
  const { id } = await papers.register(broker, { clientId, title: ' Passport ', category: 'KYC', tags: ['id'], expiresOn: '2030-02-28' })

  expect(await field(app.send(one, { id }, broker.token), 'document')).toEqual({
    id, version: 1, title: 'Passport', category: 'KYC', status: 'AWAITING_UPLOAD', tags: ['id'], expiresOn: '2030-02-28', client: { id: clientId }, currentVersion: null,
  })
})

test('a client has its documents, newest first and in pages', async () => {
  const clientId = await clientOf(broker)
  for (const title of ['First', 'Second', 'Third']) await papers.register(broker, { clientId, title, category: 'CONTRACT' })
  const page = async (after: string | null) => (await field<{ documents: Page }>(app.send(ofClient, { id: clientId, first: 2, after }, broker.token), 'client')).documents
  const first = await page(null)
  const second = await page(first.pageInfo.endCursor)

  expect([first, second].map(({ nodes, pageInfo }) => [nodes.map(({ title }) => title), pageInfo.hasNextPage])).toEqual([[['Third', 'Second'], true], [['First'], false]])
})

test('documents are narrowed by client, category, status and expiry; those that expire come soonest first', async () => {
  const clientId = await clientOf(broker)
  const record = (title: string, category: 'KYC' | 'OTHER', expiresOn: string | null) => papers.register(broker, { clientId, title, category, expiresOn })
  await record('later', 'KYC', inDays(20))
  await record('soon', 'OTHER', inDays(2))
  await record('past', 'KYC', inDays(-1))
  await record('never', 'KYC', null)

  expect(await titles({ clientId })).toEqual(['never', 'past', 'soon', 'later'])
  expect(await titles({ clientId, categories: ['OTHER'] })).toEqual(['soon'])
  expect(await titles({ clientId, statuses: ['CURRENT'] })).toEqual([])
  expect(await titles({ clientId, expiresWithinDays: 30 })).toEqual(['soon', 'later'])
  expect(await titles({ clientId, expiresWithinDays: 2 })).toEqual(['soon'])
  expect(await field(app.send(operation('ExpiringDocuments'), { withinDays: 30, first: 1 }, broker.token), 'documents')).toMatchObject({
    nodes: [{ title: 'soon', category: 'OTHER', client: { id: clientId, displayName: 'Ada' } }], pageInfo: { hasNextPage: true },
  })
})

test('the documents of a client out of reach do not exist', async () => {
  const clientId = await clientOf(broker)
  const { id } = await papers.register(broker, { clientId, title: 'Private', category: 'KYC' })

  expect(codeOf(await app.send(one, { id }, stranger.token))).toBe('NOT_FOUND')
  expect(codeOf(await app.send(all, { filter: { clientId }, first: 1 }, stranger.token))).toBe('NOT_FOUND')
  expect(await titles({}, stranger)).toEqual([])
  await expect(papers.register(stranger, { clientId, title: 'Forged', category: 'KYC' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('what is wrong with a document is said at once', async () => {
  const clientId = await clientOf(broker)

  await expect(papers.register(broker, { clientId, title: '', category: 'KYC', tags: [''], expiresOn: '2026-02-30' })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT', details: { fields: [{ path: 'title' }, { path: 'tags.0' }, { path: 'expiresOn' }] },
  })
})

test('no title stands in the tables, and each reading has its audit row', async () => {
  const clientId = await clientOf(broker)
  const { id } = await papers.register(broker, { clientId, title: 'Canary-51c0', category: 'KYC' })
  await app.send(one, { id }, broker.token)
  const [found] = await app.runtime.database.query(`SELECT count(*) AS hits FROM (SELECT d::text AS row FROM documents.document d UNION ALL SELECT audit::text FROM ${auditIn(app)}) AS rows WHERE row LIKE '%Canary%'`)
  const [read] = await app.runtime.database.query(`SELECT actor_id AS id FROM ${auditIn(app)} WHERE $1 = ANY (client_ids) AND 'documents' = ANY (reads)`, [clientId])

  expect(found).toEqual({ hits: 0 })
  expect(read).toEqual({ id: broker.id })
})
