import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { auditIn, whenChained } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { act, person, type Person } from '../../testing/people'

let app: App
let broker: Person
let officer: Person
let client: string
let other: string
let request: string

beforeAll(async () => {
  app = await startApp()
  broker = await person(app, { role: 'BROKER' })
  officer = await person(app, { role: 'COMPLIANCE' })
  ;[client, other] = [await create('Ada Cole'), await create('Ben Dorn')]
  await act(app, 'mutation ($input: PlaceClientHoldInput!) { placeClientHold(input: $input) { id } }', { clientId: client, reason: 'A dispute' }, officer.token)
  request = await act(app, operation('RequestDataExport'), { clientId: client }, officer.token)
  await act(app, 'mutation ($input: ProduceRecordsInput!) { produceRecords(input: $input) { id } }', { clientId: client, from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z', reason: 'A letter' }, officer.token)
  await whenChained(app)
})
afterAll(() => app.stop())

const create = (displayName: string) => act(app, operation('CreateClient'), { kind: 'INDIVIDUAL', displayName }, broker.token)

/** The clients whose data an operation is on record to have read. */
async function readBy(name: string): Promise<string[]> {
  const rows = await app.runtime.database.query<{ client_ids: string[] }>(`SELECT client_ids FROM ${auditIn(app)} WHERE action = $1`, [`read query ${name}`])
  return rows.flatMap(({ client_ids }) => client_ids)
}

test.each([
  ['Trail', 'query Trail { auditTrail(filter: { actions: ["createClient"] }) { nodes { changes { after } } } }', () => [client, other]],
  ['Page', 'query Page { auditTrail(filter: { actions: ["createClient"] }, first: 1) { nodes { changes { after } } } }', () => [other]],
  ['OfOne', `query OfOne($client: ID) { auditTrail(filter: { subjectId: $client }) { nodes { changes { after } } } }`, () => [client]],
  ['Holds', 'query Holds { clientHolds { reason } }', () => [client]],
  ['HoldsOfOne', 'query HoldsOfOne($client: ID) { clientHolds(clientId: $client) { reason } }', () => [client]],
  ['Requests', 'query Requests { dataSubjectRequests { nodes { reason } } }', () => [client]],
  ['OneRequest', 'query OneRequest($request: ID!) { dataSubjectRequest(id: $request) { status } }', () => [client]],
  ['Productions', 'query Productions { productions { nodes { reason } } }', () => [client]],
  ['Counts', 'query Counts($client: ID!) { interactionCounts(filter: { clientIds: [$client] }) { total } }', () => [client]],
])('%s is on record of the clients whom it told of', async (name, query, whom) => {
  const variables = { client, request }
  const used = Object.fromEntries(Object.entries(variables).filter(([one]) => query.includes(`$${one}`)))
  expect((await app.send(query, used, officer.token)).errors).toBeUndefined()
  expect((await readBy(name)).sort()).toEqual(whom().sort())
})

test('an entry that tells who looked at whom is no look at them, so that looks at the trail do not add up', async () => {
  expect((await app.send('query Look($id: ID!) { client(id: $id) { displayName } }', { id: client }, broker.token)).errors).toBeUndefined()
  await whenChained(app)
  expect((await app.send('query Looks { auditTrail(filter: { kind: READ }) { nodes { action } } }', {}, officer.token)).errors).toBeUndefined()
  expect(await readBy('Looks')).toEqual([])
})

test('an export of the trail is on record of all clients whose changes are in it', async () => {
  const made = await app.send('mutation ($input: ExportAuditInput!) { exportAudit(input: $input) { url } }', { input: { format: 'CSV', filter: { actions: ['createClient'] } } }, officer.token)
  expect((await fetch((made.data['exportAudit'] as unknown as { url: string }).url)).status).toBe(200)
  const rows = await app.runtime.database.query<{ client_ids: string[] }>(`SELECT client_ids FROM ${auditIn(app)} WHERE action = 'read export audit'`)
  expect(rows.flatMap(({ client_ids }) => client_ids).sort()).toEqual([client, other].sort())
})
