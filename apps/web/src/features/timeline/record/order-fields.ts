import type { Instrument, OrderSide, OrderStatus, OrderType, PositionEffect } from '../../../generated/graphql'
import type { Entry, Order } from '../entry'
import { isFill } from '../order-lives'
import type { WholeOrder } from '../use-order'
import type { Draft } from './draft'
import { instantFrom, toField } from './when'

/** What becomes of the execution that was selected: nothing, or this event takes its place, or undoes it. */
export type Deed = 'NOTHING' | 'CORRECTION' | 'BUST'

/** The form as it stands. */
export interface Fields {
  /** The selected execution, as far as it counts and has an id. */
  execution: Order | null
  deed: Deed
  status: OrderStatus
  orderId: string
  side: OrderSide
  commodity: string
  instrument: Instrument
  orderType: OrderType
  quantity: string
  unit: string
  price: string
  priceUnit: string
  currency: string
  exchange: string
  contractMonth: string
  strike: string
  putCall: 'PUT' | 'CALL'
  account: string
  effect: PositionEffect | null
  executionId: string
  brokerNote: string
  when: string
  /** Whether it was asked what the order says that the selected event does not. */
  isOrderKnown: boolean
  /** When the form was begun, which `when` says at first; ISO 8601. */
  begun: string
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
const in36 = (value: number) => value.toString(36).toUpperCase()

/** A selected order goes on with its next event; otherwise a new one begins, with an id that is free to change. */
export function startingFrom(about: Entry | null): Fields {
  const order = about?.__typename === 'OrderEvent' ? about : null
  const now = new Date()
  return {
    execution: order && order.executionId != null && isFill(order) ? order : null,
    deed: 'NOTHING',
    status: order ? 'PARTIALLY_FILLED' : 'PLACED',
    orderId: order?.orderId ?? `O-${in36(Date.now())}`,
    side: order?.side ?? 'BUY',
    commodity: order?.commodity ?? '',
    instrument: order?.instrument ?? 'FUTURE',
    orderType: order?.orderType ?? 'LIMIT',
    quantity: '',
    unit: order?.unit ?? '',
    price: order?.price ?? '',
    priceUnit: order?.priceUnit ?? '',
    currency: order?.currency ?? '',
    exchange: order?.exchange ?? '',
    contractMonth: order?.contractMonth ?? '',
    strike: order?.strike ?? '',
    putCall: order?.putCall ?? 'CALL',
    account: order?.account ?? '',
    effect: order?.effect ?? null,
    executionId: '',
    brokerNote: '',
    when: toField(now),
    isOrderKnown: false,
    begun: now.toISOString(),
  }
}

/** What the order says and neither its selected event nor whoever fills in the form has said: an event need not say it again. */
export const knownOf = ({ account, effect }: Pick<Fields, 'account' | 'effect'>, order: Pick<WholeOrder, 'account' | 'effect'>): Partial<Fields> => ({
  account: account === '' ? (order.account ?? '') : account, effect: effect ?? order.effect ?? null, isOrderKnown: true,
})

/** The event that the fields say; null where they do not say when it was. */
export function draftOf(fields: Fields, clientId: string): Draft | null {
  const isOption = fields.instrument === 'OPTION'
  const occurredAt = instantFrom(fields.when, fields.begun)
  if (occurredAt === null) return null
  const referred = fields.execution?.executionId ?? null
  return {
    kind: 'order',
    input: {
      clientId,
      orderId: fields.orderId.trim(),
      status: fields.status,
      side: fields.side,
      commodity: fields.commodity,
      instrument: fields.instrument,
      orderType: fields.orderType,
      quantity: fields.quantity.trim(),
      unit: fields.unit,
      price: orNull(fields.price),
      priceUnit: orNull(fields.priceUnit),
      currency: orNull(fields.currency),
      exchange: orNull(fields.exchange),
      contractMonth: orNull(fields.contractMonth),
      strike: isOption ? orNull(fields.strike) : null,
      putCall: isOption ? fields.putCall : null,
      account: orNull(fields.account),
      effect: fields.effect,
      executionId: orNull(fields.executionId),
      busts: fields.deed === 'BUST' ? referred : null,
      corrects: fields.deed === 'CORRECTION' ? referred : null,
      brokerNote: orNull(fields.brokerNote),
      occurredAt,
    },
  }
}

/**
 * What the fields say first of what is done to the selected execution: a correction begins as what it corrects, a bust is of all of it.
 * @param order which the execution is of; undefined until it was read.
 */
export function fieldsFor(deed: Deed, { execution }: Fields, order: Pick<WholeOrder, 'filled'> | undefined): Partial<Fields> {
  if (execution === null || deed === 'NOTHING') return { deed, status: 'PARTIALLY_FILLED', quantity: '' }
  const { quantity, price, unit } = execution
  const rest = Number(order?.filled ?? 0) - Number(execution.filled ?? 0)
  return { deed, quantity, unit, price: price ?? '', status: deed === 'CORRECTION' ? execution.status : rest > 0 ? 'PARTIALLY_FILLED' : 'PLACED' }
}
