import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type Answer, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'

let app: App
let broker: Person
let stranger: Person

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'segments'] })
  broker = await person(app, { role: 'BROKER' })
  stranger = await person(app, { role: 'BROKER' })
  // A directory that was just started takes a moment to know that it is fresh.
  const { id } = await segmentOf(broker, 'First')
  const client = await clientOf(broker, 'First')
  while (codeOf(await change(broker, { id, add: [client] })) === 'UNAVAILABLE') await pause(50)
})
afterAll(() => app.stop())

const detail = `query ($id: ID!, $first: Int!, $after: String) {
  segment(id: $id) { id name kind criteria memberCount version members(first: $first, after: $after) { nodes { client { id displayName } since } pageInfo { hasNextPage endCursor } } }
}`

interface Members {
  nodes: { client: { id: string } }[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code

async function field<Shape>(answer: Promise<Answer>, name: string): Promise<Shape> {
  const { data, errors } = await answer
  if (errors) throw new Error(JSON.stringify(errors))
  return data[name] as unknown as Shape
}

const clientOf = async (owner: Person, displayName: string) =>
  (await field<{ id: string }>(app.send(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName } }, owner.token), 'createClient')).id

const segmentOf = (owner: Person, name: string, more: object = {}) =>
  field<{ id: string; version: number }>(app.send(operation('CreateSegment'), { input: { name, kind: 'STATIC', ...more } }, owner.token), 'createSegment')

const change = (owner: Person, input: { id: string; add?: string[]; remove?: string[] }) => app.send(operation('ChangeSegmentMembers'), { input }, owner.token)

test('clients come into a segment and leave it; who is in already stays', async () => {
  const [ada, grace] = [await clientOf(broker, 'Ada'), await clientOf(broker, 'Grace')]
  const { id } = await segmentOf(broker, 'Wheat people')

  expect(await field(change(broker, { id, add: [ada, grace, ada] }), 'changeSegmentMembers')).toEqual({ id, memberCount: 2, version: 2 })
  expect(await field(change(broker, { id, add: [ada] }), 'changeSegmentMembers')).toEqual({ id, memberCount: 2, version: 2 })
  expect(await field(change(broker, { id, remove: [grace] }), 'changeSegmentMembers')).toEqual({ id, memberCount: 1, version: 3 })
  expect(await field(app.send(detail, { id, first: 10 }, broker.token), 'segment')).toMatchObject({
    name: 'Wheat people', kind: 'STATIC', criteria: null, members: { nodes: [{ client: { id: ada, displayName: 'Ada' } }], pageInfo: { hasNextPage: false } },
  })
})

test('members come in pages', async () => {
  const ids: string[] = []
  for (const name of ['One', 'Two', 'Three']) ids.push(await clientOf(broker, name))
  const { id } = await segmentOf(broker, 'Three')
  for (const client of ids) await change(broker, { id, add: [client] })
  const seen: string[] = []
  let page: Members['pageInfo'] = { hasNextPage: true, endCursor: null }
  while (page.hasNextPage) {
    const { members } = await field<{ members: Members }>(app.send(detail, { id, first: 1, after: page.endCursor }, broker.token), 'segment')
    seen.push(...members.nodes.map(({ client }) => client.id))
    page = members.pageInfo
  }

  expect(seen).toEqual(ids.reverse())
})

test('a client tells its segments', async () => {
  const client = await clientOf(broker, 'Member')
  const { id } = await segmentOf(broker, 'Members')
  await change(broker, { id, add: [client] })

  expect(await field(app.send('query ($id: ID!) { client(id: $id) { segments { id name } } }', { id: client }, broker.token), 'client')).toEqual({ segments: [{ id, name: 'Members' }] })
})

test('a count and a list hold only the clients that the caller may see', async () => {
  const [own, foreign] = [await clientOf(broker, 'Own'), await clientOf(stranger, 'Foreign')]
  const { id } = await segmentOf(broker, 'Mixed')
  await change(broker, { id, add: [own] })
  const byAdministrator = await app.send(operation('ChangeSegmentMembers'), { input: { id, add: [foreign] } })

  expect(byAdministrator.data).toMatchObject({ changeSegmentMembers: { memberCount: 2 } })
  expect(await field(app.send(detail, { id, first: 10 }, broker.token), 'segment')).toMatchObject({ memberCount: 1, members: { nodes: [{ client: { id: own } }] } })
})

test('a client out of reach cannot be added, nor a segment of another seen or changed', async () => {
  const foreign = await clientOf(stranger, 'Out of reach')
  const { id } = await segmentOf(broker, 'Private')

  expect(codeOf(await change(broker, { id, add: [foreign] }))).toBe('NOT_FOUND')
  expect(codeOf(await change(stranger, { id, add: [foreign] }))).toBe('NOT_FOUND')
  expect(codeOf(await app.send(detail, { id, first: 1 }, stranger.token))).toBe('NOT_FOUND')
  expect(await field(app.send(operation('Segments'), { first: 100 }, stranger.token), 'segments')).toMatchObject({ nodes: [] })
  expect(codeOf(await app.send(operation('Segments'), { first: 1 }, (await person(app, { role: 'ASSISTANT' })).token))).toBe('FORBIDDEN')
})

test('what is wrong with a new segment is said at once; the same key makes it once', async () => {
  const wrong = await app.send(operation('CreateSegment'), { input: { name: ' ', kind: 'DYNAMIC', criteria: {} } }, broker.token)
  const first = await segmentOf(broker, 'Once', { idempotencyKey: 'k' })

  expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'name' }, { path: 'kind', message: 'dynamic segments are not available yet' }] })
  expect((await segmentOf(broker, 'Once', { idempotencyKey: 'k' })).id).toBe(first.id)
})

test('changes of one segment that come together are all made', async () => {
  const { id } = await segmentOf(broker, 'Busy')
  const clients = await Promise.all(Array.from({ length: 4 }, (_, index) => clientOf(broker, `Busy ${index}`)))
  await Promise.all(clients.map((client) => change(broker, { id, add: [client] })))

  expect(await field(app.send(detail, { id, first: 10 }, broker.token), 'segment')).toMatchObject({ memberCount: 4, version: 5 })
})

test('neither a name nor a description stands in the tables', async () => {
  await segmentOf(broker, 'Canary-7f3a', { description: 'Canary-7f3a too' })
  const [found] = await app.runtime.database.query(`SELECT count(*) AS hits FROM (SELECT s::text AS row FROM segments.segment s UNION ALL SELECT audit::text FROM ${auditIn(app)} UNION ALL SELECT o::text FROM bus.log o) AS rows WHERE row LIKE '%Canary%'`)

  expect(found).toEqual({ hits: 0 })
})
