import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadCommodities } from '../../platform/firm/commodities'
import { parseInstant } from './input-fields'
import { readOpening } from './opening-recording'
import { createRecordings, type RecordingName } from './recording'

const commodities = await loadCommodities(resolve(import.meta.dirname, '../../../../../config'))
const recordings = createRecordings(commodities)
const clientId = '0199d3a1-7b2c-7def-8123-456789abcdef'

const order = (given: object = {}) => ({
  clientId, orderId: '9001', occurredAt: '2026-11-20T10:00:00Z', status: 'FILLED', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT',
  quantity: '50', unit: 'LOT', price: '612.25', currency: 'USD', ...given,
})
const opening = { clientId, asOf: '2026-11-01T00:00:00Z', commodity: 'WHEAT', instrument: 'FUTURE', side: 'BUY', quantity: '40', unit: 'LOT' }
const communication = (given: object = {}) => ({ clientId, occurredAt: '2026-11-20T10:00:00Z', channel: 'EMAIL', direction: 'INBOUND', ...given })
const faultsOf = (name: RecordingName, input: object) => recordings.parse(name, input).faults
const codesOf = (input: object) => recordings.parse('recordOrderEvent', input).value?.content.codes

test('every fault of an order is told at once, in the input’s words', () => {
  const wrong = order({
    clientId: 'x', orderId: ' ', occurredAt: '2026-02-30T10:00:00Z', side: 'LONG', commodity: 'RICE', quantity: '0', price: 'NaN', currency: 'DOLLARS', contractMonth: '2026-13',
    strike: '600', putCall: 'CALL',
  })
  expect(faultsOf('recordOrderEvent', wrong)?.map(({ path }) => path)).toEqual([
    'clientId', 'orderId', 'occurredAt', 'side', 'commodity', 'quantity', 'price', 'currency', 'contractMonth', 'strike', 'putCall',
  ])
})

test('a fill has a price, which may be below zero', () => {
  expect(faultsOf('recordOrderEvent', order({ price: null }))).toEqual([{ path: 'price', message: 'is missing: a fill has a price' }])
  expect(faultsOf('recordOrderEvent', order({ price: undefined, status: 'PARTIALLY_FILLED' }))).toHaveLength(1)
  expect(faultsOf('recordOrderEvent', order({ price: null, status: 'PLACED', orderType: 'MARKET' }))).toBeUndefined()
  expect(codesOf(order({ commodity: 'WTI', price: '-37.63' }))).toMatchObject({ price: '-37.63' })
})

test.each(['1e3', '1,5', '.5', '5.', '0x10', 'Infinity', '', '1'.repeat(31), '-1', '0.000'])('%j is no quantity', (quantity) => {
  expect(faultsOf('recordOrderEvent', order({ quantity }))?.map(({ path }) => path)).toEqual(['quantity'])
})

test('decimals are kept exactly', () => {
  expect(codesOf(order({ quantity: '000123456789012345.1234567890', price: '-0.00' }))).toMatchObject({ quantity: '123456789012345.1234567890', price: '0.00' })
})

test.each(['9999999999999999', '0.00000000001', '-1234567890123456.5'])('%s has more digits than prices have', (price) => {
  expect(faultsOf('recordOrderEvent', order({ price }))).toEqual([{ path: 'price', message: 'must have at most 15 digits before the point and 10 after it' }])
})

test('units are those of the firm’s list, of prices too', () => {
  expect(faultsOf('recordOrderEvent', order({ unit: 'FURLONG', priceUnit: 'bananas' }))).toEqual([
    { path: 'unit', message: 'must be one of LOT, TONNE, KILOGRAM, POUND, TROY_OUNCE, BUSHEL, BARREL, GALLON, MMBTU, MWH' },
    { path: 'priceUnit', message: 'must be a currency and a unit such as USD/bbl, or USc/bu for cents; units are t, kg, lb, ozt, bu, bbl, gal, MMBtu, MWh' },
  ])
  for (const priceUnit of ['USc/bu', 'USD/t', 'GBp/t']) expect(faultsOf('recordOrderEvent', order({ priceUnit, currency: null }))).toBeUndefined()
  for (const priceUnit of ['GBp/thm', 'QQQ/bu']) expect(faultsOf('recordOrderEvent', order({ priceUnit }))).toHaveLength(1)
  // By its symbol too, in whatever case: so a file of another system has it.
  for (const unit of ['BU', ' bushel ', 'bu', 'Lot', 'mwh']) expect(faultsOf('recordOrderEvent', order({ unit }))).toBeUndefined()
})

test('a price is in the currency that it is quoted in', () => {
  const refusal = (quoted: string) => [{ path: 'currency', message: `must be ${quoted}, in which the price is quoted` }]
  expect(faultsOf('recordOrderEvent', order({ priceUnit: 'USc/bu', currency: 'EUR' }))).toEqual(refusal('USD'))
  expect(faultsOf('recordOrderEvent', order({ priceUnit: 'GBp/t', currency: 'USD' }))).toEqual(refusal('GBP'))
  expect(faultsOf('recordOrderEvent', order({ priceUnit: 'GBp/t', currency: 'GBP' }))).toBeUndefined()
  expect(readOpening({ ...opening, price: '215', priceUnit: 'EUR/t', currency: 'USD' }, commodities).faults).toEqual(refusal('EUR'))
})

test.each(['LIMIT', 'STOP', 'STOP_LIMIT'])('an order is not placed as %s without a price; what is cancelled need not say it again', (orderType) => {
  expect(faultsOf('recordOrderEvent', order({ orderType, status: 'PLACED', price: null }))).toEqual([{ path: 'price', message: 'is missing: only a market order has none' }])
  expect(faultsOf('recordOrderEvent', order({ orderType, status: 'CANCELLED', price: null }))).toBeUndefined()
  expect(faultsOf('recordOrderEvent', order({ orderType, status: 'PLACED', price: null, busts: 'E1', executionId: 'B1' }))).toBeUndefined()
})

test('a contract is traded until its month is over', () => {
  const traded = (given: object) => faultsOf('recordOrderEvent', order({ contractMonth: '2020-12', ...given }))
  const over = [{ path: 'contractMonth', message: 'was over by then' }]
  expect(traded({})).toEqual(over)
  expect(traded({ status: 'PLACED' })).toEqual(over)
  expect(traded({ occurredAt: '2020-12-31T23:59:59Z' })).toBeUndefined()
  expect(traded({ occurredAt: '2021-01-01T00:00:00Z' })).toEqual(over)
  // What was traded in its time may end, and be corrected or undone, after it.
  for (const later of [{ status: 'EXPIRED' }, { executionId: 'E2', corrects: 'E1' }, { executionId: 'B1', busts: 'E1' }]) expect(traded(later)).toBeUndefined()
  expect(traded({ instrument: 'FORWARD' })).toBeUndefined()
})

test('of an option that is held it is said which', () => {
  expect(readOpening({ ...opening, instrument: 'OPTION' }, commodities).faults).toEqual(['strike', 'putCall'].map((path) => ({ path, message: 'is missing: an option has one' })))
  expect(readOpening({ ...opening, instrument: 'OPTION', strike: '650', putCall: 'PUT' }, commodities).faults).toBeUndefined()
})

test('an option may have a strike', () => {
  expect(faultsOf('recordOrderEvent', order({ instrument: 'OPTION', strike: '650', putCall: 'CALL' }))).toBeUndefined()
})

test('a price without currency is in the commodity’s', () => {
  expect(codesOf(order({ currency: null }))).toMatchObject({ currency: 'USD' })
  expect(codesOf(order({ currency: null, price: null, status: 'PLACED', orderType: 'MARKET' }))).toMatchObject({ currency: null })
})

test('account and broker’s note are texts, to be sealed', () => {
  const { content } = recordings.parse('recordOrderEvent', order({ account: 'HG-01', brokerNote: 'Filled in two clips' })).value ?? {}
  expect(content?.texts).toEqual({ account: 'HG-01', brokerNote: 'Filled in two clips' })
  expect(JSON.stringify(content?.codes)).not.toContain('HG-01')
})

test('what happened lies between 1900 and ten years from now', () => {
  const years = new Date().getUTCFullYear()
  for (const occurredAt of ['1899-12-31T23:59:59Z', `${years + 11}-01-01T00:00:00Z`]) expect(faultsOf('logCommunication', communication({ occurredAt }))).toHaveLength(1)
  for (const occurredAt of ['1900-01-01T00:00:00Z', `${years + 9}-01-01T00:00:00Z`]) expect(faultsOf('logCommunication', communication({ occurredAt }))).toBeUndefined()
  expect(faultsOf('recordOrderEvent', order({ occurredAt: '1900-01-01T00:00:00Z' }))).toBeUndefined()
})

const tomorrow = new Date(Date.now() + 86_400_000).toISOString()

test.each<[RecordingName, object]>([
  ['recordOrderEvent', order({ occurredAt: tomorrow })],
  ['recordOrderEvent', order({ occurredAt: tomorrow, status: 'PLACED' })],
  ['recordFeedback', { clientId, occurredAt: tomorrow, topic: 'SERVICE', rating: 4 }],
])('what cannot be planned is not recorded before it happened: %s', (name, input) => {
  expect(faultsOf(name, input)).toEqual([{ path: 'occurredAt', message: 'must not lie in the future' }])
})

test.each([
  ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z'],
  ['2026-11-20t10:00:00.1239z', '2026-11-20T10:00:00.123Z'],
  ['2026-11-20T10:00:00+05:30', '2026-11-20T04:30:00.000Z'],
  ['2024-02-29T00:00:00-00:00', '2024-02-29T00:00:00.000Z'],
])('%s is the instant %s', (given, expected) => {
  expect(parseInstant(given)?.toISOString()).toBe(expected)
})

test.each(['2026-02-29T00:00:00Z', '2026-04-31T00:00:00Z', '2026-11-20', '2026-11-20T10:00:00', '2026-11-20T24:00:00Z', '2026-11-20T10:60:00Z', '2026-11-20T10:00:00+25:00', 'now', ''])(
  '%j is no instant',
  (given) => {
    expect(parseInstant(given)).toBeNull()
  },
)

test('a communication that is too long, to too many, is refused with every reason', () => {
  const wrong = communication({ subject: 's'.repeat(1_001), body: 'b'.repeat(1_000_001), participants: ['p'.repeat(321)], callOutcome: 'BUSY', durationSeconds: -1, nextStep: { title: ' ' } })
  expect(faultsOf('logCommunication', wrong)).toEqual([
    { path: 'participants.0', message: 'must have at most 320 characters' },
    { path: 'subject', message: 'must have at most 1,000 characters' },
    { path: 'body', message: 'must have at most 1,000,000 characters' },
    { path: 'durationSeconds', message: 'must be from 0 to 604800' },
    { path: 'nextStep.title', message: 'must not be empty' },
    { path: 'callOutcome', message: 'is of calls only' },
    { path: 'durationSeconds', message: 'is of calls and meetings only' },
  ])
})

test('a rating is from 1 to 5', () => {
  const feedback = (rating: number) => faultsOf('recordFeedback', { clientId, occurredAt: '2026-11-20T10:00:00Z', topic: 'SERVICE', rating })
  expect([feedback(0), feedback(6)].map((faults) => faults?.[0]?.path)).toEqual(['rating', 'rating'])
  expect(feedback(5)).toBeUndefined()
})

test('a note without a time is of now', () => {
  const { occurredAt } = recordings.parse('addNote', { clientId, body: 'Prefers calls' }).value ?? {}
  expect(Math.abs((occurredAt?.getTime() ?? 0) - Date.now())).toBeLessThan(1_000)
})

const moveFaults = (given: object) => recordings.parseMarketMove({ commodity: 'WHEAT', occurredAt: '2026-11-20T10:00:00Z', changePercent: '3.2', ...given }).faults

test.each<[string, object, string, string]>([
  ['of nothing', { changePercent: '0.0' }, 'changePercent', 'must not be zero'],
  ['of a million percent', { changePercent: '1000000' }, 'changePercent', 'must be from -1000 to 1000'],
  ['of wheat to nothing', { changePercent: '-100' }, 'changePercent', 'must be more than -100'],
  ['of wheat below nothing', { changePercent: '-150' }, 'changePercent', 'must be more than -100'],
  ['to a price of wheat below zero', { price: '-5' }, 'price', 'must be more than zero'],
  ['of oil to zero by another fall', { commodity: 'WTI', changePercent: '-50', price: '0' }, 'price', 'is zero after a fall of 100 % only'],
  ['in the future', { occurredAt: new Date(Date.now() + 3_600_000).toISOString() }, 'occurredAt', 'must not lie in the future'],
])('a move %s is refused', (_, given, path, message) => {
  expect(moveFaults(given)).toEqual([{ path, message }])
})

test('oil can fall below zero', () => {
  expect(moveFaults({ commodity: 'WTI', changePercent: '-305.97', price: '-37.63' })).toBeUndefined()
  expect(moveFaults({ changePercent: '-99.9' })).toBeUndefined()
})

test('nobody answered in the future', () => {
  expect(recordings.parseAnswer({ outcome: 'ACCEPTED', answeredAt: '2035-01-01T00:00:00Z' }).faults).toEqual([{ path: 'answeredAt', message: 'must not lie in the future' }])
})

test('a subject is what is read of it, and a recording’s address says nobody’s password', () => {
  const { content } = recordings.parse('logCommunication', communication({ subject: 'Invoice \u202Egnp.exe' })).value ?? {}
  expect(content?.texts).toMatchObject({ subject: 'Invoice gnp.exe' })
  expect(faultsOf('logCommunication', communication({ channel: 'CALL', recording: { url: 'https://user:pw@recorder.example/1' } }))).toEqual([{ path: 'recording.url', message: 'must not carry a name or a password' }])
  expect(faultsOf('logCommunication', communication({ channel: 'MEETING', durationSeconds: 60 }))).toBeUndefined()
})
