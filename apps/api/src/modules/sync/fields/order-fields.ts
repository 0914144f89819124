import { Instrument, OrderSide, OrderStatus, OrderType, PositionEffect, PutCall } from '@brokersync/schema/enums'
import { readMoment } from './dates'
import { dated, joined, type Fields } from './field'
import { readDecimal } from './numbers'
import { quote, Unreadable } from './unreadable'
import { codeOf, lineUpTo, oneOf, textUpTo } from './words'

function readCurrency(text: string): string {
  const code = text.toUpperCase()
  if (!/^[A-Z]{3}$/.test(code)) throw new Unreadable(`${quote(text)} is no currency by its ISO 4217 code`)
  return code
}

function readMonth(text: string): string {
  const month = text.replace(/^(\d{4})(\d{2})$/, '$1-$2')
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Unreadable(`${quote(text)} is no month as yyyy-mm`)
  return month
}

/** The fields of an order's event that a file's columns can be mapped to. */
export const orderFields: Fields = {
  clientReference: joined(lineUpTo(200)),
  orderId: joined(lineUpTo(100)),
  occurredAt: dated((text, { dateOrders, timeZone }, name) => readMoment(text, dateOrders[name], timeZone)),
  status: joined(oneOf(OrderStatus)),
  side: joined(oneOf(OrderSide)),
  commodity: joined(codeOf),
  instrument: joined(oneOf(Instrument)),
  orderType: joined(oneOf(OrderType)),
  quantity: joined(readDecimal),
  unit: joined(lineUpTo(40)),
  price: joined(readDecimal),
  currency: joined(readCurrency),
  brokerNote: joined(textUpTo(4_000)),
  account: joined(lineUpTo(100)),
  executionId: joined(lineUpTo(100)),
  exchange: joined(lineUpTo(40)),
  contractMonth: joined(readMonth),
  strike: joined(readDecimal),
  putCall: joined(oneOf(PutCall)),
  effect: joined(oneOf(PositionEffect)),
  priceUnit: joined(lineUpTo(40)),
}

/** The fields that every order's event has. */
export const neededOfOrder = ['clientReference', 'occurredAt', 'status', 'side', 'commodity', 'instrument', 'orderType', 'quantity', 'unit'] as const
