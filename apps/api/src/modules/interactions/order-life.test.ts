import { expect, test } from 'vitest'
import type { InteractionId } from '@brokersync/schema/ids'
import { lifeOf, type OrderFact } from './order-life'

let made = 0

function event(at: string, codes: Partial<OrderFact['codes']> & Pick<OrderFact['codes'], 'status'>): OrderFact {
  made += 1
  return {
    id: `id-${made}` as InteractionId, occurredAt: new Date(`2026-11-20T${at}Z`), recordedAt: new Date(1_700_000_000_000 + made),
    codes: {
      orderId: '9001', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT', quantity: '100', unit: 'LOT', price: '612.25', priceUnit: null, currency: 'USD',
      executionId: null, exchange: null, contractMonth: '2026-12', strike: null, putCall: null, effect: null, busts: null, corrects: null, day: null, ...codes,
    },
  }
}

const placed = event('10:00:00', { status: 'PLACED', price: '615' })
const fill = (at: string, executionId: string, quantity: string, price: string, further: object = {}) => event(at, { status: 'PARTIALLY_FILLED', executionId, quantity, price, ...further })
const one = fill('10:01:00', 'E1', '30', '612')
const two = fill('10:02:00', 'E2', '20', '613.5')
const last = event('10:03:00', { status: 'FILLED', executionId: 'E3', quantity: '50', price: '614' })

test('an order is placed, filled in parts, and filled', () => {
  expect(lifeOf([placed])).toMatchObject({ status: 'PLACED', quantity: '100', price: '615', filled: '0', remaining: '100', averagePrice: null, closedAt: null })
  expect(lifeOf([placed, one])).toMatchObject({ status: 'PARTIALLY_FILLED', filled: '30', remaining: '70', averagePrice: '612', closedAt: null })
  expect(lifeOf([placed, one, two, last])).toMatchObject({
    status: 'FILLED', filled: '100', remaining: '0', averagePrice: '613.3', discrepancy: null, openedAt: placed.occurredAt, lastAt: last.occurredAt, closedAt: last.occurredAt,
  })
})

test('events that come late, in whatever order, make the same life', () => {
  const inOrder = lifeOf([placed, one, two, last])
  expect(lifeOf([last, two, placed, one])).toEqual(inOrder)
  expect(lifeOf([two, last, one, placed])).toEqual(inOrder)
})

test('a cancelled order keeps what was filled, and has nothing left to fill', () => {
  const cancelled = event('10:04:00', { status: 'CANCELLED' })
  expect(lifeOf([placed, one, cancelled])).toMatchObject({ status: 'CANCELLED', filled: '30', remaining: '0', closedAt: cancelled.occurredAt })
  expect(lifeOf([placed, event('10:00:01', { status: 'REJECTED' })])).toMatchObject({ status: 'REJECTED', filled: '0', remaining: '0', averagePrice: null })
})

test('a busted execution counts no more, and stays among the events', () => {
  const bust = event('11:00:00', { status: 'PARTIALLY_FILLED', executionId: 'B1', busts: 'E3', quantity: '50', price: null })
  const life = lifeOf([placed, one, two, last, bust])
  expect(life).toMatchObject({ status: 'PARTIALLY_FILLED', filled: '50', remaining: '50', averagePrice: '612.6', closedAt: null })
  expect(life.events.map(({ state }) => state)).toEqual([null, 'LIVE', 'LIVE', 'BUSTED', null])
})

test('a correction takes the place of an execution, and can itself be corrected and busted', () => {
  const corrected = fill('11:00:00', 'E1a', '30', '600', { corrects: 'E1' })
  expect(lifeOf([placed, one, corrected])).toMatchObject({ filled: '30', averagePrice: '600' })
  const again = fill('11:01:00', 'E1b', '25', '601', { corrects: 'E1a' })
  expect(lifeOf([placed, one, corrected, again])).toMatchObject({ filled: '25', averagePrice: '601', remaining: '75' })
  const bust = event('11:02:00', { status: 'PLACED', busts: 'E1b', quantity: '25', price: null })
  expect(lifeOf([bust, placed, again, one, corrected])).toMatchObject({ status: 'PLACED', quantity: '100', filled: '0', averagePrice: null })
})

test('a bust that is known before its execution undoes it when it comes', () => {
  const bust = event('11:00:00', { status: 'PLACED', busts: 'E1', quantity: '30', price: null })
  expect(lifeOf([placed, bust])).toMatchObject({ status: 'PLACED', filled: '0', quantity: '100' })
  expect(lifeOf([placed, bust, one])).toMatchObject({ status: 'PLACED', filled: '0' })
})

test('average prices are exact where they can be, negative ones too', () => {
  expect(lifeOf([placed, fill('10:01:00', 'E1', '1', '-37.63'), fill('10:02:00', 'E2', '2', '-37.60')]).averagePrice).toBe('-37.61')
  expect(lifeOf([placed, fill('10:01:00', 'E1', '1', '1'), fill('10:02:00', 'E2', '2', '2')]).averagePrice).toBe('1.6666666667')
  expect(lifeOf([placed, fill('10:01:00', 'E1', '0.1', '0.1'), fill('10:02:00', 'E2', '0.2', '0.1')])).toMatchObject({ averagePrice: '0.1', filled: '0.3' })
})

test('executions alone tell no more than they know', () => {
  expect(lifeOf([one])).toMatchObject({ status: 'PARTIALLY_FILLED', quantity: null, price: null, filled: '30', remaining: null })
  expect(lifeOf([one, last])).toMatchObject({ status: 'FILLED', quantity: null, filled: '80', remaining: '0', discrepancy: null })
})

test('a filled order whose executions do not add up says by how much', () => {
  expect(lifeOf([placed, one, last])).toMatchObject({ status: 'FILLED', filled: '80', discrepancy: '-20' })
  expect(lifeOf([placed, one, last, fill('10:02:30', 'E4', '30', '612')])).toMatchObject({ status: 'FILLED', filled: '110', discrepancy: '10' })
})

test('of one day, where no more is known, the order comes first and its end last', () => {
  const day = '00:00:00'
  const life = lifeOf([event(day, { status: 'CANCELLED' }), fill(day, 'E1', '30', '612'), event(day, { status: 'PLACED' })])
  expect(life.events.map(({ state }) => state)).toEqual([null, 'LIVE', null])
  expect(life).toMatchObject({ status: 'CANCELLED', filled: '30' })
})
