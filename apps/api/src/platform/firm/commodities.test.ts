import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadCommodities, parseCommodities } from './commodities'
import { FirmError } from './yaml-file'

const shipped = () => loadCommodities(resolve(import.meta.dirname, '../../../../../config'))

const promised = [
  'WHEAT', 'CORN', 'SOYBEAN', 'COFFEE', 'COCOA', 'SUGAR', 'COTTON', 'WTI', 'BRENT', 'NATURAL_GAS', 'GASOLINE', 'POWER', 'GOLD', 'SILVER', 'COPPER',
  'ALUMINIUM', 'ZINC', 'NICKEL', 'LIVE_CATTLE', 'LEAN_HOG',
]

test('the shipped list has every commodity that the contract names, each with its contract', async () => {
  const { all, get } = await shipped()
  expect(all.map(({ code }) => code)).toEqual(promised)
  expect(all.filter(({ contract }) => contract === null)).toEqual([])
  expect(get('WHEAT')?.contract).toEqual({ exchange: 'CBOT', mic: 'XCBT', lotSize: '5000', lotUnit: 'BUSHEL', priceUnit: 'USc/bu', quotation: '0.01' })
  expect(get('RICE')).toBeUndefined()
})

test('all faults of a list are told together', () => {
  const text = `
commodities:
  - { code: wheat, name: Wheat, group: GRAIN, unit: BUSHEL, currency: USD }
  - { code: CORN, name: Corn, group: AGRICULTURE, unit: BUSHEL, currency: dollars }`
  expect(() => parseCommodities(text)).toThrow(FirmError)
  expect(() => parseCommodities(text)).toThrow(/0\.code.*\n.*0\.group.*\n.*1\.currency/)
})

test('a code that is there twice is refused', () => {
  const line = '  - { code: CORN, name: Corn, group: AGRICULTURE, unit: BUSHEL, currency: USD }'
  expect(() => parseCommodities(`commodities:\n${line}\n${line}`)).toThrow('commodities.1.code CORN is there twice')
})

test('a lot size that is a float is refused, since only text is exact', () => {
  const contract = '{ exchange: CBOT, mic: XCBT, lotSize: 5000, lotUnit: BUSHEL, priceUnit: USc/bu, quotation: "0.01" }'
  const text = `commodities:\n  - { code: CORN, name: Corn, group: AGRICULTURE, unit: BUSHEL, currency: USD, contract: ${contract} }`
  expect(() => parseCommodities(text)).toThrow('commodities.0.contract.lotSize must be a decimal in quotes')
})
