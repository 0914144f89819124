import { expect, test } from 'vitest'
import { measuredIn, quotationOf, type Commodity } from './quotation'

const wheat: Commodity = { code: 'WHEAT', name: 'Wheat', unit: 'BUSHEL', currency: 'USD', contract: { exchange: 'CBOT', lotSize: '5000', lotUnit: 'BUSHEL', priceUnit: 'USc/bu' } }

test.each([
  ['FUTURE', 'LOT', 'CBOT', 'USc/bu'],
  ['OPTION', 'LOT', 'CBOT', 'USc/bu'],
  ['SWAP', 'LOT', '', 'USc/bu'],
  ['FORWARD', 'BUSHEL', '', 'USc/bu'],
  ['FORWARD', 'TONNE', '', 'USD/t'],
  ['SPOT', 'TONNE', '', 'USD/t'],
  ['SPOT', 'LOT', '', ''],
  ['ETF', 'BUSHEL', '', ''],
] as const)('wheat as %s in %s is traded at %j and quoted in %j', (instrument, unit, exchange, priceUnit) => {
  expect(quotationOf(wheat, { instrument, unit, currency: 'USD' })).toEqual({ exchange, priceUnit })
})

test('what has no contract is quoted in the money of its unit, once that is known', () => {
  const barley = { ...wheat, contract: null }
  expect(quotationOf(barley, { instrument: 'FUTURE', unit: 'TONNE', currency: 'EUR' })).toEqual({ exchange: '', priceUnit: 'EUR/t' })
  expect(quotationOf(barley, { instrument: 'FUTURE', unit: 'TONNE', currency: 'EU' })).toMatchObject({ priceUnit: '' })
})

test('a quotation follows unit and currency, unless somebody said another', () => {
  const spot = { instrument: 'SPOT', unit: 'BUSHEL', currency: 'USD', priceUnit: 'USD/bu' } as const
  expect(measuredIn(wheat, spot, { unit: 'TONNE' })).toEqual({ unit: 'TONNE', priceUnit: 'USD/t' })
  expect(measuredIn(wheat, spot, { currency: 'EUR' })).toEqual({ currency: 'EUR', priceUnit: 'EUR/bu' })
  expect(measuredIn(wheat, { ...spot, priceUnit: 'USc/bu' }, { unit: 'TONNE' })).toEqual({ unit: 'TONNE' })
  expect(measuredIn(undefined, spot, { unit: 'TONNE' })).toEqual({ unit: 'TONNE' })
})
