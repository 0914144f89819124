import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadCommodities } from '../../platform/firm/commodities'
import { inUnit, notionalOf, sumIn, type Priced } from './notional'

const commodities = await loadCommodities(resolve(import.meta.dirname, '../../../../../config'))

const order = (given: Partial<Priced>): Priced => ({
  commodity: 'WHEAT', instrument: 'FUTURE', quantity: '50', unit: 'LOT', price: '612.25', priceUnit: null, currency: 'USD', exchange: null, ...given,
})

const worth = (given: Partial<Priced>) => notionalOf(order(given), commodities)

test.each<[string, Partial<Priced>, string, string]>([
  ['50 lots of CBOT wheat at 612.25 cents', { exchange: 'CBOT', priceUnit: 'USc/bu' }, '1530625.00', 'USD'],
  ['the same with nothing but lots and price', {}, '1530625.00', 'USD'],
  ['the same by the market identifier', { exchange: 'XCBT' }, '1530625.00', 'USD'],
  ['WTI below zero', { commodity: 'WTI', quantity: '1', price: '-37.63' }, '-37630.00', 'USD'],
  ['a price of zero', { commodity: 'WTI', price: '0' }, '0.00', 'USD'],
  ['coffee', { commodity: 'COFFEE', quantity: '2', price: '321.45' }, '241087.50', 'USD'],
  ['sugar', { commodity: 'SUGAR', quantity: '1', price: '22.01' }, '24651.20', 'USD'],
  ['live cattle', { commodity: 'LIVE_CATTLE', quantity: '3', price: '231.475' }, '277770.00', 'USD'],
  ['nickel', { commodity: 'NICKEL', quantity: '1', price: '15000' }, '90000.00', 'USD'],
  ['bushels at the contract’s quotation', { quantity: '5000', unit: 'BUSHEL' }, '30612.50', 'USD'],
  ['tonnes at a price a tonne', { quantity: '100', unit: 'TONNE', price: '210.5', priceUnit: 'USD/t' }, '21050.00', 'USD'],
  ['lots at a price in dollars', { quantity: '1', price: '6.1225', priceUnit: 'USD/bu' }, '30612.50', 'USD'],
  ['copper in tonnes at a price a pound', { commodity: 'COPPER', quantity: '0.45359237', unit: 'TONNE', price: '4', priceUnit: 'USD/lb' }, '4000.00', 'USD'],
  ['barrels of gasoline', { commodity: 'GASOLINE', quantity: '1000', unit: 'BARREL', price: '2', priceUnit: 'USD/gal' }, '84000.00', 'USD'],
  ['power', { commodity: 'POWER', quantity: '10', price: '-5.5', currency: 'EUR' }, '-1320.00', 'EUR'],
  ['bushels on the spot, in the money and the unit of their quantity', { instrument: 'SPOT', quantity: '100000', unit: 'BUSHEL', price: '6.1' }, '610000.00', 'USD'],
  ['bushels on the spot at a price in cents', { instrument: 'SPOT', quantity: '100000', unit: 'BUSHEL', price: '610', priceUnit: 'USc/bu' }, '610000.00', 'USD'],
  ['gold at a price an ounce', { commodity: 'GOLD', quantity: '2', price: '2000', priceUnit: 'USD/oz' }, '400000.00', 'USD'],
  ['money to its minor unit', { quantity: '1', price: '612.25315' }, '30612.66', 'USD'],
  ['yen have none', { commodity: 'GOLD', unit: 'TROY_OUNCE', quantity: '1', price: '400000.5', priceUnit: 'JPY/ozt', currency: 'JPY' }, '400001', 'JPY'],
  ['more digits than a float has', { commodity: 'WTI', quantity: '123456789012345', price: '1.23' }, '151851850485184350.00', 'USD'],
])('%s', (_, given, amount, currency) => {
  expect(worth(given)).toEqual({ amount, currency })
})

test.each<[string, Partial<Priced>]>([
  ['no price', { price: null }],
  ['a unit that nobody knows', { unit: 'BAG' }],
  ['lots of another exchange', { exchange: 'MATIF' }],
  ['a price in another currency than the order', { currency: 'EUR' }],
  ['tonnes of what is quoted by the bushel, with no word on the price', { unit: 'TONNE' }],
  ['a price unit that says nothing', { priceUnit: 'points' }],
  ['a fund, of which no contract says what its price means', { commodity: 'WTI', instrument: 'ETF', quantity: '10', price: '30' }],
  ['gold by the barrel', { commodity: 'GOLD', unit: 'BARREL', priceUnit: 'USD/ozt' }],
  ['a commodity that is not on the list', { commodity: 'RICE' }],
])('%s: nothing can be said', (_, given) => {
  expect(worth(given)).toBeNull()
})

test('a quantity is converted as the contract and the measures say, and not otherwise', () => {
  expect(inUnit(order({ quantity: '50000', unit: 'BUSHEL' }), 'LOT', commodities)?.toFixed()).toBe('10')
  expect(inUnit(order({ quantity: '2' }), 'BUSHEL', commodities)?.toFixed()).toBe('10000')
  expect(inUnit(order({ quantity: '3', unit: 'FURLONG' }), 'FURLONG', commodities)?.toFixed()).toBe('3')
  expect(inUnit(order({ unit: 'BARREL' }), 'LOT', commodities)).toBeNull()
  expect(inUnit(order({ exchange: 'MATIF' }), 'TONNE', commodities)).toBeNull()
})

test('quantities in several units are added up exactly, and only their sum is converted', () => {
  const coffee = (quantity: string, unit: string) => order({ commodity: 'COFFEE', quantity, unit })
  // A pound is no finite part of a lot of 37,500, nor of a tonne.
  expect(sumIn([coffee('1', 'POUND'), coffee('12499', 'POUND'), coffee('25000', 'POUND')], 'LOT', commodities)?.toFixed()).toBe('1')
  expect(sumIn([coffee('1', 'TONNE'), coffee('-0.3', 'TONNE'), coffee('-700', 'KILOGRAM')], 'LOT', commodities)?.toFixed()).toBe('0')
  expect(sumIn([coffee('1', 'LOT'), coffee('1', 'GALLON')], 'LOT', commodities)).toBeNull()
})
