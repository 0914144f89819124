import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
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
})
beforeEach(async () => {
  clientId = await aClientOf(app, broker)
})
afterAll(() => app.stop())

const record = async (name: string, input: object): Promise<Item> => answered(await app.send(operation(name), { input }, broker.token))
const order = (at: string, given: object) => record('RecordOrderEvent', anOrder(clientId, { occurredAt: `2026-11-20T${at}Z`, ...given }))
const placed = (given: object = {}) => order('10:00:00', { status: 'PLACED', quantity: '100', price: '615', ...given })
const fill = (at: string, executionId: string, quantity: string, price: string, given: object = {}) => order(at, { status: 'PARTIALLY_FILLED', executionId, quantity, price, ...given })

const ofClient = async <Result>(fields: string, token = broker.token): Promise<Result> => {
  const answer = await app.send(`query ($id: ID!) { client(id: $id) { ${fields} } }`, { id: clientId }, token)
  expect(answer.errors).toBeUndefined()
  return dataOf(answer, 'client') as Result
}

const orderFields = 'id orderId status quantity filled remaining averagePrice discrepancy openedAt closedAt account eventCount notional { amount currency } events { id executionState }'
const theOrder = async (): Promise<Record<string, unknown>> => (await ofClient<{ order: Record<string, unknown> }>(`order(orderId: "9001") { ${orderFields} }`)).order

describe('an order', () => {
  test('is one life of its events, whatever order they come in', async () => {
    const last = await order('10:03:00', { status: 'FILLED', executionId: 'E3', quantity: '50', price: '614', account: 'HG-01' })
    const two = await fill('10:02:00', 'E2', '20', '613.5')
    const first = await placed({ account: 'HG-01' })
    const one = await fill('10:01:00', 'E1', '30', '612')
    expect(await theOrder()).toMatchObject({
      orderId: '9001', status: 'FILLED', quantity: '100', filled: '100', remaining: '0', averagePrice: '613.3', discrepancy: null, account: 'HG-01', eventCount: 4,
      openedAt: '2026-11-20T10:00:00.000Z', closedAt: '2026-11-20T10:03:00.000Z', notional: { amount: '3066500.00', currency: 'USD' },
      events: [{ id: first.id, executionState: null }, { id: one.id, executionState: 'LIVE' }, { id: two.id, executionState: 'LIVE' }, { id: last.id, executionState: 'LIVE' }],
    })
  })

  test('is told of by each of its events on the timeline', async () => {
    await placed()
    await fill('10:01:00', 'E1', '30', '612')
    const { timeline } = await ofClient<{ timeline: { nodes: unknown[] } }>('timeline { nodes { ... on OrderEvent { executionState order { orderId status remaining } } } }')
    const whole = { orderId: '9001', status: 'PARTIALLY_FILLED', remaining: '70' }
    expect(timeline.nodes).toEqual([{ executionState: 'LIVE', order: whole }, { executionState: null, order: whole }])
  })

  test('counts a busted execution no more, and a corrected one as corrected; both stay', async () => {
    await placed()
    await fill('10:01:00', 'E1', '30', '612')
    await fill('10:02:00', 'E2', '20', '613.5')
    await fill('10:05:00', 'E2a', '25', '610', { corrects: 'E2' })
    const bust = await order('10:06:00', { status: 'PARTIALLY_FILLED', busts: 'E1', executionId: 'B1', quantity: '30', price: null })
    expect(await theOrder()).toMatchObject({
      status: 'PARTIALLY_FILLED', filled: '25', remaining: '75', averagePrice: '610', eventCount: 5,
      events: [{ executionState: null }, { executionState: 'BUSTED' }, { executionState: 'CORRECTED' }, { executionState: 'LIVE' }, { executionState: null }],
    })
    const { edges } = await timelineOf(app, clientId, { first: 1 }, broker.token)
    expect(edges[0]?.node).toMatchObject({ id: bust.id, title: 'Buy 30 Wheat, busted' })
  })

  test('is refused what cannot be', async () => {
    const faultsOf = async (given: object) => (await app.send(operation('RecordOrderEvent'), { input: anOrder(clientId, given) }, broker.token)).errors?.[0]?.extensions['fields']
    expect(await faultsOf({ busts: 'E1', corrects: 'E1' })).toEqual([{ path: 'corrects', message: 'does not go with busts' }])
    expect(await faultsOf({ status: 'CANCELLED', corrects: 'E1' })).toMatchObject([{ path: 'corrects' }])
    expect(await faultsOf({ executionId: 'E1', corrects: 'E1' })).toEqual([{ path: 'corrects', message: 'must be another execution' }])
  })
})

describe('an event of an order', () => {
  const faultsOf = async (given: object) => (await app.send(operation('RecordOrderEvent'), { input: anOrder(clientId, { occurredAt: '2026-11-20T10:05:00Z', ...given }) }, broker.token)).errors?.[0]?.extensions
  const refusal = (path: string, message: string) => ({ code: 'BAD_USER_INPUT', fields: [{ path, message }] })

  test.each<[string, object, string]>([
    ['side', { side: 'SELL' }, 'is BUY in this order'],
    ['instrument', { instrument: 'OPTION' }, 'is FUTURE in this order'],
    ['commodity', { commodity: 'CORN' }, 'is WHEAT in this order'],
    ['contractMonth', { contractMonth: '2027-03' }, 'is 2026-12 in this order'],
    ['currency', { currency: 'EUR' }, 'is USD in this order'],
    ['priceUnit', { priceUnit: 'USD/bu' }, 'is USc/bu in this order'],
    ['unit', { unit: 'BARREL', price: null, status: 'PLACED', orderType: 'MARKET' }, 'is LOT in this order, and cannot be converted to it'],
    ['account', { account: 'ACC-2' }, 'is another one in this order'],
  ])('is refused where its %s is not the order’s', async (path, given, message) => {
    await placed({ contractMonth: '2026-12', account: 'ACC-1' })
    expect(await faultsOf(given)).toMatchObject(refusal(path, message))
    const batch = await app.send(operation('RecordInteractions'), { input: { interactions: [{ orderEvent: anOrder(clientId, { ...given, orderId: '9001' }) }] } }, broker.token)
    expect(answered(batch)).toMatchObject({ accepted: [], rejected: [{ index: 0, fields: [{ path: `orderEvent.${path}`, message }] }] })
  })

  test('is refused within a batch by what stands before it there', async () => {
    const interactions = [{ orderEvent: anOrder(clientId, { status: 'PLACED' }) }, { orderEvent: anOrder(clientId, { side: 'SELL' }) }]
    expect(answered(await app.send(operation('RecordInteractions'), { input: { interactions } }, broker.token))).toMatchObject({ accepted: [{ index: 0 }], rejected: [{ index: 1, fields: [{ path: 'orderEvent.side' }] }] })
  })

  test('is converted where its unit is another of the contract', async () => {
    await placed({ quantity: '20' })
    await fill('10:01:00', 'E1', '50000', '612.25', { unit: 'BUSHEL' })
    expect(await theOrder()).toMatchObject({ status: 'PARTIALLY_FILLED', filled: '10', remaining: '10', averagePrice: '612.25', notional: { amount: '306125.00', currency: 'USD' } })
  })

  test('that corrects an execution again takes the place of the correction', async () => {
    await placed()
    await fill('10:01:00', 'L1', '20', '612')
    await fill('10:02:00', 'L2', '21', '612', { corrects: 'L1' })
    await fill('10:03:00', 'L3', '22', '612', { corrects: 'L1' })
    expect(await theOrder()).toMatchObject({ filled: '22', remaining: '78' })
    expect(await exposure()).toMatchObject([{ netQuantity: '22' }])
  })

  test('that closes a circle of corrections, or undoes what was undone, is refused', async () => {
    await fill('10:01:00', 'K1', '20', '612', { corrects: 'K2' })
    expect(await faultsOf({ executionId: 'K2', corrects: 'K1' })).toMatchObject(refusal('corrects', 'would make executions correct each other in a circle'))
    await order('10:02:00', { status: 'PLACED', executionId: 'B1', busts: 'K1', price: null })
    expect(await faultsOf({ status: 'PLACED', executionId: 'B2', busts: 'K1', price: null })).toMatchObject(refusal('busts', 'was undone before'))
  })

  test('that undoes what the order does not have waits for it, and is refused where it cannot come', async () => {
    await placed()
    const early = await order('10:06:00', { status: 'PLACED', executionId: 'B1', busts: 'E1', quantity: '30', price: null })
    const mismatches = async () => (await ofClient<{ order: { events: unknown[] } }>('order(orderId: "9001") { events { id mismatch } }')).order.events
    expect(await mismatches()).toContainEqual({ id: early.id, mismatch: 'UNKNOWN_EXECUTION' })
    await fill('10:01:00', 'E1', '30', '612')
    expect(await mismatches()).toContainEqual({ id: early.id, mismatch: null })
    await order('10:07:00', { status: 'FILLED', executionId: 'E2', quantity: '100' })
    expect(await faultsOf({ status: 'PLACED', executionId: 'B2', busts: 'ZZ', price: null })).toMatchObject(refusal('busts', 'is no execution of this order, and all of its executions are known'))
  })

  test('is added to the others exactly, in money to the cent', async () => {
    await fill('10:01:00', 'E1', '20', '600')
    await fill('10:02:00', 'E2', '10', '610')
    expect(await theOrder()).toMatchObject({ averagePrice: '603.3333333333', notional: { amount: '905000.00', currency: 'USD' } })
  })
})

describe('a client’s orders', () => {
  beforeEach(async () => {
    for (const [index, given] of [{ account: 'HG-01' }, { commodity: 'CORN' }, { status: 'CANCELLED', account: 'HG-02' }].entries()) {
      await order(`1${index}:00:00`, { orderId: `o${index}`, status: 'PLACED', quantity: '10', ...given })
    }
  })

  const list = async (args: string, token?: string) => {
    const { orders } = await ofClient<{ orders: { nodes: { orderId: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }>(`orders(${args}) { nodes { orderId } pageInfo { hasNextPage endCursor } }`, token)
    return { ids: orders.nodes.map(({ orderId }) => orderId), ...orders.pageInfo }
  }

  test('are listed in pages, the last opened first', async () => {
    const first = await list('first: 2')
    expect(first).toMatchObject({ ids: ['o2', 'o1'], hasNextPage: true })
    expect(await list(`first: 2, after: "${first.endCursor}"`)).toMatchObject({ ids: ['o0'], hasNextPage: false })
  })

  test.each<[string, string[]]>([
    ['statuses: [PLACED]', ['o1', 'o0']], ['statuses: [CANCELLED]', ['o2']], ['commodities: ["CORN"]', ['o1']], ['accounts: ["HG-02"]', ['o2']],
    ['to: "2026-11-20T11:00:00Z"', ['o0']], ['from: "2026-11-20T12:30:00Z"', ['o1', 'o0']],
  ])('with %s are those alone', async (filter, expected) => {
    expect((await list(`filter: { ${filter} }`)).ids).toEqual(expected)
  })

  test('are nobody else’s', async () => {
    const answer = await app.send(`{ client(id: "${clientId}") { orders { nodes { orderId } } exposure { netQuantity } openingPositions { id } } }`, {}, stranger.token)
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND')
  })
})

const opening = (given: object = {}) => ({
  clientId, asOf: '2026-11-01T00:00:00Z', commodity: 'WHEAT', instrument: 'FUTURE', side: 'BUY', quantity: '40', unit: 'LOT', account: 'HG-01', contractMonth: '2099-12', price: '600', ...given,
})
const state = (input: object, token: string | null = broker.token) => app.send(`mutation ($input: RecordOpeningPositionInput!) { recordOpeningPosition(input: $input) { id netQuantity account asOf } }`, { input }, token)
const exposure = async (args = '') =>
  (await ofClient<{ exposure: Record<string, unknown>[] }>(`exposure${args} { commodity account contractMonth netQuantity unit lastPrice notional { amount currency } }`)).exposure

describe('what a client holds', () => {
  const traded = (at: string, executionId: string, given: object) => fill(at, executionId, '10', '610', { contractMonth: '2099-12', account: 'HG-01', ...given })

  test('is what was stated, and what was traded since', async () => {
    await traded('10:00:00', 'E1', {})
    await order('10:01:00', { orderId: '9002', status: 'FILLED', side: 'SELL', executionId: 'E2', quantity: '25', price: '620', contractMonth: '2099-12', account: 'HG-01' })
    expect(await exposure()).toEqual([{ commodity: 'WHEAT', account: 'HG-01', contractMonth: '2099-12', netQuantity: '-15', unit: 'LOT', lastPrice: '620', notional: { amount: '-465000.00', currency: 'USD' } }])
    answered(await state(opening()))
    expect(await exposure()).toMatchObject([{ netQuantity: '25' }])
    // What was traded before the instant is in what was stated.
    answered(await state(opening({ asOf: '2026-11-20T10:00:30Z', quantity: '5' })))
    expect(await exposure()).toMatchObject([{ netQuantity: '-20' }])
    answered(await state(opening({ asOf: '2026-11-20T10:02:00Z', quantity: '0' })))
    expect(await exposure()).toEqual([])
  })

  test('counts busts, and knows contracts and accounts apart', async () => {
    await traded('10:00:00', 'E1', {})
    await traded('10:01:00', 'E2', { account: 'HG-02', orderId: '9002' })
    await traded('10:02:00', 'E3', { contractMonth: '2099-03', exchange: 'CBOT', orderId: '9003' })
    await traded('10:03:00', 'E4', { exchange: 'XCBT', orderId: '9004' })
    await order('10:04:00', { orderId: '9002', status: 'PLACED', busts: 'E2', executionId: 'B2', quantity: '10', price: null })
    expect(await exposure()).toMatchObject([{ account: 'HG-01', contractMonth: '2099-03', netQuantity: '10' }, { account: 'HG-01', contractMonth: '2099-12', netQuantity: '20' }])
  })

  test('is added up over days, and what its days say is what its executions say', async () => {
    await traded('10:00:00', 'E1', {})
    await traded('10:00:00', 'E2', { occurredAt: '2026-11-19T23:59:59.999Z', orderId: '9002' })
    await traded('10:00:00', 'E3', { occurredAt: '2026-11-21T00:00:00Z', orderId: '9003' })
    await traded('10:00:00', 'E4', { occurredAt: '2026-11-22T09:00:00Z', orderId: '9004' })
    answered(await state(opening({ asOf: '2026-11-20T00:00:00Z', quantity: '1' })))
    expect(await exposure()).toMatchObject([{ netQuantity: '31' }])
    await traded('10:00:00', 'B4', { occurredAt: '2026-11-23T09:00:00Z', orderId: '9004', status: 'PLACED', busts: 'E4', price: null })
    await traded('10:00:00', 'C3', { occurredAt: '2026-11-23T09:00:00Z', orderId: '9003', corrects: 'E3', quantity: '7' })
    expect(await exposure()).toMatchObject([{ netQuantity: '18' }])
    const wrong = await app.runtime.database.query(`SELECT * FROM interactions.traded_day d FULL JOIN (
        SELECT client_id, contract, account, date_trunc('day', occurred_at, 'UTC') AS day, sum(fill) AS executed FROM interactions.order_event WHERE fill IS NOT NULL GROUP BY 1, 2, 3, 4
      ) AS e USING (client_id, contract, account, day) WHERE coalesce(d.net, 0) <> coalesce(e.executed, 0)`)
    expect(wrong).toEqual([])
  })

  test('is gone with its month, unless it is asked for', async () => {
    await traded('10:00:00', 'E1', { occurredAt: '2025-12-10T10:00:00Z', contractMonth: '2025-12', commodity: 'WTI', price: '-37.63', priceUnit: null })
    expect(await exposure()).toEqual([])
    expect(await exposure('(withExpired: true)')).toMatchObject([{ commodity: 'WTI', netQuantity: '10', lastPrice: '-37.63', notional: { amount: '-376300.00' } }])
  })
})

describe('an opening position', () => {
  test('is stated once for its key, and listed with its account', async () => {
    const input = opening({ idempotencyKey: 'opening-1' })
    const first = answered(await state(input))
    expect(first).toMatchObject({ netQuantity: '40', account: 'HG-01', asOf: '2026-11-01T00:00:00.000Z' })
    expect(answered(await state(input))).toEqual(first)
    expect((await state({ ...input, quantity: '41' })).errors?.[0]?.extensions.code).toBe('CONFLICT')
    const { openingPositions } = await ofClient<{ openingPositions: unknown[] }>('openingPositions { id account netQuantity price currency author { id } }')
    expect(openingPositions).toEqual([{ id: first.id, account: 'HG-01', netQuantity: '40', price: '600', currency: 'USD', author: { id: broker.id } }])
  })

  test('is refused with all its faults, and to those who may not', async () => {
    const wrong = await state(opening({ asOf: '1800-01-01T00:00:00Z', commodity: 'RICE', quantity: '-1', contractMonth: 'Dec', strike: '1' }))
    expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'asOf' }, { path: 'commodity' }, { path: 'quantity' }, { path: 'contractMonth' }, { path: 'strike' }] })
    const coming = await state(opening({ asOf: new Date(Date.now() + 86_400_000).toISOString() }))
    expect(coming.errors?.[0]?.extensions['fields']).toEqual([{ path: 'asOf', message: 'must not lie in the future' }])
    expect((await state(opening(), stranger.token)).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
    expect((await state(opening(), null)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
    const officer = await person(app, { role: 'COMPLIANCE' })
    expect((await state(opening(), officer.token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })
})

test('a market’s move tells each client what it held, and what the move made of it', async () => {
  await fill('10:00:00', 'E1', '10', '600', { contractMonth: '2099-12', commodity: 'CORN' })
  const holder = clientId
  clientId = await aClientOf(app, broker)
  answered(await state(opening({ commodity: 'CORN', side: 'SELL', quantity: '4', account: null })))
  await record('RecordMarketMove', { commodity: 'CORN', occurredAt: '2026-11-21T12:00:00Z', changePercent: '5', price: '630', currency: 'USD' })
  const movesOf = async (id: string) => {
    const answer = await app.send(`{ client(id: "${id}") { timeline(categories: [EVENT]) { nodes { ... on ClientEvent { marketMove { commodity positions { netQuantity unit contractMonth effect { amount currency } notional { amount } } } } } } } }`, {}, broker.token)
    return (dataOf(answer, 'client')['timeline'] as { nodes: { marketMove: unknown }[] }).nodes.map(({ marketMove }) => marketMove)
  }
  expect(await eventually(() => movesOf(holder), (found) => found.length > 0)).toEqual([
    { commodity: 'CORN', positions: [{ netQuantity: '10', unit: 'LOT', contractMonth: '2099-12', effect: { amount: '15000.00', currency: 'USD' }, notional: { amount: '300000.00' } }] },
  ])
  expect(await eventually(() => movesOf(clientId), (found) => found.length > 0)).toMatchObject([{ positions: [{ netQuantity: '-4', effect: { amount: '-6000.00' } }] }])
})

test('a market’s move that is recorded late tells what was held when it moved', async () => {
  const wheat = { contractMonth: '2099-12', account: 'HG-01' }
  answered(await state(opening({ asOf: '2026-11-18T08:00:00Z', quantity: '5' })))
  await fill('10:00:00', 'E1', '10', '600', { ...wheat, occurredAt: '2026-11-18T09:00:00Z' })
  await fill('10:00:00', 'E2', '20', '600', { ...wheat, occurredAt: '2026-11-20T09:00:00Z' })
  await fill('10:00:00', 'E3', '40', '700', { ...wheat, occurredAt: '2026-11-20T15:00:00Z' })
  const heldAt = async (occurredAt: string) => {
    await record('RecordMarketMove', { commodity: 'WHEAT', occurredAt, changePercent: '5' })
    const events = () => ofClient<{ timeline: { nodes: { occurredAt: string; marketMove: { positions: object[] } }[] } }>('timeline(categories: [EVENT]) { nodes { occurredAt ... on ClientEvent { marketMove { positions { netQuantity notional { amount } } } } } }')
    const found = await eventually(async () => (await events()).timeline.nodes.find((node) => Date.parse(node.occurredAt) === Date.parse(occurredAt)), (node) => node !== undefined)
    return found?.marketMove.positions
  }
  expect(await heldAt('2026-11-17T12:00:00Z')).toEqual([])
  expect(await heldAt('2026-11-18T08:30:00Z')).toEqual([{ netQuantity: '5', notional: { amount: '150000.00' } }])
  expect(await heldAt('2026-11-18T12:00:00Z')).toMatchObject([{ netQuantity: '15' }])
  expect(await heldAt('2026-11-19T12:00:00Z')).toMatchObject([{ netQuantity: '15' }])
  expect(await heldAt('2026-11-20T12:00:00Z')).toEqual([{ netQuantity: '35', notional: { amount: '1050000.00' } }])
  expect(await heldAt('2026-11-21T12:00:00Z')).toEqual([{ netQuantity: '75', notional: { amount: '2625000.00' } }])
})

test('prices say what they are quoted in', async () => {
  const event = await order('10:00:00', { status: 'FILLED', executionId: 'E1', contractMonth: '2099-12' })
  await order('10:00:00', { orderId: '9002', status: 'FILLED', executionId: 'E2', instrument: 'SPOT', unit: 'BUSHEL', quantity: '100000', price: '6.1' })
  const { timeline, order: whole, exposure: held } = await ofClient<Record<'timeline' | 'order' | 'exposure', unknown>>(
    'timeline { nodes { id ... on OrderEvent { priceUnit notional { amount } } } } order(orderId: "9001") { priceUnit } exposure { instrument priceUnit }',
  )
  expect(timeline).toMatchObject({ nodes: expect.arrayContaining([{ id: event.id, priceUnit: 'USc/bu', notional: { amount: '1530625.00' } }, expect.objectContaining({ priceUnit: 'USD/bu', notional: { amount: '610000.00' } })]) })
  expect(whole).toEqual({ priceUnit: 'USc/bu' })
  expect(held).toEqual([{ instrument: 'FUTURE', priceUnit: 'USc/bu' }, { instrument: 'SPOT', priceUnit: 'USD/bu' }])
})
