import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCommodities } from '../../platform/firm/commodities'
import { createLogger } from '../../platform/telemetry/logger'
import { startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { deriveAnew } from './derive-anew'
import { createItemIndex } from './item-index'
import { OrderIndex } from './order-index'
import { createOrderStore } from './store/order.store'
import { createPostgresInteractionStore } from './store/postgres-interaction.store'
import { aClientOf, anOrder, answered, dataOf, type Item } from './testing/recording'

const document = '0199d3a1-7b2c-7def-8123-000000000001'

let app: App
let broker: Person
let assistant: Person
let clientId: string

const record = async <Result = Item>(name: string, input: object, token = broker.token): Promise<Result> => answered<Result>(await app.send(operation(name), { input }, token))

const at = (day: number) => `2026-10-${String(day).padStart(2, '0')}T10:00:00Z`

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
  broker = await person(app, { role: 'BROKER', team: 'Grains' })
  assistant = await person(app, { role: 'ASSISTANT', team: 'Grains' })
  clientId = await aClientOf(app, broker)
  const order = (day: number, given: object) => ({ orderEvent: anOrder(clientId, { orderId: `o${day}`, executionId: `e${day}`, occurredAt: at(day), ...given }) })
  await record('RecordInteractions', {
    interactions: [
      { communication: { clientId, occurredAt: at(1), channel: 'CALL', direction: 'INBOUND', subject: 'Rolling hedges', documentIds: [document] } },
      { communication: { clientId, occurredAt: at(2), channel: 'EMAIL', direction: 'INBOUND', subject: 'Margin statement' } },
      { communication: { clientId, occurredAt: at(3), channel: 'EMAIL', direction: 'OUTBOUND', subject: 'Re: margin' } },
      order(4, { account: 'HG-01' }), order(5, { account: 'HG-01', commodity: 'CORN', status: 'PLACED' }), order(6, { account: 'HG-02', status: 'CANCELLED' }),
      { note: { clientId, occurredAt: at(7), body: 'About the agreement', aboutId: document } },
    ],
  })
  answered(await app.send(operation('AddNote'), { input: { clientId, occurredAt: at(8), body: 'By the assistant' } }, assistant.token))
})
afterAll(() => app.stop())

const days = (items: readonly { occurredAt: string }[]) => items.map(({ occurredAt }) => Number(occurredAt.slice(8, 10)))

async function timeline(args: string, token = broker.token) {
  const answer = await app.send(`query ($id: ID!) { client(id: $id) { timeline(${args}) { nodes { occurredAt } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`, { id: clientId }, token)
  expect(answer.errors).toBeUndefined()
  return dataOf(answer, 'client')['timeline'] as { nodes: { occurredAt: string }[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string } }
}

test.each<[string, number[]]>([
  ['filter: { channels: [EMAIL] }', [3, 2]],
  ['filter: { channels: [EMAIL, CALL] }, order: OLDEST_FIRST', [1, 2, 3]],
  ['filter: { commodities: ["WHEAT"] }', [6, 4]],
  ['filter: { commodities: ["WHEAT"], orderStatuses: [FILLED] }', [4]],
  ['filter: { accounts: ["HG-01"] }', [5, 4]],
  ['filter: { accounts: ["hg-01"] }', []],
  ['filter: { orderStatuses: [PLACED, CANCELLED] }', [6, 5]],
  ['filter: { hasAttachment: true }', [7, 1]],
  ['filter: { hasAttachment: false }, categories: [COMMUNICATION, NOTE]', [8, 3, 2]],
  ['filter: { channels: [] }, categories: [ORDER], order: OLDEST_FIRST', [4, 5, 6]],
  ['search: "roll hedge"', [1]],
  ['search: "marg", filter: { channels: [EMAIL] }, from: "2026-10-03T00:00:00Z"', [3]],
  ['search: "margin", to: "2026-10-03T00:00:00Z"', [2]],
])('a timeline with %s has those alone', async (args, expected) => {
  expect(days((await timeline(args)).nodes)).toEqual(expected)
})

test('an author’s are found by its id, and no other’s', async () => {
  expect(days((await timeline(`filter: { authorIds: ["${assistant.id}"] }`)).nodes)).toEqual([8])
  expect(days((await timeline(`filter: { authorIds: ["nobody"] }`)).nodes)).toEqual([])
})

describe.each([['without a filter', '', [8, 7, 6, 5, 4, 3, 2, 1]], ['with one', ', filter: { hasAttachment: false }', [8, 6, 5, 4, 3, 2]]] as const)('%s', (_name, filter, all) => {
  test.each(['NEWEST_FIRST', 'OLDEST_FIRST'])('%s, pages forward and back are the same', async (order) => {
    const expected = order === 'NEWEST_FIRST' ? all : all.toReversed()
    const first = await timeline(`order: ${order}, first: 3${filter}`)
    const second = await timeline(`order: ${order}, first: 3, after: "${first.pageInfo.endCursor}"${filter}`)
    expect([...days(first.nodes), ...days(second.nodes)]).toEqual(expected.slice(0, 6))
    expect([first.pageInfo.hasPreviousPage, first.pageInfo.hasNextPage, second.pageInfo.hasPreviousPage]).toEqual([false, true, true])
    const back = await timeline(`order: ${order}, last: 2, before: "${second.pageInfo.startCursor}"${filter}`)
    expect(days(back.nodes)).toEqual(expected.slice(1, 3))
    expect([back.pageInfo.hasPreviousPage, back.pageInfo.hasNextPage]).toEqual([true, true])
    const start = await timeline(`order: ${order}, last: 5, before: "${second.pageInfo.startCursor}"${filter}`)
    expect([days(start.nodes), start.pageInfo.hasPreviousPage]).toEqual([expected.slice(0, 3), false])
    const end = await timeline(`order: ${order}, last: 2${filter}`)
    expect([days(end.nodes), end.pageInfo.hasNextPage]).toEqual([expected.slice(-2), false])
  })
})

test('a cursor that goes with the other size, and a wrong size, are refused', async () => {
  const { pageInfo } = await timeline('first: 1')
  for (const [args, path] of [[`last: 2, after: "${pageInfo.endCursor}"`, 'after'], [`before: "${pageInfo.endCursor}"`, 'before'], ['last: 501', 'last'], ['last: 1, before: "x"', 'before']]) {
    const answer = await app.send(`{ client(id: "${clientId}") { timeline(${args}) { nodes { id } } } }`, {}, broker.token)
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] })
  }
})

const countsOf = async (args: string, token = broker.token) => {
  const answer = await app.send(
    `query ($id: ID!) { client(id: $id) { timelineCounts${args} { total categories { category count } channels { channel count } authors { author { id } count }
      commodities { commodity count } accounts { account count } orderStatuses { status count } withAttachment } } }`, { id: clientId }, token)
  expect(answer.errors).toBeUndefined()
  return dataOf(answer, 'client')['timelineCounts']
}

test('each value that one may filter by is counted under the other filters', async () => {
  expect(await countsOf('')).toEqual({
    total: 8,
    categories: [{ category: 'COMMUNICATION', count: 3 }, { category: 'ORDER', count: 3 }, { category: 'NOTE', count: 2 }],
    channels: [{ channel: 'EMAIL', count: 2 }, { channel: 'CALL', count: 1 }],
    authors: [{ author: { id: broker.id }, count: 7 }, { author: { id: assistant.id }, count: 1 }],
    commodities: [{ commodity: 'WHEAT', count: 2 }, { commodity: 'CORN', count: 1 }],
    accounts: [{ account: 'HG-01', count: 2 }, { account: 'HG-02', count: 1 }],
    orderStatuses: [{ status: 'CANCELLED', count: 1 }, { status: 'FILLED', count: 1 }, { status: 'PLACED', count: 1 }],
    withAttachment: 2,
  })
  expect(await countsOf('(filter: { commodities: ["WHEAT"] }, from: "2026-10-02T00:00:00Z")')).toMatchObject({
    total: 2, channels: [], commodities: [{ commodity: 'WHEAT', count: 2 }, { commodity: 'CORN', count: 1 }], accounts: [{ account: 'HG-01', count: 1 }, { account: 'HG-02', count: 1 }],
    orderStatuses: [{ status: 'CANCELLED', count: 1 }, { status: 'FILLED', count: 1 }], withAttachment: 0,
  })
  expect(await countsOf('(search: "margin", filter: { hasAttachment: true })')).toMatchObject({ total: 0, channels: [], withAttachment: 0 })
  expect(await countsOf('(search: "margin")')).toMatchObject({ total: 2, channels: [{ channel: 'EMAIL', count: 2 }] })
})

test('over all clients one counts those that one may see', async () => {
  const stranger = await person(app, { role: 'BROKER' })
  const count = async (token: string) => dataOf(await app.send('{ interactionCounts(filter: { channels: [EMAIL] }) { total accounts { account } } }', {}, token), 'interactionCounts')
  expect(await count(broker.token)).toEqual({ total: 2, accounts: [] })
  expect(await count(stranger.token)).toEqual({ total: 0, accounts: [] })
  expect((await app.send('{ interactionCounts { total } }', {}, null)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
})

test('density under a filter is exact', async () => {
  const density = async (args: string, from = '01T00:00', to = '09T00:00') => {
    const answer = await app.send(`{ client(id: "${clientId}") { timelineDensity(from: "2026-10-${from}:00Z", to: "2026-10-${to}:00Z", buckets: 8${args}) { category start count } } }`, {}, broker.token)
    expect(answer.errors).toBeUndefined()
    return (dataOf(answer, 'client')['timelineDensity'] as { category: string; start: string; count: number }[]).map(({ category, start, count }) => `${category} ${Number(start.slice(8, 10))} ${count}`)
  }
  expect(await density(', filter: { channels: [EMAIL] }')).toEqual(['COMMUNICATION 2 1', 'COMMUNICATION 3 1'])
  expect(await density(', categories: [ORDER]')).toEqual(['ORDER 4 1', 'ORDER 5 1', 'ORDER 6 1'])
  expect(await density(', search: "margin"')).toEqual(['COMMUNICATION 2 1', 'COMMUNICATION 3 1'])
  expect(await density('')).toHaveLength(8)
  // The ends of a span are cut out of the hours that counts are kept of.
  const spoken = ', filter: { channels: [CALL, EMAIL] }'
  expect(await density(spoken)).toEqual(['COMMUNICATION 1 1', 'COMMUNICATION 2 1', 'COMMUNICATION 3 1'])
  expect(await density(spoken, '01T09:40', '03T10:30')).toEqual(['COMMUNICATION 1 1', 'COMMUNICATION 2 1', 'COMMUNICATION 3 1'])
  expect(await density(spoken, '01T10:10', '03T10:00')).toEqual(['COMMUNICATION 2 1'])
  expect(await density(spoken, '02T09:55', '02T10:05')).toEqual(['COMMUNICATION 2 1'])
  expect(await density(`, categories: [ORDER, NOTE]${spoken}`)).toEqual([])
})

test('the accounts that orders name are listed, for those who may see the client', async () => {
  const accounts = async (token: string) => (await app.send(`{ client(id: "${clientId}") { tradingAccounts { name lastUsedAt } } }`, {}, token))
  expect(dataOf(await accounts(broker.token), 'client')['tradingAccounts']).toEqual([{ name: 'HG-02', lastUsedAt: '2026-10-06T10:00:00.000Z' }, { name: 'HG-01', lastUsedAt: '2026-10-05T10:00:00.000Z' }])
  const stranger = await person(app, { role: 'BROKER' })
  expect((await accounts(stranger.token)).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
})

test('what an older version derived is derived anew after the start', async () => {
  const { database } = app.runtime
  await database.query(`UPDATE interactions.item SET scheme = 1, account = NULL, commodity = NULL WHERE client_id = $1`, [clientId])
  await database.query(`UPDATE interactions.search_entry SET tokens = '{}' WHERE client_id = $1`, [clientId])
  expect(days((await timeline('filter: { accounts: ["HG-01"] }')).nodes)).toEqual([])
  const commodities = await loadCommodities(app.environment.CONFIG_DIR)
  const { keys } = app.runtime
  const index = createItemIndex(keys, commodities)
  const orders = new OrderIndex(createOrderStore(database), commodities)
  deriveAnew({ store: createPostgresInteractionStore(database), index, orders, keys, database, logger: createLogger('warn') })
  const left = async () => (await database.query<{ n: number }>('SELECT count(*)::int AS n FROM interactions.item WHERE scheme < 3'))[0]?.n
  for (const until = Date.now() + 2_000; (await left()) !== 0 && Date.now() < until; ) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(days((await timeline('filter: { accounts: ["HG-01"] }')).nodes)).toEqual([5, 4])
  expect(days((await timeline('search: "margins"')).nodes)).toEqual([3, 2])
})
