import { expect, test } from 'vitest'
import type { Entry } from './entry'
import { glyphOf } from './marks'
import { aNote } from './testing/entries'

const aMove = (title: string, changePercent: string | null): Extract<Entry, { __typename: 'ClientEvent' }> => {
  const { id, occurredAt, recordedAt, late } = aNote('m', Date.UTC(2026, 10, 28))
  const marketMove = changePercent === null ? null : { changePercent, price: null, priceUnit: null, currency: null, positions: [] }
  return { __typename: 'ClientEvent', id, occurredAt, recordedAt, late, day: null, author: null, category: 'EVENT', title, eventType: 'MARKET_MOVE', description: '', marketMove }
}

test('a market’s move is drawn by its change, and one that is only told of by neither way', () => {
  expect(glyphOf(aMove('Corn up 7 %, settled down to business', '7'))).toBe('market-up')
  expect(glyphOf(aMove('Corn −4.2 %', '-4.2'))).toBe('market-down')
  expect(glyphOf(aMove('Corn up 7 %, settled down', null))).toBe('event')
})
