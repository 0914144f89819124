import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadCommodities } from '../../platform/firm/commodities'
import type { ContentOf, InteractionContent } from './interaction'
import { titleOf } from './title'

const commodities = await loadCommodities(resolve(import.meta.dirname, '../../../../../config'))
const title = (content: InteractionContent) => titleOf(content, commodities)

const order = (codes: Partial<ContentOf<'OrderEvent'>['codes']>): InteractionContent => ({
  kind: 'OrderEvent',
  texts: { account: null, brokerNote: null },
  codes: {
    orderId: '9001', status: 'FILLED', side: 'BUY', commodity: 'WHEAT', instrument: 'FUTURE', orderType: 'LIMIT', quantity: '50', unit: 'LOT', price: '612.25',
    priceUnit: null, currency: 'USD', executionId: null, exchange: null, contractMonth: null, strike: null, putCall: null, effect: null, busts: null, corrects: null, day: null, ...codes,
  },
})

const communication = (codes: Partial<ContentOf<'Communication'>['codes']>, subject = ''): InteractionContent => ({
  kind: 'Communication',
  texts: { subject, body: '', participants: [], nextStep: null, recordingUrl: null },
  codes: { channel: 'CALL', direction: 'OUTBOUND', durationSeconds: null, callOutcome: null, nextStep: null, recording: null, aboutOrderId: null, documentIds: [], ...codes },
})

test.each<[string, InteractionContent]>([
  ['Buy 50 Wheat Dec-26, filled 612.25', order({ contractMonth: '2026-12' })],
  ['Sell 1 WTI, filled −37.63', order({ side: 'SELL', commodity: 'WTI', quantity: '1', price: '-37.63' })],
  ['Buy 100 t Cocoa, placed', order({ commodity: 'COCOA', quantity: '100', unit: 'TONNE', status: 'PLACED', price: null })],
  ['Buy 5 Wheat Mar-27 650 call, part filled 12.5', order({ quantity: '5', contractMonth: '2027-03', strike: '650', putCall: 'CALL', status: 'PARTIALLY_FILLED', price: '12.5' })],
  ['Call out, no answer', communication({ callOutcome: 'NO_ANSWER' })],
  ['Call in: Margin on Dec wheat', communication({ direction: 'INBOUND', callOutcome: 'CONNECTED' }, 'Margin on Dec wheat')],
  ['SMS out', communication({ channel: 'SMS' })],
  ['SMS out', communication({ channel: 'SMS' }, ' \n\u200B ')],
  ['Call out: Below a blank line', communication({}, '\n Below a blank line')],
  ['Call out: Invoice gnp.exe', communication({}, 'Invoice \u202Egnp.exe')],
  ['Meeting: Hedging plan', communication({ channel: 'MEETING' }, 'Hedging plan')],
  ['Strategy changed: From spot to futures', { kind: 'ClientEvent', codes: { eventType: 'STRATEGY_CHANGED', marketMove: null }, texts: { description: 'From spot to futures' } }],
  [
    'Wheat down 4.2 %',
    { kind: 'ClientEvent', texts: { description: 'USDA report' }, codes: { eventType: 'MARKET_MOVE', marketMove: { id: 'm', commodity: 'WHEAT', changePercent: '-4.2', price: null, currency: null, positions: [] } } },
  ],
  ['Prefers calls before nine', { kind: 'Note', codes: { mentionIds: [], aboutId: null, visibility: 'ALL' }, texts: { body: '\n  Prefers calls before nine\nand never on Fridays' } }],
  ['Unhappy 2, execution', { kind: 'Feedback', codes: { rating: 2, topic: 'EXECUTION', aboutId: null, handling: null }, texts: { body: '', handling: null } }],
  [
    'Recommended: sell Corn future, accepted',
    { kind: 'Recommendation', texts: { body: 'Lock in' }, codes: { proposal: { side: 'SELL', commodity: 'CORN', instrument: 'FUTURE' }, outcome: 'ACCEPTED', answeredAt: '2026-01-05T00:00:00.000Z', corrections: 0 } },
  ],
])('%s', (expected, content) => {
  expect(title(content)).toBe(expected)
})

test('a long note is cut at a word', () => {
  const cut = title({ kind: 'Note', codes: { mentionIds: [], aboutId: null, visibility: 'ALL' }, texts: { body: 'margin '.repeat(100) } })
  expect(cut).toHaveLength(119)
  expect(cut.endsWith('margin…')).toBe(true)
})
