import type { Communication, Entry, Order } from '../entry'
import type { OrderState } from '../timeline-source'

const client = { __typename: 'Client' as const, id: 'c1' }
const author = { __typename: 'User' as const, id: 'u1', name: 'Nadia Brandt' }

/** A note at an instant. */
export const aNote = (id: string, at: number, body = 'A note'): Entry => ({
  __typename: 'Note',
  id,
  occurredAt: new Date(at).toISOString(),
  day: null,
  recordedAt: new Date(at).toISOString(),
  late: false,
  category: 'NOTE',
  title: body,
  author,
  body,
  mentions: [],
  visibility: 'ALL',
  about: null,
})

/** A call at an instant. */
export const aCall = (id: string, at: number, part: Partial<Communication> = {}): Communication => ({
  __typename: 'Communication',
  id,
  occurredAt: new Date(at).toISOString(),
  day: null,
  recordedAt: new Date(at).toISOString(),
  late: false,
  category: 'COMMUNICATION',
  title: 'Basis levels',
  author,
  channel: 'CALL',
  direction: 'INBOUND',
  participants: [],
  subject: 'Basis levels',
  body: '',
  durationSeconds: null,
  callOutcome: null,
  nextStep: null,
  sentiment: null,
  ...part,
})

/** An event of an order of 60 lots of wheat. */
export const anOrderEvent = (id: string, at: number, status: Order['status'], part: Partial<Order> = {}): Order => ({
  __typename: 'OrderEvent',
  id,
  occurredAt: new Date(at).toISOString(),
  day: null,
  recordedAt: new Date(at).toISOString(),
  late: false,
  category: 'ORDER',
  title: status,
  author,
  client,
  orderId: 'O-1',
  status,
  side: 'BUY',
  commodity: 'WHEAT',
  instrument: 'FUTURE',
  orderType: 'LIMIT',
  quantity: '60',
  unit: 'LOT',
  price: '548.5',
  priceUnit: null,
  currency: 'USD',
  notional: null,
  account: null,
  executionId: null,
  executionState: null,
  filled: status === 'PARTIALLY_FILLED' || status === 'FILLED' ? (part.quantity ?? '60') : null,
  busts: null,
  corrects: null,
  exchange: null,
  contractMonth: '2026-03',
  strike: null,
  putCall: null,
  effect: null,
  brokerNote: null,
  ...part,
})

/** What an order of 60 lots of wheat has come to: nothing yet. */
export const anOrderState = (part: Partial<OrderState> = {}): OrderState => ({
  id: 'O-1', client, orderId: 'O-1', status: 'PLACED', quantity: '60', unit: 'LOT', filled: '0', price: '548.5', averagePrice: null, closedAt: null, ...part,
})
