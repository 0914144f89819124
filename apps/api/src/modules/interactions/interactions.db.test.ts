import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { aClientOf, anOrder, answered, dataOf, eventually, timelineOf, type Item } from './testing/recording'

let app: App
let broker: Person
let stranger: Person
let clientId: string

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
  broker = await person(app, { role: 'BROKER' })
  stranger = await person(app, { role: 'BROKER' })
  clientId = await aClientOf(app, broker)
})
afterAll(() => app.stop())

const send = (name: string, input: object, token: string | null = broker.token) => app.send(operation(name), { input }, token)
const record = async <Result = Item>(name: string, input: object, token = broker.token): Promise<Result> => answered<Result>(await send(name, input, token))
const refused = async (name: string, input: object, token: string | null = broker.token) => (await send(name, input, token)).errors?.[0]?.extensions

test('each kind of interaction stands on the timeline in the very next request', async () => {
  const id = await aClientOf(app, broker)
  const at = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, '0')}:00Z`
  const call = await record('LogCommunication', {
    clientId: id, occurredAt: at(1), channel: 'CALL', direction: 'INBOUND', participants: ['Joan Hargreave'], subject: 'Margin on Dec wheat', body: 'Wants to roll', durationSeconds: 240,
    callOutcome: 'CONNECTED', nextStep: { title: 'Send the roll', dueAt: '2026-11-21T09:00:00Z' },
  })
  await record('RecordOrderEvent', anOrder(id, { occurredAt: at(2), account: 'HG-01', brokerNote: 'Filled in two clips', contractMonth: '2026-12' }))
  await record('RecordClientEvent', { clientId: id, occurredAt: at(3), eventType: 'STRATEGY_CHANGED', description: 'From spot to futures' })
  await record('AddNote', { clientId: id, occurredAt: at(4), body: 'Prefers calls', mentionIds: [stranger.id], aboutId: call.id })
  await record('RecordFeedback', { clientId: id, occurredAt: at(5), rating: 2, topic: 'EXECUTION', body: 'Slow' })
  await record('RecordRecommendation', { clientId: id, occurredAt: at(6), body: 'Lock in', proposal: { commodity: 'CORN', side: 'SELL', instrument: 'FUTURE' } })
  const { edges } = await timelineOf(app, id, {}, broker.token)
  expect(edges.map(({ node }) => [node['__typename'], node['title']])).toEqual([
    ['Recommendation', 'Recommended: sell Corn future'], ['Feedback', 'Unhappy 2, execution: Slow'], ['Note', 'Prefers calls'], ['ClientEvent', 'Strategy changed: From spot to futures'],
    ['OrderEvent', 'Buy 50 Wheat Dec-26, filled 612.25'], ['Communication', 'Call in: Margin on Dec wheat'],
  ])
  expect(edges[5]?.node).toMatchObject({
    id: call.id, occurredAt: '2026-11-20T10:01:00.000Z', channel: 'CALL', participants: ['Joan Hargreave'], subject: 'Margin on Dec wheat', body: 'Wants to roll', durationSeconds: 240, sentiment: null, author: { id: broker.id },
  })
  expect(edges[4]?.node).toMatchObject({ quantity: '50', unit: 'LOT', price: '612.25', currency: 'USD', account: 'HG-01', brokerNote: 'Filled in two clips', contractMonth: '2026-12', putCall: null })
  expect(edges[2]?.node).toMatchObject({ mentions: [{ id: stranger.id }], about: { __typename: 'Communication', id: call.id } })
})

test('what our own additions say comes back too: outcome, next step, notional, extent', async () => {
  const id = await aClientOf(app, broker)
  await record('LogCommunication', { clientId: id, occurredAt: '2026-11-20T10:00:00Z', channel: 'CALL', direction: 'OUTBOUND', callOutcome: 'NO_ANSWER', nextStep: { title: 'Try again' } })
  await record('RecordOrderEvent', anOrder(id, { occurredAt: '2026-11-19T10:00:00Z' }))
  const answer = await app.send(
    `query ($id: ID!) { client(id: $id) { timelineExtent { first last count } engagement { score trend lastContactAt }
      timeline { nodes { ... on Communication { callOutcome nextStep { title dueAt } } ... on OrderEvent { notional { amount currency } } } } } }`,
    { id },
    broker.token,
  )
  expect(answer.errors).toBeUndefined()
  expect(answer.data['client']).toEqual({
    timelineExtent: { first: '2026-11-19T10:00:00.000Z', last: '2026-11-20T10:00:00.000Z', count: 2 },
    engagement: { score: null, trend: null, lastContactAt: '2026-11-20T10:00:00.000Z' },
    timeline: { nodes: [{ callOutcome: 'NO_ANSWER', nextStep: { title: 'Try again', dueAt: null } }, { notional: { amount: '1530625.00', currency: 'USD' } }] },
  })
})

test('last contact is the last that was held; one that is planned becomes it once it is due, and nothing else has to be written', async () => {
  const id = await aClientOf(app, broker)
  const contact = (occurredAt: string, channel: string) => record('LogCommunication', { clientId: id, occurredAt, channel, direction: 'OUTBOUND' })
  const lastContact = async () => dataOf(await app.send('query ($id: ID!) { client(id: $id) { engagement { lastContactAt } } }', { id }, broker.token), 'client')['engagement']
  await contact('2034-01-01T10:00:00.000Z', 'MEETING')
  expect(await lastContact()).toEqual({ lastContactAt: null })
  await contact('2026-11-20T10:00:00.000Z', 'CALL')
  await contact('2026-11-21T10:00:00.000Z', 'EMAIL')
  expect(await lastContact()).toEqual({ lastContactAt: '2026-11-21T10:00:00.000Z' })

  const soon = new Date(Date.now() + 1_500).toISOString()
  await contact(soon, 'MEETING')
  expect(await lastContact()).toEqual({ lastContactAt: '2026-11-21T10:00:00.000Z' })
  await eventually(lastContact, (now) => JSON.stringify(now) === JSON.stringify({ lastContactAt: soon }), 5_000)
})

test('a window is read in pages by its cursors, and filtered by category and time', async () => {
  const id = await aClientOf(app, broker)
  const order = (day: number) => ({ orderEvent: anOrder(id, { orderId: `o${day}`, executionId: `e${day}`, occurredAt: `2026-10-${String(day).padStart(2, '0')}T10:00:00Z` }) })
  const note = (day: number) => ({ note: { clientId: id, body: `Note ${day}`, occurredAt: `2026-10-${String(day).padStart(2, '0')}T11:00:00Z` } })
  await record('RecordInteractions', { interactions: Array.from({ length: 20 }, (_, day) => [order(day + 1), note(day + 1)]).flat() })
  const seen: string[] = []
  for (let after: string | null = null; ; ) {
    const { edges, pageInfo } = await timelineOf(app, id, { first: 7, after, from: '2026-10-05T00:00:00Z', to: '2026-10-15T10:00:00Z' }, broker.token)
    seen.push(...edges.map(({ node }) => String(node['occurredAt'])))
    after = pageInfo.endCursor
    if (!pageInfo.hasNextPage) break
  }
  expect(seen).toHaveLength(20)
  expect(seen).toEqual(seen.toSorted((one, other) => (one < other ? 1 : -1)))
  const orders = await timelineOf(app, id, { categories: ['ORDER'], from: '2026-10-05T00:00:00Z', to: '2026-10-15T10:00:00Z' }, broker.token)
  expect(orders.edges).toHaveLength(10)
})

test('a cursor of another client’s timeline, a wrong size and a wrong instant are refused', async () => {
  const other = await aClientOf(app, broker)
  const { edges } = await timelineOf(app, clientId, {}, broker.token).then(async (page) => {
    if (page.edges.length > 0) return page
    await record('AddNote', { clientId, body: 'First' })
    return timelineOf(app, clientId, {}, broker.token)
  })
  const window = (variables: object) => app.send(operation('TimelineWindow'), { clientId: other, first: 10, ...variables }, broker.token)
  for (const variables of [{ after: edges[0]?.cursor }, { first: 501 }, { first: 0 }, { from: '2026-02-30T00:00:00Z' }]) {
    const answer = await window(variables)
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    expect(answer.data['client']).toMatchObject({ timeline: null })
  }
})

test('density counts are exact, at the edges of the span too', async () => {
  const id = await aClientOf(app, broker)
  const at = ['2026-01-31T22:29:59Z', '2026-01-31T22:30:00Z', '2026-01-31T23:59:59Z', '2026-02-10T00:00:00Z', '2026-03-31T23:59:59Z', '2026-04-01T00:14:59Z', '2026-04-01T00:15:00Z']
  await record('RecordInteractions', { interactions: at.map((occurredAt) => ({ note: { clientId: id, body: 'x', occurredAt } })) })
  const answer = await app.send(operation('TimelineDensity'), { clientId: id, from: '2026-01-31T22:30:00Z', to: '2026-04-01T00:15:00Z', buckets: 4 }, broker.token)
  expect(answer.errors).toBeUndefined()
  expect(dataOf(answer, 'client')['timelineDensity']).toEqual([
    { category: 'NOTE', start: '2026-01-31T22:30:00.000Z', end: '2026-02-01T00:00:00.000Z', count: 2 },
    { category: 'NOTE', start: '2026-02-01T00:00:00.000Z', end: '2026-03-01T00:00:00.000Z', count: 1 },
    { category: 'NOTE', start: '2026-03-01T00:00:00.000Z', end: '2026-04-01T00:00:00.000Z', count: 1 },
    { category: 'NOTE', start: '2026-04-01T00:00:00.000Z', end: '2026-04-01T00:15:00.000Z', count: 1 },
  ])
  const wrong = await app.send(operation('TimelineDensity'), { clientId: id, from: '2026-04-01T00:00:00Z', to: '2026-04-01T00:00:00Z', buckets: 0 }, broker.token)
  expect(wrong.errors?.[0]?.extensions['fields']).toEqual([{ path: 'buckets', message: 'must be from 1 to 1,000' }, { path: 'to', message: 'must be after from' }])
})

test('words are found, all of them, in the clients that one may see alone', async () => {
  const mine = await aClientOf(app, broker)
  const theirs = await aClientOf(app, stranger)
  await record('LogCommunication', { clientId: mine, occurredAt: '2026-11-01T10:00:00Z', channel: 'EMAIL', direction: 'INBOUND', subject: 'Quarterly zephyrine margin', body: 'Über alles' })
  await record('AddNote', { clientId: mine, occurredAt: '2026-11-02T10:00:00Z', body: 'zephyr is another word' })
  await record('AddNote', { clientId: theirs, occurredAt: '2026-11-03T10:00:00Z', body: 'zephyrine here too' }, stranger.token)
  const search = async (text: string, filter: object = {}, token = broker.token) => {
    const answer = await app.send(operation('SearchInteractions'), { text, filter, first: 10 }, token)
    expect(answer.errors).toBeUndefined()
    return (dataOf(answer, 'interactions')['nodes'] as { title: string; client: { id: string } }[]).map((node) => node.client.id)
  }
  expect(await search('Zephyrine')).toEqual([mine])
  expect(await search('MARGIN zephyrine uber')).toEqual([mine])
  expect(await search('zephyri')).toEqual([mine])
  expect(await search('zephyrines')).toEqual([mine])
  expect(await search('zephyr')).toEqual([mine, mine])
  expect(await search('phyrine')).toEqual([])
  expect(await search('zephyrine tea')).toEqual([])
  expect(await search('zephyrine', { clientIds: [theirs] })).toEqual([])
  expect(await search('zephyrine', { channels: ['CALL'] })).toEqual([])
  expect(await search('zephyrine', { channels: ['EMAIL'], authorIds: [broker.id], categories: ['COMMUNICATION'], from: '2026-11-01T00:00:00Z', to: '2026-11-01T10:00:01Z' })).toEqual([mine])
  expect(new Set(await search('zephyrine', {}, undefined))).toEqual(new Set([mine]))
  const all = await app.send(operation('SearchInteractions'), { text: 'zephyrine', filter: null, first: 10 })
  expect(dataOf(all, 'interactions')['nodes']).toHaveLength(2)
  const { edges } = await timelineOf(app, mine, { search: 'zephyrine' }, broker.token)
  expect(edges).toHaveLength(1)
})

test('every fault of an input is told at once', async () => {
  const wrong = anOrder(clientId, { occurredAt: '2026-02-30T10:00:00Z', quantity: '-1', price: 'abc', commodity: 'RICE', currency: 'XXXX', strike: '1' })
  expect(await refused('RecordOrderEvent', wrong)).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'occurredAt' }, { path: 'commodity' }, { path: 'quantity' }, { path: 'price' }, { path: 'currency' }, { path: 'strike' }] })
})

test('a client out of reach does not exist for one, to write or to read', async () => {
  const note = { clientId, body: 'x' }
  expect(await refused('AddNote', note, stranger.token)).toMatchObject({ code: 'NOT_FOUND' })
  expect(await refused('AddNote', { ...note, clientId: '0199d3a1-7b2c-7def-8123-456789abcdef' })).toMatchObject({ code: 'NOT_FOUND' })
  expect(await refused('AddNote', note, null)).toMatchObject({ code: 'UNAUTHENTICATED' })
  const analyst = await person(app, { role: 'COMPLIANCE' })
  expect(await refused('AddNote', note, analyst.token)).toMatchObject({ code: 'FORBIDDEN' })
  const made = await record('RecordRecommendation', { clientId, occurredAt: '2026-11-20T10:00:00Z', body: 'Sell' })
  expect(await refused('AnswerRecommendation', { id: made.id, outcome: 'ACCEPTED', answeredAt: '2026-11-20T11:00:00Z' }, stranger.token)).toMatchObject({ code: 'NOT_FOUND' })
})

test('an inactive client takes no more', async () => {
  const id = await aClientOf(app, broker)
  const manager = await person(app, { role: 'ADMIN' })
  answered(await app.send(operation('DeactivateClient'), { input: { id, version: 1, reason: 'Left' } }, manager.token))
  // Another module's change is known here within a second.
  const code = await eventually(async () => (await refused('AddNote', { clientId: id, body: 'x' }))?.code, (found) => found !== undefined, 1_000)
  expect(code).toBe('CONFLICT')
})

test('an author or a mention that is no user, and an interaction of another client, are faults', async () => {
  const other = await aClientOf(app, broker)
  const note = await record('AddNote', { clientId: other, body: 'x' })
  const nobody = '0199d3a1-7b2c-7def-8123-456789abcdef'
  expect(await refused('AddNote', { clientId, body: 'x', mentionIds: [broker.id, nobody], aboutId: note.id })).toMatchObject({
    code: 'BAD_USER_INPUT', fields: [{ path: 'mentionIds.1', message: 'is no user' }, { path: 'aboutId', message: 'is no interaction of this client' }],
  })
  expect(await refused('LogCommunication', { clientId, occurredAt: '2026-11-20T10:00:00Z', channel: 'EMAIL', direction: 'INBOUND', authorId: nobody })).toMatchObject({ fields: [{ path: 'authorId' }] })
  const byOther = await record('LogCommunication', { clientId: other, occurredAt: '2026-11-20T10:00:00Z', channel: 'EMAIL', direction: 'INBOUND', authorId: stranger.id })
  const { edges } = await timelineOf(app, other, { categories: ['COMMUNICATION'] }, broker.token)
  expect(edges.map(({ node }) => [node.id, node['author']])).toMatchObject([[byOther.id, { id: stranger.id }]])
})

test('each item says when it was put on record, and whether that was late', async () => {
  const id = await aClientOf(app, broker)
  const begun = Date.now()
  await record('AddNote', { clientId: id, body: 'Now' })
  await record('RecordOrderEvent', anOrder(id, { occurredAt: '2026-10-01T10:00:00Z' }))
  const answer = await app.send(`query ($id: ID!) { client(id: $id) { timeline { nodes { occurredAt recordedAt late } } } }`, { id }, broker.token)
  const { nodes } = dataOf(answer, 'client')['timeline'] as { nodes: { recordedAt: string; late: boolean }[] }
  expect(nodes.map(({ late }) => late)).toEqual([false, true])
  for (const { recordedAt } of nodes) expect(Date.parse(recordedAt)).toBeGreaterThanOrEqual(begun)
})

test('of an option it is said which, by its event or by its order', async () => {
  const id = await aClientOf(app, broker)
  const option = { orderId: '9009', instrument: 'OPTION', price: '12' }
  const missing = ['strike', 'putCall'].map((path) => ({ path, message: 'is missing: an option has one' }))
  expect(await refused('RecordOrderEvent', anOrder(id, { ...option, status: 'PLACED' }))).toMatchObject({ code: 'BAD_USER_INPUT', fields: missing })
  await record('RecordOrderEvent', anOrder(id, { ...option, status: 'PLACED', strike: '650', putCall: 'CALL' }))
  await record('RecordOrderEvent', anOrder(id, { ...option, executionId: 'E1' }))
  const answer = await app.send('query ($id: ID!) { client(id: $id) { order(orderId: "9009") { filled strike putCall } } }', { id }, broker.token)
  expect(dataOf(answer, 'client')['order']).toEqual({ filled: '50', strike: '650', putCall: 'CALL' })
})
