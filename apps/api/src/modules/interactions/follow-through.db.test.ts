import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { aClientOf, answered } from './testing/recording'

let app: App
let broker: Person
let colleague: Person
let other: Person
let clientId: string

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
  broker = await person(app, { role: 'BROKER', team: 'Grains' })
  colleague = await person(app, { role: 'MANAGER', team: 'Grains' })
  other = await person(app, { role: 'BROKER', team: 'Metals' })
  clientId = await aClientOf(app, broker)
})
afterAll(() => app.stop())

const at = '2026-10-01T10:00:00Z'
const ok = async <Result>(query: string, variables: object, by = broker): Promise<Result> => answered<Result>(await app.send(query, variables, by.token))
const refused = async (query: string, variables: object, by = broker) => (await app.send(query, variables, by.token)).errors?.[0]?.extensions

describe('feedback', () => {
  const handle = 'mutation ($input: HandleFeedbackInput!) { handleFeedback(input: $input) { id state handledBy { id } handledAt handlingNote body } }'
  const record = (body: string) => ok<{ id: string }>(operation('RecordFeedback'), { input: { clientId, occurredAt: at, rating: 2, topic: 'EXECUTION', body } })
  const inState = async (states: string[]) =>
    (await ok<{ nodes: { id: string; state: string }[] }>('query ($states: [FeedbackState!]) { interactions(first: 50, filter: { feedbackStates: $states }) { nodes { id ... on Feedback { state } } } }', { states })).nodes

  test('is open, is acknowledged, is resolved with what was done, and found by how far it has come', async () => {
    const { id } = await record('Filled late')
    expect(await inState(['OPEN'])).toEqual([{ id, state: 'OPEN' }])
    expect(await ok(handle, { input: { id, state: 'ACKNOWLEDGED', note: null } }, colleague)).toMatchObject({ state: 'ACKNOWLEDGED', handledBy: { id: colleague.id }, handlingNote: null, body: 'Filled late' })
    expect(await inState(['OPEN'])).toEqual([])
    expect((await refused(handle, { input: { id, state: 'RESOLVED', note: ' ' } }))?.['fields']).toEqual([{ path: 'note', message: 'must say what was done' }])
    expect(await ok(handle, { input: { id, state: 'RESOLVED', note: 'Fee waived' } })).toMatchObject({ state: 'RESOLVED', handledBy: { id: broker.id }, handlingNote: 'Fee waived' })
    expect(await inState(['OPEN', 'ACKNOWLEDGED'])).toEqual([])
    expect(await inState(['RESOLVED'])).toEqual([{ id, state: 'RESOLVED' }])
    // What was done is found by its words; the feedback counts once.
    expect((await ok<{ nodes: { id: string }[] }>('{ interactions(search: "waived", first: 5) { nodes { id } } }', {})).nodes).toEqual([{ id }])
    expect(await ok('query ($id: ID!) { client(id: $id) { timelineCounts { total } } }', { id: clientId })).toMatchObject({ timelineCounts: { total: 1 } })
  })

  test('goes forward only, once, for whoever may write of the client', async () => {
    const { id } = await record('Too dear')
    expect((await refused(handle, { input: { id, state: 'OPEN' } }))?.['fields']).toEqual([{ path: 'state', message: 'must be ACKNOWLEDGED or RESOLVED' }])
    expect((await refused(handle, { input: { id, state: 'ACKNOWLEDGED' } }, other))?.code).toBe('NOT_FOUND')
    const key = { idempotencyKey: 'one step' }
    const both = await Promise.all([broker, colleague].map((who) => app.send(handle, { input: { id, state: 'RESOLVED', note: 'Talked about it' } }, who.token)))
    expect(both.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done').toSorted()).toEqual(['CONFLICT', 'done'])
    expect((await refused(handle, { input: { id, state: 'ACKNOWLEDGED' } }))?.code).toBe('CONFLICT')
    const again = await record('Again')
    const first = await ok(handle, { input: { ...key, id: again.id, state: 'ACKNOWLEDGED' } })
    expect(await ok(handle, { input: { ...key, id: again.id, state: 'ACKNOWLEDGED' } })).toEqual(first)
    const note = await ok<{ id: string }>(operation('AddNote'), { input: { clientId, body: 'No feedback' } })
    expect((await refused(handle, { input: { id: note.id, state: 'ACKNOWLEDGED' } }))?.code).toBe('NOT_FOUND')
  })
})

test('what was written about an item is its thread, the oldest first, for each as far as it may be read', async () => {
  const { id } = await ok<{ id: string }>(operation('LogCommunication'), { input: { clientId, occurredAt: at, channel: 'CALL', direction: 'INBOUND', subject: 'Margin', body: '' } })
  const reply = async (minute: number, body: string, more: object = {}, by = broker) =>
    (await ok<{ id: string }>('mutation ($input: AddNoteInput!) { addNote(input: $input) { id } }', { input: { clientId, aboutId: id, occurredAt: `2026-10-02T10:0${minute}:00Z`, body, ...more } }, by)).id
  const [first, hidden, last] = [await reply(1, 'First'), await reply(2, 'For myself', { visibility: 'PRIVATE' }), await reply(3, 'Last', {}, colleague)]
  const thread = async (by: Person, page: object = {}) => {
    const answer = await app.send('query ($id: ID!, $first: Int!, $after: String) { thread(id: $id, first: $first, after: $after) { nodes { id ... on Note { about { id } } } pageInfo { hasNextPage endCursor } } }', { id, first: 10, ...page }, by.token)
    expect(answer.errors).toBeUndefined()
    return answer.data['thread'] as unknown as { nodes: { id: string; about: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } | null
  }
  expect((await thread(broker))?.nodes).toEqual([first, hidden, last].map((one) => ({ id: one, about: { id } })))
  expect((await thread(colleague))?.nodes.map((node) => node.id)).toEqual([first, last])
  const page = await thread(broker, { first: 2 })
  expect([page?.nodes.length, page?.pageInfo.hasNextPage]).toEqual([2, true])
  expect((await thread(broker, { first: 2, after: page?.pageInfo.endCursor }))?.nodes.map((node) => node.id)).toEqual([last])
  expect(await thread(other)).toBeNull()
})

test('a call names its recording, with its hash and length; its address is one that a browser may follow', async () => {
  const log = (input: object) => app.send('mutation ($input: LogCommunicationInput!) { logCommunication(input: $input) { recording { url sha256 durationSeconds } } }', { input: { clientId, occurredAt: at, channel: 'CALL', direction: 'INBOUND', subject: 'Recorded', ...input } }, broker.token)
  const recording = { url: 'https://recorder.example/calls/4711', sha256: 'AB'.repeat(32), durationSeconds: 252 }
  expect(answered(await log({ recording }))).toEqual({ recording: { ...recording, sha256: 'ab'.repeat(32) } })
  const faults = async (input: object) => (await log(input)).errors?.[0]?.extensions['fields']
  expect(await faults({ recording: { url: 'javascript:alert(1)', sha256: 'x', durationSeconds: -1 } })).toEqual([
    { path: 'recording.url', message: 'must be an address of https' },
    { path: 'recording.sha256', message: 'must be a SHA-256 in hexadecimal' },
    { path: 'recording.durationSeconds', message: 'must be from 0 to 604800' },
  ])
  expect(await faults({ channel: 'EMAIL', recording })).toEqual([{ path: 'recording', message: 'is of calls and meetings only' }])
})

test('an order knows the calls about it, whenever they were logged', async () => {
  const log = (subject: string, aboutOrderId: string | null) => ok<{ id: string }>('mutation ($input: LogCommunicationInput!) { logCommunication(input: $input) { id aboutOrderId } }', { input: { clientId, occurredAt: at, channel: 'CALL', direction: 'INBOUND', subject, aboutOrderId } })
  const before = await log('Wants to buy', 'calls-1')
  await log('Another matter', null)
  await ok(operation('RecordOrderEvent'), { input: { clientId, occurredAt: at, orderId: 'calls-1', executionId: 'e', status: 'FILLED', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT', quantity: '5', unit: 'LOT', price: '600', currency: 'USD' } })
  const other = await log('Of another order', 'calls-2')
  expect(await ok('query ($id: ID!) { client(id: $id) { timeline(search: "another order") { nodes { id ... on Communication { aboutOrder { orderId } } } } } }', { id: clientId })).toEqual({ timeline: { nodes: [{ id: other.id, aboutOrder: null }] } })
  const found = await ok('query ($id: ID!) { client(id: $id) { order(orderId: "calls-1") { communications(first: 5) { nodes { id ... on Communication { aboutOrderId aboutOrder { orderId } } } } } } }', { id: clientId })
  expect(found).toEqual({ order: { communications: { nodes: [{ id: before.id, aboutOrderId: 'calls-1', aboutOrder: { orderId: 'calls-1' } }] } } })
})

describe('what cannot be', () => {
  const log = (input: object) => app.send('mutation ($input: LogCommunicationInput!) { logCommunication(input: $input) { id subject body } }', { input: { clientId, occurredAt: at, channel: 'EMAIL', direction: 'INBOUND', ...input } }, broker.token)
  const order = { orderId: 'odd', executionId: 'odd', status: 'FILLED', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT', quantity: '5', unit: 'LOT', price: '600', currency: 'USD' }
  const fill = (input: object) => app.send(operation('RecordOrderEvent'), { input: { clientId, occurredAt: at, ...order, ...input } }, broker.token)

  test.each<[string, () => ReturnType<typeof log>, string]>([
    ['a body over a megabyte', () => log({ body: 'x'.repeat(1_000_001) }), 'body'],
    ['ten thousand participants', () => log({ participants: Array.from({ length: 10_000 }, (_, index) => `p${index}`) }), 'participants'],
    ['the year 1800', () => log({ occurredAt: '1800-01-01T00:00:00Z' }), 'occurredAt'],
    ['the year 2200', () => log({ occurredAt: '2200-01-01T00:00:00Z' }), 'occurredAt'],
    ['a price that is no number', () => fill({ price: 'NaN' }), 'price'],
    ['a price of infinity', () => fill({ price: '1e400' }), 'price'],
    ['a price of forty digits', () => fill({ price: '9'.repeat(40) }), 'price'],
    ['a quantity below nothing', () => fill({ quantity: '-5' }), 'quantity'],
    ['a commodity that nobody trades', () => fill({ commodity: 'UNOBTAINIUM' }), 'commodity'],
  ])('%s is refused by its field, and nothing of it is there', async (_name, send, path) => {
    const before = await ok('{ interactions(first: 500) { nodes { id } } }', {})
    const answer = await send()
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] })
    expect(await ok('{ interactions(first: 500) { nodes { id } } }', {})).toEqual(before)
  })

  test('a body of a megabyte and markup in a subject are kept as they are, and found', async () => {
    const [subject, body] = ['<script>alert(1)</script> & <b>kangaroo</b>', 'm'.repeat(999_999)]
    expect(answered(await log({ subject, body }))).toMatchObject({ subject, body })
    expect((await ok<{ nodes: { title: string }[] }>('{ interactions(search: "kangaroo", first: 5) { nodes { title } } }', {})).nodes).toEqual([{ title: `Email in: ${subject}` }])
  })
})
