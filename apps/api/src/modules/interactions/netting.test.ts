import { resolve } from 'node:path'
import type { ClientId } from '@brokersync/schema/ids'
import { expect, test } from 'vitest'
import { loadCommodities } from '../../platform/firm/commodities'
import type { Contract } from './contract'
import { byPosition, netted, toldApart, type Line } from './netting'

const commodities = await loadCommodities(resolve(import.meta.dirname, '../../../../../config'))
const wheat: Contract = { commodity: 'WHEAT', instrument: 'FUTURE', exchange: 'CBOT', contractMonth: '2026-12', strike: null, putCall: null, unit: 'LOT' }
const line = (quantity: string, unit: string, contract: Partial<Contract> = {}): Line => ({
  clientId: 'c' as ClientId, contract: { ...wheat, ...contract, unit }, account: Buffer.from('a'), quantity,
})

/** What some lines come to: "10 LOT, 50000 BUSHEL", and why it stands apart. */
const positions = (...lines: Line[]): string[] => {
  const all = [...byPosition(lines, commodities).values()].map((of) => ({ ...netted(of, commodities), clientId: of[0].clientId }))
  return toldApart(all, commodities).map(({ contract, netQuantity, equivalent, apart }) => [`${netQuantity} ${contract.unit}`, equivalent && `${equivalent.quantity} ${equivalent.unit}`, apart].filter(Boolean).join(', '))
}

test.each<[string, Line[], string[]]>([
  ['lots and bushels of a future are one position, told in lots', [line('5', 'LOT'), line('-10000', 'BUSHEL')], ['3 LOT, 15000 BUSHEL']],
  ['so are tonnes, by the weight of a bushel', [line('1', 'LOT'), line('272.155422', 'TONNE')], ['3 LOT, 15000 BUSHEL']],
  ['bushels alone of a future are told in lots too', [line('12500', 'BUSHEL')], ['2.5 LOT, 12500 BUSHEL']],
  ['what is bought on the spot is told as it was traded', [line('100', 'TONNE', { instrument: 'SPOT', exchange: null }), line('1', 'TONNE', { instrument: 'SPOT', exchange: null })], ['101 TONNE, 0.74222294935575452177 LOT']],
  ['in the usual unit where it was traded in several', [line('2', 'LOT', { instrument: 'SPOT', exchange: null }), line('500', 'BUSHEL', { instrument: 'SPOT', exchange: null })], ['10500 BUSHEL, 2.1 LOT']],
  ['lots of another exchange say not how much they are', [line('5', 'LOT', { exchange: 'MATIF' }), line('50', 'TONNE', { exchange: 'MATIF' })], ['5 LOT, OTHER_EXCHANGE', '50 TONNE, OTHER_EXCHANGE']],
  ['nor do lots of a fund', [line('5', 'LOT', { instrument: 'ETF' }), line('50', 'BUSHEL', { instrument: 'ETF' })], ['5 LOT, FUND', '50 BUSHEL, FUND']],
  ['and barrels are no bushels, nor megawatt hours', [line('5', 'LOT'), line('50', 'BARREL'), line('1', 'MWH')], ['5 LOT, 25000 BUSHEL, OTHER_MEASURE', '50 BARREL, OTHER_MEASURE', '1 MWH, OTHER_MEASURE']],
  ['other months are other positions, and nothing is to be told of that', [line('5', 'LOT'), line('5000', 'BUSHEL', { contractMonth: '2027-03' })], ['5 LOT, 25000 BUSHEL', '1 LOT, 5000 BUSHEL']],
])('%s', (_, lines, expected) => {
  expect(positions(...lines)).toEqual(expected)
})

test('of a commodity without a contract lots say nothing, and bushels without a weight are bushels', () => {
  const all = commodities.all.map((one) => (one.code === 'WHEAT' ? { ...one, contract: null, poundsPerBushel: null } : one))
  const bare = { all, get: (code: string) => all.find((one) => one.code === code) }
  const lines = [line('5', 'LOT'), line('50', 'BUSHEL'), line('10', 'BUSHEL')]
  const told = [...byPosition(lines, bare).values()].map((of) => ({ ...netted(of, bare), clientId: of[0].clientId }))
  expect(toldApart(told, bare).map(({ netQuantity, apart }) => [netQuantity, apart])).toEqual([['5', 'NO_CONTRACT'], ['60', 'NO_CONTRACT']])
})
