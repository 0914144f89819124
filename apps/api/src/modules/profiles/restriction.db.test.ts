import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type Answer, type App } from '../../testing/app'
import { whenChained } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { subscribe } from '../../testing/contract-socket'
import { person, type Person } from '../../testing/people'

let app: App
let broker: Person
let officer: Person
let admin: Person
let client: string

beforeAll(async () => {
  app = await startApp()
  broker = await person(app, { role: 'BROKER' })
  officer = await person(app, { role: 'COMPLIANCE' })
  admin = await person(app, { role: 'ADMIN' })
  client = ((await app.send(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName: 'Ada Cole', externalReferences: [{ source: 'crm', value: '7' }] } }, broker.token)).data as unknown as { createClient: { id: string } }).createClient.id
  await app.send(operation('AddNote'), { input: { clientId: client, body: 'Wants prices by mail' } }, broker.token)
})
afterAll(() => app.stop())

const restrict = 'mutation ($input: RestrictClientInput!) { restrictClient(input: $input) { id version } }'
const lift = 'mutation ($input: RestrictClientInput!) { liftRestriction(input: $input) { id owner { id } } }'
const codeOf = (answer: Answer) => answer.errors?.[0]?.extensions.code
const look = 'query ($id: ID!) { client(id: $id) { displayName owner { id } restriction { reason restrictedBy { id } } timeline(first: 5) { nodes { id } } } }'
const counted = async (who: Person) => ((await app.send('{ clients(search: "ada") { totalCount } }', {}, who.token)).data as unknown as { clients: { totalCount: number } }).clients.totalCount
const found = async (who: Person) => ((await app.send('{ interactions(search: "prices", first: 5) { nodes { id } } }', {}, who.token)).data as unknown as { interactions: { nodes: unknown[] } }).interactions.nodes.length

test('a restricted client is there for compliance alone, in lists, counts, search, timelines and open subscriptions, until it is lifted', async () => {
  const input = { input: { id: client, reason: 'Accuracy is contested' } }
  expect(codeOf(await app.send(restrict, input, broker.token))).toBe('FORBIDDEN')
  const stream = await subscribe(app.served.address, { query: operation('TimelineItemAdded'), variables: { clientId: client }, token: broker.token })
  expect((await app.send(restrict, input, officer.token)).errors).toBeUndefined()
  expect(codeOf(await app.send(restrict, input, officer.token))).toBe('CONFLICT')
  expect((await stream.next()).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
  await stream.stop()

  for (const who of [broker, admin]) {
    expect(codeOf(await app.send(look, { id: client }, who.token))).toBe('NOT_FOUND')
    expect([await counted(who), await found(who)]).toEqual([0, 0])
    expect(codeOf(await app.send(operation('AddNote'), { input: { clientId: client, body: 'x' } }, who.token))).toBe('NOT_FOUND')
  }
  expect(codeOf(await app.send(lift, input, admin.token))).toBe('NOT_FOUND')
  await whenChained(app)
  const entry = 'query ($id: ID!) { auditTrail(filter: { clientId: $id, actions: ["restrictClient"] }) { nodes { clientCount clients { displayName } } } }'
  for (const [who, clients] of [[admin, []], [officer, [{ displayName: 'Ada Cole' }]]] as const) {
    expect(await app.send(entry, { id: client }, who.token)).toMatchObject({ data: { auditTrail: { nodes: [{ clientCount: 1, clients }] } } })
  }
  const seen = await app.send(look, { id: client }, officer.token)
  expect(seen.errors).toBeUndefined()
  expect(seen.data).toMatchObject({ client: { displayName: 'Ada Cole', owner: null, restriction: { reason: 'Accuracy is contested', restrictedBy: { id: officer.id } }, timeline: { nodes: [{}] } } })
  expect([await counted(officer), await found(officer)]).toEqual([1, 1])

  for (const [who, visible] of [[broker, false], [officer, true]] as const) {
    const why = await app.send('query ($client: ID!, $user: ID!) { whyVisible(clientId: $client, userId: $user) { visible rules { kind shows } } }', { client, user: who.id }, officer.token)
    expect(why.data).toMatchObject({ whyVisible: { visible, rules: expect.arrayContaining([{ kind: 'RESTRICTED', shows: visible }]) } })
  }

  expect((await app.send(lift, { input: { id: client, reason: 'Corrected' } }, officer.token)).data).toMatchObject({ liftRestriction: { owner: { id: broker.id } } })
  expect((await app.send(look, { id: client }, broker.token)).data).toMatchObject({ client: { displayName: 'Ada Cole', restriction: null } })
  expect([await counted(broker), await found(broker)]).toEqual([1, 1])
  expect(codeOf(await app.send(lift, { input: { id: client, reason: 'Again' } }, officer.token))).toBe('CONFLICT')
})
