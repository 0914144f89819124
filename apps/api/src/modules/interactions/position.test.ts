import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadCommodities } from '../../platform/firm/commodities'
import { contractOf, contractText, isExpired, parseContract, type Contract } from './contract'
import { effectOf, worthOf } from './position'

const commodities = await loadCommodities(resolve(import.meta.dirname, '../../../../../config'))
const wheat: Contract = { commodity: 'WHEAT', instrument: 'FUTURE', exchange: 'CBOT', contractMonth: '2026-12', strike: null, putCall: null, unit: 'LOT' }
const at = (price: string) => ({ price, priceUnit: null, currency: 'USD', unit: 'LOT', at: new Date(0) })

test('a contract without an exchange, or with its market identifier, is that of the firm’s list', () => {
  expect(contractOf({ ...wheat, exchange: null }, commodities)).toEqual(wheat)
  expect(contractOf({ ...wheat, exchange: 'XCBT' }, commodities)).toEqual(wheat)
  expect(contractOf({ ...wheat, exchange: 'MGEX' }, commodities)).toEqual({ ...wheat, exchange: 'MGEX' })
  expect(contractOf({ ...wheat, instrument: 'SPOT', exchange: null }, commodities).exchange).toBeNull()
  expect(parseContract(contractText(wheat))).toEqual(wheat)
})

test('a contract is over when its month is', () => {
  expect(isExpired(wheat, new Date('2026-12-31T23:59:59Z'))).toBe(false)
  expect(isExpired(wheat, new Date('2027-01-01T00:00:00Z'))).toBe(true)
  expect(isExpired({ contractMonth: null }, new Date())).toBe(false)
})

test('a position is worth its lots at the last price, below zero where it is sold', () => {
  expect(worthOf({ contract: wheat, netQuantity: '50', last: at('612.25') }, commodities)).toEqual({ amount: '1530625.00', currency: 'USD' })
  expect(worthOf({ contract: wheat, netQuantity: '-2', last: at('600') }, commodities)).toEqual({ amount: '-60000.00', currency: 'USD' })
  expect(worthOf({ contract: { ...wheat, commodity: 'WTI', exchange: 'NYMEX' }, netQuantity: '1', last: at('-37.63') }, commodities)).toEqual({ amount: '-37630.00', currency: 'USD' })
  expect(worthOf({ contract: wheat, netQuantity: '1', last: null }, commodities)).toBeNull()
  expect(worthOf({ contract: { ...wheat, instrument: 'OPTION', strike: '650', putCall: 'CALL' }, netQuantity: '1', last: at('12') }, commodities)).toEqual({ amount: '32500.00', currency: 'USD' })
})

test('a move’s effect is the new worth less the old one', () => {
  const long = { contract: wheat, netQuantity: '10', last: at('600') }
  // 630 is 5 % above 600: ten lots of 5,000 bushels gain 30 cents each.
  expect(effectOf(long, { changePercent: '5', price: '630', currency: 'USD' }, commodities)).toEqual({ amount: '15000.00', currency: 'USD' })
  expect(effectOf({ ...long, netQuantity: '-10' }, { changePercent: '5', price: '630', currency: 'USD' }, commodities)).toEqual({ amount: '-15000.00', currency: 'USD' })
  expect(effectOf(long, { changePercent: '-4.2', price: null, currency: null }, commodities)).toEqual({ amount: '-12600.00', currency: 'USD' })
  expect(effectOf(long, { changePercent: '-100', price: '0', currency: 'USD' }, commodities)).toEqual({ amount: '-300000.00', currency: 'USD' })
  expect(effectOf({ ...long, contract: { ...wheat, instrument: 'OPTION', strike: '650', putCall: 'PUT' } }, { changePercent: '5', price: null, currency: null }, commodities)).toBeNull()
})
