import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { InteractionId } from '@brokersync/schema/ids'
import { loadCommodities } from '../../platform/firm/commodities'
import { lifeOf, type OrderFact } from './order-life'

const commodities = await loadCommodities(resolve(import.meta.dirname, '../../../../../config'))
const lifeOfAll = (facts: readonly OrderFact[]) => lifeOf(facts, commodities)
let made = 0

function event(at: string, codes: Partial<OrderFact['codes']> & Pick<OrderFact['codes'], 'status'>): OrderFact {
  made += 1
  return {
    id: `id-${made}` as InteractionId, occurredAt: new Date(`2026-11-20T${at}Z`), recordedAt: new Date(1_700_000_000_000 + made), account: Buffer.alloc(0),
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
  expect(lifeOfAll([placed])).toMatchObject({ status: 'PLACED', quantity: '100', price: '615', filled: '0', remaining: '100', averagePrice: null, closedAt: null })
  expect(lifeOfAll([placed, one])).toMatchObject({ status: 'PARTIALLY_FILLED', filled: '30', remaining: '70', averagePrice: '612', closedAt: null })
  expect(lifeOfAll([placed, one, two, last])).toMatchObject({
    status: 'FILLED', filled: '100', remaining: '0', averagePrice: '613.3', discrepancy: null, openedAt: placed.occurredAt, lastAt: last.occurredAt, closedAt: last.occurredAt,
  })
})

test('events that come late, in whatever order, make the same life', () => {
  const inOrder = lifeOfAll([placed, one, two, last])
  expect(lifeOfAll([last, two, placed, one])).toEqual(inOrder)
  expect(lifeOfAll([two, last, one, placed])).toEqual(inOrder)
})

test('a cancelled order keeps what was filled, and has nothing left to fill', () => {
  const cancelled = event('10:04:00', { status: 'CANCELLED' })
  expect(lifeOfAll([placed, one, cancelled])).toMatchObject({ status: 'CANCELLED', filled: '30', remaining: '0', closedAt: cancelled.occurredAt })
  expect(lifeOfAll([placed, event('10:00:01', { status: 'REJECTED' })])).toMatchObject({ status: 'REJECTED', filled: '0', remaining: '0', averagePrice: null })
})

test('a busted execution counts no more, and stays among the events', () => {
  const bust = event('11:00:00', { status: 'PARTIALLY_FILLED', executionId: 'B1', busts: 'E3', quantity: '50', price: null })
  const life = lifeOfAll([placed, one, two, last, bust])
  expect(life).toMatchObject({ status: 'PARTIALLY_FILLED', filled: '50', remaining: '50', averagePrice: '612.6', closedAt: null })
  expect(life.events.map(({ state }) => state)).toEqual([null, 'LIVE', 'LIVE', 'BUSTED', null])
})

test('a correction takes the place of an execution, and can itself be corrected and busted', () => {
  const corrected = fill('11:00:00', 'E1a', '30', '600', { corrects: 'E1' })
  expect(lifeOfAll([placed, one, corrected])).toMatchObject({ filled: '30', averagePrice: '600' })
  const again = fill('11:01:00', 'E1b', '25', '601', { corrects: 'E1a' })
  expect(lifeOfAll([placed, one, corrected, again])).toMatchObject({ filled: '25', averagePrice: '601', remaining: '75' })
  const bust = event('11:02:00', { status: 'PLACED', busts: 'E1b', quantity: '25', price: null })
  expect(lifeOfAll([bust, placed, again, one, corrected])).toMatchObject({ status: 'PLACED', quantity: '100', filled: '0', averagePrice: null })
})

test('a bust that is known before its execution undoes it when it comes', () => {
  const bust = event('11:00:00', { status: 'PLACED', busts: 'E1', quantity: '30', price: null })
  expect(lifeOfAll([placed, bust])).toMatchObject({ status: 'PLACED', filled: '0', quantity: '100' })
  expect(lifeOfAll([placed, bust, one])).toMatchObject({ status: 'PLACED', filled: '0' })
})

test('average prices are exact where they can be, negative ones too', () => {
  expect(lifeOfAll([placed, fill('10:01:00', 'E1', '1', '-37.63'), fill('10:02:00', 'E2', '2', '-37.60')]).averagePrice).toBe('-37.61')
  expect(lifeOfAll([placed, fill('10:01:00', 'E1', '1', '1'), fill('10:02:00', 'E2', '2', '2')]).averagePrice).toBe('1.6666666667')
  expect(lifeOfAll([placed, fill('10:01:00', 'E1', '0.1', '0.1'), fill('10:02:00', 'E2', '0.2', '0.1')])).toMatchObject({ averagePrice: '0.1', filled: '0.3' })
})

test('executions alone tell no more than they know', () => {
  expect(lifeOfAll([one])).toMatchObject({ status: 'PARTIALLY_FILLED', quantity: null, price: null, filled: '30', remaining: null })
  expect(lifeOfAll([one, last])).toMatchObject({ status: 'FILLED', quantity: null, filled: '80', remaining: '0', discrepancy: null })
})

test('a filled order whose executions do not add up says by how much', () => {
  expect(lifeOfAll([placed, one, last])).toMatchObject({ status: 'FILLED', filled: '80', discrepancy: '-20' })
  expect(lifeOfAll([placed, one, last, fill('10:02:30', 'E4', '30', '612')])).toMatchObject({ status: 'FILLED', filled: '110', discrepancy: '10' })
})

test('of one day, where no more is known, the order comes first and its end last', () => {
  const day = '00:00:00'
  const life = lifeOfAll([event(day, { status: 'CANCELLED' }), fill(day, 'E1', '30', '612'), event(day, { status: 'PLACED' })])
  expect(life.events.map(({ state }) => state)).toEqual([null, 'LIVE', null])
  expect(life).toMatchObject({ status: 'CANCELLED', filled: '30' })
})

test('of two corrections of one execution the later counts, and in a circle the last', () => {
  const life = lifeOfAll([placed, one, fill('11:01:00', 'E1b', '22', '601', { corrects: 'E1' }), fill('11:00:00', 'E1a', '21', '600', { corrects: 'E1' })])
  expect(life).toMatchObject({ filled: '22', averagePrice: '601' })
  expect(life.events.map(({ state }) => state)).toEqual([null, 'CORRECTED', 'CORRECTED', 'LIVE'])
  const circle = lifeOfAll([placed, fill('10:01:00', 'K1', '20', '600', { corrects: 'K2' }), fill('10:02:00', 'K2', '21', '600', { corrects: 'K1' })])
  expect(circle).toMatchObject({ status: 'PARTIALLY_FILLED', filled: '21' })
})

test('whoever busts an execution that was corrected busts its correction', () => {
  const bust = event('11:02:00', { status: 'PLACED', busts: 'E1', executionId: 'B1', quantity: '25', price: null })
  const life = lifeOfAll([placed, one, fill('11:00:00', 'E1a', '25', '600', { corrects: 'E1' }), bust])
  expect(life).toMatchObject({ status: 'PLACED', filled: '0' })
  expect(life.events.map(({ state }) => state)).toEqual([null, 'CORRECTED', 'BUSTED', null])
})

test('a bust tells what the order is after it', () => {
  const whole = event('10:01:00', { status: 'FILLED', executionId: 'z1', quantity: '100' })
  const bust = event('10:02:00', { status: 'CANCELLED', executionId: 'b1', busts: 'z1', quantity: '100' })
  expect(lifeOfAll([placed, whole, bust])).toMatchObject({ status: 'CANCELLED', filled: '0', remaining: '0', closedAt: bust.occurredAt })
  expect(lifeOfAll([whole, bust])).toMatchObject({ status: 'CANCELLED', quantity: null, remaining: '0', closedAt: bust.occurredAt })
  const cancelled = event('10:03:00', { status: 'CANCELLED' })
  const later = event('10:04:00', { status: 'CANCELLED', executionId: 'b2', busts: 'E1', quantity: '30', price: null })
  expect(lifeOfAll([placed, one, cancelled, later])).toMatchObject({ status: 'CANCELLED', filled: '0', closedAt: cancelled.occurredAt })
  const partly = event('10:04:00', { status: 'PARTIALLY_FILLED', executionId: 'b3', busts: 'E1', quantity: '30', price: null })
  expect(lifeOfAll([placed, one, two, last, partly])).toMatchObject({ status: 'PARTIALLY_FILLED', filled: '70', remaining: '30', discrepancy: null })
})

test('an order that was changed has the terms with which it was placed last', () => {
  const changed = event('10:00:30', { status: 'PLACED', quantity: '30', price: '610' })
  expect(lifeOfAll([changed, placed])).toMatchObject({ quantity: '30', price: '610', remaining: '30' })
  expect(lifeOfAll([placed, changed, fill('10:01:00', 'E1', '30', '609')])).toMatchObject({ status: 'FILLED', quantity: '30', price: '610', filled: '30', discrepancy: null })
})

test('bushels are added to lots as the contract says', () => {
  const life = lifeOfAll([placed, one, fill('10:02:00', 'E2', '50000', '613.5', { unit: 'BUSHEL' })])
  expect(life).toMatchObject({ filled: '40', remaining: '60', averagePrice: '612.375', turnover: '24495' })
})

test('what is of another side or commodity fills nothing, and other money has no average', () => {
  const other = lifeOfAll([placed, one, fill('10:02:00', 'E2', '40', '500', { side: 'SELL', commodity: 'CORN' })])
  expect(other).toMatchObject({ status: 'PARTIALLY_FILLED', filled: '30', averagePrice: '612' })
  expect(other.events.map(({ state, mismatch }) => [state, mismatch])).toEqual([[null, null], ['LIVE', null], ['LIVE', 'OTHER_TERMS']])
  expect(lifeOfAll([placed, one, fill('10:02:00', 'E2', '10', '500', { currency: 'EUR' })])).toMatchObject({ filled: '40', averagePrice: null, turnover: null })
  expect(lifeOfAll([placed, fill('10:02:00', 'E2', '10', '6.1', { priceUnit: 'USD/bu' })])).toMatchObject({ filled: '10', averagePrice: null, priceUnit: 'USc/bu' })
})

test('lots and bushels are of the order’s exchange, though an execution names none', () => {
  const life = lifeOfAll([event('10:00:00', { status: 'PLACED', exchange: 'MATIF' }), fill('10:02:00', 'E2', '50000', '613.5', { unit: 'BUSHEL' })])
  expect(life).toMatchObject({ exchange: 'MATIF', filled: '0' })
  expect(life.events[1]?.mismatch).toBe('OTHER_TERMS')
})

test('each event says what it adds, in the unit of the order', () => {
  const life = lifeOfAll([
    placed, one, fill('10:02:00', 'E2', '50000', '613.5', { unit: 'BUSHEL' }), fill('10:03:00', 'E3', '40', '500', { side: 'SELL' }),
    fill('10:04:00', 'E4', '5', '610'), event('10:05:00', { status: 'PARTIALLY_FILLED', busts: 'E4', executionId: 'B4', quantity: '5', price: null }),
  ])
  expect(life.events.map(({ filled }) => filled)).toEqual([null, '30', '10', null, null, null])
})

test('what undoes an execution that never came is told', () => {
  const bust = event('11:00:00', { status: 'PLACED', busts: 'ZZ', executionId: 'B1', quantity: '30', price: null })
  expect(lifeOfAll([placed, one, bust]).events.map(({ mismatch }) => mismatch)).toEqual([null, null, 'UNKNOWN_EXECUTION'])
})
