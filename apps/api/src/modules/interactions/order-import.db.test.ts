import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { EventId } from '@brokersync/schema/ids'
import { startApp, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { uuidv7 } from '../../platform/ids'
import { commit } from '../../platform/postgres/commit'
import type { RowOutcome } from './order-import.service'
import { aClientOf, anOrder, answered, dataOf, eventually, timelineOf } from './testing/recording'

let app: App
let broker: Person
let clientId: string
let importId: string

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
  broker = await person(app, { role: 'BROKER' })
})
beforeEach(async () => {
  clientId = await aClientOf(app, broker)
  importId = randomUUID()
})
afterAll(() => app.stop())

const place = (batch: number, field: string) => ({ kind: 'import-batch', field, record: `${importId}:${batch}` })

/** Asks for a batch as the import does. */
async function ask(batch: number, rows: readonly object[], given: object = {}): Promise<void> {
  const owner = { id: importId, class: 'import' }
  const sealed = (await app.runtime.keys.sealerFor([owner])).seal(owner, place(batch, 'rows'), rows)
  const data = { importId, batch, actorId: broker.id, reach: { all: false, ownerIds: [broker.id] }, dryRun: false, rows: sealed.toString('base64'), ...given }
  const event = { id: uuidv7<EventId>(), type: 'import.orders_requested', subject: importId, version: batch, at: new Date(), data }
  await commit(app.runtime.database, 'interactions', { writes: [], events: [event] }, { actorId: null, credential: 'system', requestId: 'test' })
}

async function answersOf(batch: number): Promise<RowOutcome[][]> {
  const { events } = await app.runtime.log.read({ after: 0, limit: 10_000, types: ['import.orders_recorded'] })
  const ours = events.filter(({ data }) => data['importId'] === importId && data['batch'] === batch)
  return (await app.runtime.keys.open(ours.map(({ data }) => ({ value: Buffer.from(String(data['outcomes']), 'base64'), place: place(batch, 'outcomes') })))) as RowOutcome[][]
}

const answerOf = async (batch: number): Promise<RowOutcome[]> => (await eventually(() => answersOf(batch), (answers) => answers.length > 0, 5_000))[0] ?? []

const row = (number: number, given: object = {}, key = `key-${number}`) => {
  const { clientId: id, ...input } = anOrder(clientId, { orderId: `o${number}`, ...given })
  return { row: number, clientId: id, naturalKey: key, input }
}
const titles = async () => (await timelineOf(app, clientId, {}, broker.token)).edges.map(({ node }) => node['title'])

test('rows become orders of their clients, and what is wrong with one is told beside it', async () => {
  await ask(1, [row(2, { day: '2026-11-20' }), row(3, { price: 'abc', side: 'LONG' }), row(4, { clientId: randomUUID() }), row(5, { quantity: '7', currency: null })])
  const outcomes = await answerOf(1)
  expect(outcomes.map(({ row: number, outcome }) => [number, outcome])).toEqual([[2, 'CREATED'], [3, 'REJECTED'], [4, 'REJECTED'], [5, 'CREATED']])
  expect(outcomes[1]?.faults?.map(({ path }) => path)).toEqual(['side', 'price'])
  expect(outcomes[2]?.faults).toEqual([{ path: 'clientId', message: 'There is no such client' }])
  await eventually(titles, (found) => found.length === 2)
  expect(new Set(await titles())).toEqual(new Set(['Buy 50 Wheat, filled 612.25', 'Buy 7 Wheat, filled 612.25']))
})

test('the same row again is unchanged, in another import too', async () => {
  await ask(1, [row(1)])
  const [first] = await answerOf(1)
  importId = randomUUID()
  await ask(1, [row(9, { orderId: 'o1' }, 'key-1'), row(10)])
  expect((await answerOf(1)).map(({ outcome }) => outcome)).toEqual(['UNCHANGED', 'CREATED'])
  expect((await answerOf(1))[0]?.id).toBe(first?.id)
  expect(await eventually(titles, (found) => found.length === 2)).toHaveLength(2)
})

test('a fill that the API recorded is the same fill in a file', async () => {
  const { id } = answered(await app.send(operation('RecordOrderEvent'), { input: anOrder(clientId, { executionId: 'x1' }) }, broker.token))
  await ask(1, [row(1, { orderId: '9001', executionId: 'x1' })])
  expect(await answerOf(1)).toEqual([{ row: 1, outcome: 'UNCHANGED', id }])
})

test('a batch that comes twice is answered and recorded once', async () => {
  await ask(1, [row(1)])
  await ask(1, [row(1)])
  await ask(2, [row(2)])
  await answerOf(2)
  expect(await answersOf(1)).toHaveLength(1)
  expect(await eventually(titles, (found) => found.length === 2)).toHaveLength(2)
})

test('a client out of the importer’s reach, or an inactive one, takes no row', async () => {
  const stranger = await person(app, { role: 'BROKER' })
  await ask(1, [row(1)], { actorId: stranger.id, reach: { all: false, ownerIds: [stranger.id] } })
  expect(await answerOf(1)).toEqual([{ row: 1, outcome: 'REJECTED', faults: [{ path: 'clientId', message: 'There is no such client' }] }])
  answered(await app.send(operation('DeactivateClient'), { input: { id: clientId, version: 1, reason: 'Left' } }))
  await ask(2, [row(2)], { reach: { all: true, ownerIds: [] } })
  expect(await answerOf(2)).toMatchObject([{ row: 2, outcome: 'REJECTED', faults: [{ message: 'This client is not active' }] }])
})

test('a trial run says what would be, and records nothing', async () => {
  await ask(1, [row(1), row(2, { quantity: '0' })], { dryRun: true })
  expect((await answerOf(1)).map(({ outcome }) => outcome)).toEqual(['CREATED', 'REJECTED'])
  expect(await titles()).toEqual([])
})

test('who imported stands in the audit beside each order', async () => {
  await ask(1, [row(1)])
  const [outcome] = await answerOf(1)
  const rows = await app.runtime.database.query(`SELECT action, actor_id, credential, client_ids FROM ${auditIn(app)} WHERE subject_id = $1`, [outcome?.id])
  expect(rows).toEqual([{ action: 'order.filled', actor_id: broker.id, credential: `import:${importId}`, client_ids: [clientId] }])
  const answer = await app.send(`query ($id: ID!) { client(id: $id) { timeline { nodes { author { id } } } } }`, { id: clientId }, broker.token)
  expect(dataOf(answer, 'client')['timeline']).toEqual({ nodes: [{ author: { id: broker.id } }] })
})
