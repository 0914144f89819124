import { formatDecimal, formatMoney, roundedDecimal } from '../../lib/number'
import { exactTime } from '../../lib/time'
import { orderKey, type Entry, type Order } from './entry'
import classes from './EntryDetail.module.css'
import { contractName } from './marks'
import { eventName, isVoid } from './order-lives'
import { OrderCalls } from './OrderCalls'
import { Terms } from './Terms'
import { useOrder, type WholeOrder } from './use-order'
import { codeName, commodityName, quantityInWords, quantityOf, sideName } from './words'

const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

interface OrderDetailProps {
  event: Order
  entries: ReadonlyMap<string, Entry>
  onGo: (at: number) => void
}

/** An order's terms with its notional, how far it is filled, every event of its life, and what was said about it. */
export function OrderDetail({ event, entries, onGo }: OrderDetailProps) {
  const known = [...entries.values()].filter((entry) => entry.__typename === 'OrderEvent' && orderKey(entry) === orderKey(event)).length
  const order = useOrder(event, known)
  return (
    <>
      <Terms rows={[...termsOf(event), ...(order ? progressOf(order) : []), ['Account', event.account ?? order?.account], ['Note', event.brokerNote]]} />
      {order && order.events.length > 1 && <Events events={order.events} current={event.id} />}
      {order && <OrderCalls page={order.communications} onGo={onGo} />}
    </>
  )
}

type Row = readonly [string, string | null | undefined]

function termsOf(event: Order): Row[] {
  const { side, quantity, unit, commodity, orderType, instrument, effect, exchange, contractMonth, strike, putCall, price, priceUnit, currency, notional } = event
  return [
    ['Order', event.orderId],
    ['Terms', `${sideName(side)} ${quantityInWords(quantity, unit)} of ${commodityName(commodity)}`],
    ['Type', [codeName(orderType), codeName(instrument).toLowerCase(), effect?.toLowerCase()].filter(Boolean).join(' ')],
    ['Contract', [exchange, contractName(contractMonth), strike == null ? null : `${formatDecimal(strike)} ${putCall?.toLowerCase() ?? ''}`].filter(Boolean).join(' ')],
    ['Price', price == null ? null : `${formatDecimal(price)} ${priceUnit ?? currency ?? ''}`],
    ['Notional', notional && formatMoney(notional.amount, notional.currency)],
  ]
}

function progressOf({ filled, quantity, unit, remaining, averagePrice, priceUnit, currency, discrepancy }: WholeOrder): Row[] {
  const done = quantity == null ? quantityInWords(filled, unit) : `${formatDecimal(filled)} of ${quantityInWords(quantity, unit)}`
  const left = remaining == null || Number(remaining) === 0 ? '' : `, ${formatDecimal(remaining)} to go`
  const [more, less] = [Number(discrepancy) > 0, Number(discrepancy) < 0]
  return [
    ['Filled', done + left],
    ['Average', averagePrice == null ? null : `${roundedDecimal(averagePrice, 4)} ${priceUnit ?? currency ?? ''}`],
    ['Differs', more || less ? `${quantityInWords(String(discrepancy).replace('-', ''), unit)} ${more ? 'more' : 'less'} than was ordered` : null],
  ]
}

/** Why an event does not add to its order. */
const mismatches = {
  OTHER_TERMS: 'of other terms than its order: what contradicts them is in no sum',
  UNKNOWN_EXECUTION: 'refers to an execution that is not known yet',
} as const

function Events({ events, current }: { events: WholeOrder['events']; current: string }) {
  return (
    <table className={classes.events}>
      <thead>
        <tr>
          <th>When</th>
          <th>What</th>
          <th>Quantity</th>
          <th>Price</th>
        </tr>
      </thead>
      <tbody>
        {events.toReversed().map((event) => (
          <tr key={event.id} aria-current={event.id === current} data-void={isVoid(event) || undefined}>
            <td title={exactTime(new Date(event.occurredAt))}>{short.format(new Date(event.occurredAt)).replace(',', '')}</td>
            <td>
              {eventName(event)}
              {event.mismatch && <span className={classes.mismatch}> {mismatches[event.mismatch]}</span>}
            </td>
            <td>{quantityOf(formatDecimal(event.quantity), event.unit)}</td>
            <td>{event.price != null && formatDecimal(event.price)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
