import { expect, test } from 'vitest'
import { exactTime } from '../../lib/time'
import { fieldName, isIdOfOther, valueLines } from './value-words'

test('codes are told in words where a field holds codes, and what was written as it was written', () => {
  expect(valueLines('lifecycleStage', 'ACTIVE')).toEqual(['Active'])
  expect(valueLines('kind', 'ORGANISATION')).toEqual(['Organisation'])
  expect(valueLines('displayName', 'ACME')).toEqual(['ACME'])
  expect(valueLines('roles', ['BROKER', 'MANAGER'])).toEqual(['Broker, Manager'])
  expect([null, '', true].map((value) => valueLines('note', value))).toEqual([['—'], ['(empty)'], ['yes']])
  expect(valueLines('at', '2026-11-28T10:00:00.000Z')).toEqual([exactTime(new Date('2026-11-28T10:00:00Z'))])
})

test('lists are lists, an empty one says so, and what has parts has a line for each', () => {
  expect(valueLines('tags', ['wheat', 'VIP'])).toEqual(['wheat, VIP'])
  expect(valueLines('goals', [])).toEqual(['none'])
  expect(valueLines('contact', { emails: [], phones: [], addresses: [] })).toEqual(['none'])
  const contact = {
    emails: [{ address: 'office@grain.example', label: 'WORK', primary: true }, { address: 'home@grain.example', label: 'HOME', primary: false }], phones: [{ number: '+442079460100', label: 'WORK', primary: true }],
    addresses: [{ label: 'WORK', lines: ['12 Corn Street', 'Floor 2'], city: 'Bristol', region: null, postalCode: 'BS1 1AA', country: 'GB' }],
  }
  expect(valueLines('contact', contact)).toEqual(['office@grain.example, Work, primary', 'home@grain.example, Home', '+442079460100, Work, primary', 'Work, 12 Corn Street, Floor 2, Bristol, BS1 1AA, GB'])
  expect(valueLines('risk', { tolerance: 'MODERATE', score: 55, horizon: 'MEDIUM_TERM', assessedOn: '2026-03-31' })).toEqual(['Tolerance: Moderate', 'Score: 55', 'Horizon: Medium term', 'Assessed on: Tue 31 Mar 2026'])
  expect(valueLines('tradingPreferences', { commodities: ['WHEAT', 'NATURAL_GAS'], instruments: [], orderTypes: ['LIMIT'] })).toEqual(['Commodities: Wheat, Natural gas', 'Order types: Limit'])
  const goal = { id: 'g', title: 'Hedge 40%', kind: 'COMMODITY_TARGET', unit: 'TONNE', notes: null, horizon: 'LONG_TERM', commodity: 'WHEAT', targetValue: '40000', currentValue: null, dueOn: '2027-06-30' }
  expect(valueLines('goals', [goal])).toEqual(['Hedge 40%, Commodity target, Tonne, Long term, Wheat, target value 40,000, due on Wed 30 Jun 2027'])
})

test('an id stands for another where its field says so', () => {
  const id = '01a221e9-9a72-72af-8097-204b3ebcc0f1'
  expect([isIdOfOther('ownerId', id), isIdOfOther('placedBy', id), isIdOfOther('note', id), isIdOfOther('taxId', 'DE123')]).toEqual([true, true, false, false])
  expect([fieldName('ownerId'), fieldName('groundsOfRelease')]).toEqual(['broker', 'grounds of release'])
})
