import { expect, test } from 'vitest'
import { readClient } from './client-row'
import { readCountry } from './countries'
import { readDay, readMoment } from './dates'
import type { RowAround } from './field'
import { readDecimal } from './numbers'
import { readOrder, type ReadOrder } from './order-row'
import { Ordinals } from './row-content'

const around: RowAround = { country: 'GB', timeZone: 'Europe/Berlin', dateOrders: {} }
const texts = (cells: Record<string, string | string[]>) => new Map(Object.entries(cells).map(([field, text]) => [field, [text].flat()]))

test.each([
  ['2026-01-31', undefined, '2026-01-31'],
  ['20260131', undefined, '2026-01-31'],
  ['2026/1/5', undefined, '2026-01-05'],
  ['03/04/2026', 'DMY', '2026-04-03'],
  ['03/04/2026', 'MDY', '2026-03-04'],
  ['3.4.2026', 'DMY', '2026-04-03'],
  ['31-12-1999 23:59', 'DMY', '1999-12-31'],
] as const)('the day %s (%s) is %s', (text, order, day) => {
  expect(readDay(text, order)).toBe(day)
})

test.each(['2026-02-30', '20261301', '31/04/2026', '2026-01-01T25:00', '0', 'yesterday', '1/2/26', '2026-1/2', '2026-01-01 13:00 pm'])('%s is refused', (text) => {
  expect(() => readMoment(text, 'DMY', 'UTC')).toThrow()
})

test.each([
  ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00.000Z', null],
  ['2026-01-31T10:00:00.25+05:30', '2026-01-31T04:30:00.250Z', null],
  ['2026-01-31 10:00', '2026-01-31T09:00:00.000Z', null],
  ['31/01/2026 2:05 PM', '2026-01-31T13:05:00.000Z', null],
  ['2026-01-31', '2026-01-30T23:00:00.000Z', '2026-01-31'],
  ['20260701', '2026-06-30T22:00:00.000Z', '2026-07-01'],
  ['20260701T1530', '2026-07-01T13:30:00.000Z', null],
  // Clocks are set back at 03:00 and forward at 02:00.
  ['2026-10-25 02:30', '2026-10-25T00:30:00.000Z', null],
  ['2026-03-29 02:30', '2026-03-29T01:30:00.000Z', null],
] as const)('%s in Berlin is %s', (text, instant, day) => {
  const moment = readMoment(text, 'DMY', 'Europe/Berlin')
  expect([moment.at.toISOString(), moment.day]).toEqual([instant, day])
})

test.each([
  ['612.25', '612.25'], ['-37.63', '-37.63'], ['+5', '5'], ['29,33', '29.33'], ['1,234.56', '1234.56'], ['1.234,56', '1234.56'], ['1,234,567', '1234567'], ['1.234', '1.234'],
])('%s is the number %s', (text, number) => {
  expect(readDecimal(text)).toBe(number)
})

test.each(['1,234', 'ten', '1e5', '12 000', '', '1.2.3', 'NaN'])('%j is no number', (text) => {
  expect(() => readDecimal(text)).toThrow()
})

test.each([
  ['de', 'DE'], ['GBR', 'GB'], ['UK', 'GB'], ['Germany', 'DE'], ['côte d’ivoire', 'CI'], ['Korea, Republic of', 'KR'], ['Bolivia (Plurinational State of)', 'BO'],
  ['The Netherlands', 'NL'], ['Viet Nam', 'VN'], ['St. Lucia', 'LC'], ['Democratic Republic of the Congo', 'CD'], ['Congo', 'CG'], ['Niger', 'NE'],
])('%s is %s', (text, code) => {
  expect(readCountry(text)).toBe(code)
})

test('columns of one field are joined by a space in the file’s order, and telephone numbers are read by the row’s country', () => {
  const read = readClient(
    texts({ 'kind': 'individual', 'displayName': ['Ada', 'Lovelace'], 'contact.phones': ['089 1234567', '+44 20 7183 8750'], 'contact.addresses.country': 'Germany', 'contact.addresses.lines': ['6', 'High Street'], 'externalReference': 'r-1', 'tags': 'High value; wheat' }),
    'crm', around, new Ordinals(),
  )
  expect(read).toEqual({
    ownerEmail: null,
    input: {
      kind: 'INDIVIDUAL', displayName: 'Ada Lovelace', tags: ['High value', 'wheat'], externalReferences: [{ source: 'crm', value: 'r-1' }],
      contact: {
        phones: [{ number: '+49891234567', label: 'OTHER', primary: true }, { number: '+442071838750', label: 'OTHER', primary: false }],
        addresses: [{ lines: ['6 High Street'], country: 'DE', label: 'OTHER' }],
      },
    },
  })
})

test('a row that names no client is named by its content, and two equal rows are two', () => {
  const referencesOf = (ordinals: Ordinals) => [1, 2].map(() => readClient(texts({ kind: 'individual', displayName: 'Ada' }), 'crm', around, ordinals)).map((read) => ('input' in read ? read.input['externalReferences'] : read))
  const [first, second] = referencesOf(new Ordinals())
  expect(first).toEqual([{ source: 'crm', value: expect.stringMatching(/^row-/) }])
  expect(second).not.toEqual(first)
  expect(referencesOf(new Ordinals())).toEqual([first, second])
})

test('all that is wrong with a row is said together', () => {
  const read = readClient(texts({ 'lifecycleStage': 'asleep', 'sensitive.dateOfBirth': '19640931', 'risk.score': 'high' }), 'crm', around, new Ordinals())
  expect(read).toMatchObject([{ path: 'kind' }, { path: 'displayName' }, { path: 'lifecycleStage' }, { path: 'sensitive.dateOfBirth' }, { path: 'risk.score' }])
})

const order = { clientReference: 'c-1', occurredAt: '1997-01-01', status: 'filled', side: 'Buy', commodity: 'wheat', instrument: 'Spot', orderType: 'stop limit', quantity: '2', unit: 'BUSHEL' }
const readAll = (...rows: Record<string, string>[]): ReadOrder[] => {
  const ordinals = new Ordinals()
  return rows.map((row) => readOrder(texts(row), 'shop', around, ordinals)).map((read) => {
    if (Array.isArray(read)) throw new Error(JSON.stringify(read))
    return read
  })
}
const keysOf = (...rows: Record<string, string>[]) => readAll(...rows).map(({ naturalKey }) => naturalKey)

test('an order without an id gets one from what it says', () => {
  const [read] = readAll(order)
  expect(read?.input).toMatchObject({ orderId: expect.stringMatching(/^row-/), occurredAt: '1996-12-31T23:00:00.000Z', day: '1997-01-01', status: 'FILLED', orderType: 'STOP_LIMIT', commodity: 'WHEAT' })
})

test('equal rows of one file are several orders, and the same ones when the file comes again', () => {
  const first = keysOf(order, order, { ...order, quantity: '3' })

  expect(new Set(first).size).toBe(3)
  expect(keysOf(order, order, { ...order, quantity: '3' })).toEqual(first)
})

test('an order’s event is known by its ids, whatever else the row says', () => {
  const fill = { ...order, orderId: 'o-1', executionId: 'e-1' }

  expect(keysOf(fill)).toEqual(keysOf({ ...fill, price: '7' }))
  expect(keysOf(fill)).not.toEqual(keysOf({ ...fill, executionId: 'e-2' }))
  expect(keysOf({ ...order, orderId: 'o-1', status: 'PLACED' })).toEqual(keysOf({ ...order, orderId: 'o-1', status: 'placed', price: '7' }))
  expect(new Set(keysOf({ ...order, orderId: 'o-1' }, { ...order, orderId: 'o-1' })).size).toBe(2)
})
