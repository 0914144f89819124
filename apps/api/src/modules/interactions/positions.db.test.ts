import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { aClientOf, anOrder, answered, dataOf, eventually } from './testing/recording'

let app: App
let broker: Person
let clientId: string

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
  broker = await person(app, { role: 'BROKER' })
})
beforeEach(async () => {
  clientId = await aClientOf(app, broker)
})
afterAll(() => app.stop())

const wheat = { contractMonth: '2099-12', account: 'HG-01' }
const order = async (at: string, given: object) => answered(await app.send(operation('RecordOrderEvent'), { input: anOrder(clientId, { occurredAt: `2026-11-20T${at}Z`, ...wheat, ...given }) }, broker.token))
const state = async (given: object) => {
  const input = { clientId, commodity: 'WHEAT', instrument: 'FUTURE', side: 'BUY', price: '600', ...wheat, ...given }
  return answered(await app.send('mutation ($input: RecordOpeningPositionInput!) { recordOpeningPosition(input: $input) { netQuantity unit } }', { input }, broker.token))
}
const ofClient = async <Result>(fields: string): Promise<Result> => {
  const answer = await app.send(`query ($id: ID!) { client(id: $id) { ${fields} } }`, { id: clientId }, broker.token)
  expect(answer.errors).toBeUndefined()
  return dataOf(answer, 'client') as Result
}
const exposure = async () =>
  (await ofClient<{ exposure: unknown[] }>('exposure { netQuantity unit equivalent { quantity unit } apart account lastPrice priceUnit notional { amount currency } }')).exposure

describe('what was traded in lots and in bushels', () => {
  test('is one position, in lots with the bushels beside, at the last price of either', async () => {
    await order('10:00:00', { executionId: 'E1', quantity: '10', price: '600' })
    await order('10:01:00', { orderId: '9002', executionId: 'E2', side: 'SELL', quantity: '20000', unit: 'BUSHEL', price: '610' })
    expect(await exposure()).toEqual([{
      netQuantity: '6', unit: 'LOT', equivalent: { quantity: '30000', unit: 'BUSHEL' }, apart: null, account: 'HG-01', lastPrice: '610', priceUnit: 'USc/bu', notional: { amount: '183000.00', currency: 'USD' },
    }])
    await order('10:02:00', { orderId: '9003', executionId: 'E3', side: 'SELL', quantity: '30000', unit: 'BUSHEL' })
    expect(await exposure()).toEqual([])
  })

  test('is counted without what was busted, and as it was corrected, in whichever unit', async () => {
    await order('10:00:00', { status: 'PARTIALLY_FILLED', executionId: 'E1', quantity: '10' })
    await order('10:01:00', { status: 'PARTIALLY_FILLED', executionId: 'E2', quantity: '20000', unit: 'BUSHEL' })
    await order('10:02:00', { status: 'PARTIALLY_FILLED', executionId: 'E3', quantity: '15000', unit: 'BUSHEL' })
    await order('10:03:00', { status: 'PARTIALLY_FILLED', busts: 'E2', executionId: 'B2', quantity: '4', price: null })
    await order('10:04:00', { status: 'PARTIALLY_FILLED', corrects: 'E3', executionId: 'E3a', quantity: '2' })
    expect(await exposure()).toMatchObject([{ netQuantity: '12', unit: 'LOT', equivalent: { quantity: '60000' } }])
  })

  test('is in what was stated after it, in whichever unit that was', async () => {
    await order('10:00:00', { executionId: 'E1', quantity: '10' })
    await order('12:00:00', { orderId: '9002', executionId: 'E2', quantity: '1', price: '620' })
    expect(await state({ asOf: '2026-11-20T11:00:00Z', quantity: '5000', unit: 'BUSHEL' })).toEqual({ netQuantity: '5000', unit: 'BUSHEL' })
    expect(await exposure()).toMatchObject([{ netQuantity: '2', unit: 'LOT', lastPrice: '620' }])
    // What was stated of the same instant in another unit is stated anew.
    await state({ asOf: '2026-11-20T11:00:00Z', quantity: '3', unit: 'LOT' })
    expect(await exposure()).toMatchObject([{ netQuantity: '4', unit: 'LOT' }])
    await state({ asOf: '2026-11-20T13:00:00Z', quantity: '0', unit: 'BUSHEL' })
    expect(await exposure()).toEqual([])
  })

  test('is priced in what the price was of, not in the unit that it is told in', async () => {
    await order('10:00:00', { executionId: 'E1', quantity: '1', price: '600' })
    // No contract quotes tonnes: what their price means nothing says.
    await order('10:01:00', { orderId: '9002', executionId: 'E2', quantity: '136.077711', unit: 'TONNE', price: '220' })
    expect(await exposure()).toMatchObject([{ netQuantity: '2', unit: 'LOT', lastPrice: '220', priceUnit: null, notional: null }])
    await order('10:02:00', { orderId: '9003', executionId: 'E3', quantity: '136.077711', unit: 'TONNE', price: '220', priceUnit: 'USD/t' })
    expect(await exposure()).toMatchObject([{ netQuantity: '3', unit: 'LOT', priceUnit: 'USD/t', notional: { amount: '89811.29', currency: 'USD' } }])
  })

  test('moves with the market as one', async () => {
    await order('10:00:00', { executionId: 'E1', quantity: '10', price: '600', commodity: 'CORN' })
    await state({ asOf: '2026-11-19T00:00:00Z', commodity: 'CORN', side: 'SELL', quantity: '20000', unit: 'BUSHEL' })
    answered(await app.send(operation('RecordMarketMove'), { input: { commodity: 'CORN', occurredAt: '2026-11-21T12:00:00Z', changePercent: '5', price: '630', currency: 'USD' } }, broker.token))
    const moves = async () => (await ofClient<{ timeline: { nodes: unknown[] } }>('timeline(categories: [EVENT]) { nodes { ... on ClientEvent { marketMove { positions { netQuantity unit effect { amount } } } } } }')).timeline.nodes
    expect(await eventually(moves, (found) => found.length > 0)).toEqual([{ marketMove: { positions: [{ netQuantity: '6', unit: 'LOT', effect: { amount: '9000.00' } }] } }])
  })
})

test('what does not add up stands apart, and says why', async () => {
  await order('10:00:00', { executionId: 'E1', quantity: '10', exchange: 'MATIF' })
  await order('10:01:00', { orderId: '9002', executionId: 'E2', quantity: '50', unit: 'TONNE', exchange: 'MATIF' })
  expect(await exposure()).toMatchObject([{ netQuantity: '10', unit: 'LOT', equivalent: null, apart: 'OTHER_EXCHANGE' }, { netQuantity: '50', unit: 'TONNE', equivalent: null, apart: 'OTHER_EXCHANGE' }])
})

test('an event of an order says what it adds, in the unit of the order', async () => {
  await order('10:00:00', { status: 'PLACED', quantity: '20' })
  await order('10:01:00', { status: 'PARTIALLY_FILLED', executionId: 'E1', quantity: '50000', unit: 'BUSHEL' })
  const { timeline } = await ofClient<{ timeline: { nodes: unknown[] } }>('timeline { nodes { ... on OrderEvent { quantity unit filled } } }')
  expect(timeline.nodes).toEqual([{ quantity: '50000', unit: 'BUSHEL', filled: '10' }, { quantity: '20', unit: 'LOT', filled: null }])
})

test('an execution that names no account or month counts in its order’s, whichever came first', async () => {
  await order('10:01:00', { status: 'PARTIALLY_FILLED', executionId: 'E1', quantity: '10', account: null, contractMonth: null })
  expect(await exposure()).toMatchObject([{ netQuantity: '10', account: null }])
  await order('10:00:00', { status: 'PLACED', quantity: '50' })
  expect(await exposure()).toMatchObject([{ netQuantity: '10', account: 'HG-01' }])
  await order('10:02:00', { status: 'PARTIALLY_FILLED', executionId: 'E2', quantity: '5', account: null, contractMonth: null })
  expect(await exposure()).toMatchObject([{ netQuantity: '15', account: 'HG-01' }])
  await state({ asOf: '2026-11-20T11:00:00Z', quantity: '1', unit: 'LOT' })
  expect(await exposure()).toMatchObject([{ netQuantity: '1' }])
})
