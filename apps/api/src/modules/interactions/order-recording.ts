import { z } from 'zod'
import { Instrument, OrderSide, OrderStatus, OrderType, PositionEffect, PutCall } from '@brokersync/schema/enums'
import type { Fault } from '../../platform/errors/domain-error'
import type { Commodities } from '../../platform/firm/commodities'
import { isExpired, isListed } from './contract'
import { clientId, code, commodityOf, currency, decimal, oneOf, orNull, past, positive, priceUnit, text, unit } from './input-fields'
import { currencyOf } from './notional'
import { currencyFaults } from './currency-faults'
import type { Recording } from './recording'

const fills: readonly unknown[] = ['FILLED', 'PARTIALLY_FILLED']
const priced: readonly unknown[] = ['LIMIT', 'STOP', 'STOP_LIMIT']

/** Whether an order's event is an execution, of which `quantity` and `price` are then its own (FIX LastQty, LastPx); what undoes one is none. */
export const isFill = ({ status, busts }: { status: string; busts: string | null }): boolean => fills.includes(status) && busts === null

export const contractMonth = code(7).regex(/^(19|2[01])\d\d-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-12')

const given = (value: unknown): boolean => value !== undefined && value !== null

/** Whether something is ordered or executed, and no execution corrected or undone. */
export const isTrade = ({ status, busts, corrects }: Record<'status' | 'busts' | 'corrects', unknown>): boolean =>
  (status === 'PLACED' || fills.includes(status)) && !given(busts) && !given(corrects)

/** A contract is traded until its month is over; what is undone or corrected later was traded before. */
function monthFaults({ instrument, contractMonth: month, occurredAt, ...event }: Record<string, unknown>): Fault[] {
  const [at, of] = [past.safeParse(occurredAt).data, contractMonth.safeParse(month).data]
  const isOver = at !== undefined && of !== undefined && isListed({ instrument }) && isTrade({ status: event['status'], busts: event['busts'], corrects: event['corrects'] }) && isExpired({ contractMonth: of }, at)
  return isOver ? [{ path: 'contractMonth', message: 'was over by then' }] : []
}

/** What must hold between the fields of an order. */
function orderFaults(input: object): Fault[] {
  const { status, price, orderType, instrument, strike, putCall, busts, corrects, executionId } = input as Record<string, unknown>
  const faults: Fault[] = monthFaults({ ...input })
  if (status === 'PLACED' && priced.includes(orderType) && !given(busts) && !given(price)) faults.push({ path: 'price', message: 'is missing: only a market order has none' })
  if (fills.includes(status) && !given(busts) && !given(price)) faults.push({ path: 'price', message: 'is missing: a fill has a price' })
  if (instrument !== 'OPTION' && given(strike)) faults.push({ path: 'strike', message: 'is of options only' })
  if (instrument !== 'OPTION' && given(putCall)) faults.push({ path: 'putCall', message: 'is of options only' })
  if (given(busts) && given(corrects)) faults.push({ path: 'corrects', message: 'does not go with busts' })
  if (given(corrects) && !fills.includes(status)) faults.push({ path: 'corrects', message: 'is of executions only: FILLED or PARTIALLY_FILLED' })
  for (const [path, undone] of Object.entries({ busts, corrects })) {
    if (given(undone) && undone === executionId) faults.push({ path, message: 'must be another execution' })
  }
  return faults
}

/** The input of an order's event, as the API and imports give it. */
export function orderSchema(commodities: Commodities) {
  const schema = z
    .object({
      clientId,
      orderId: code(100),
      occurredAt: past,
      status: oneOf(OrderStatus),
      side: oneOf(OrderSide),
      commodity: commodityOf(commodities),
      instrument: oneOf(Instrument),
      orderType: oneOf(OrderType),
      quantity: positive,
      unit,
      price: orNull(decimal),
      currency: orNull(currency),
      brokerNote: orNull(text(1_000_000)),
      account: orNull(text(200)),
      executionId: orNull(code(100)),
      exchange: orNull(code(40)),
      contractMonth: orNull(contractMonth),
      strike: orNull(decimal),
      putCall: orNull(oneOf(PutCall)),
      effect: orNull(oneOf(PositionEffect)),
      busts: orNull(code(100)),
      corrects: orNull(code(100)),
      priceUnit: orNull(priceUnit),
      day: orNull(z.iso.date()),
    })
    .transform(({ clientId, occurredAt, account, brokerNote, ...order }): Recording => ({
      clientId, occurredAt, authorId: null,
      content: { kind: 'OrderEvent', codes: { ...order, currency: currencyOf(order, commodities) }, texts: { account, brokerNote } },
    }))

  return { schema, rules: (input: object) => [...orderFaults(input), ...currencyFaults(input)] }
}
