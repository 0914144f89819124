import { formatDecimal, formatMoney, formatNumber } from '../../lib/number'
import { exactTime } from '../../lib/time'
import type { Entry, Order } from './entry'
import classes from './EntryDetail.module.css'
import { contractName } from './marks'
import { averagePrice, orderLives } from './order-lives'
import { Terms } from './Terms'
import { codeName, commodityName, inWords, sideName } from './words'

const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

/** An order's terms with its notional, and every event of its life that is held. */
export function OrderTerms({ event, entries }: { event: Order; entries: ReadonlyMap<string, Entry> }) {
  const own = [...entries.values()].filter((entry) => entry.__typename === 'OrderEvent' && entry.orderId === event.orderId)
  const orders = own.filter((entry) => entry.__typename === 'OrderEvent')
  const [life] = orderLives(orders.some(({ id }) => id === event.id) ? orders : [...orders, event])
  const average = life ? averagePrice(life.events) : null
  return (
    <>
      <Terms
        rows={[
          ['Order', event.orderId],
          [
            'Terms',
            [sideName(event.side), formatDecimal(event.quantity), commodityName(event.commodity), inWords(event.unit).toLowerCase()].join(' '),
          ],
          [
            'Type',
            [codeName(event.orderType), codeName(event.instrument).toLowerCase(), event.effect?.toLowerCase()].filter(Boolean).join(' '),
          ],
          [
            'Contract',
            [
              event.exchange,
              contractName(event.contractMonth),
              event.strike == null ? null : `${formatDecimal(event.strike)} ${event.putCall?.toLowerCase() ?? ''}`,
            ]
              .filter(Boolean)
              .join(' '),
          ],
          ['Price', event.price == null ? null : `${formatDecimal(event.price)} ${event.priceUnit ?? event.currency ?? ''}`],
          ['Notional', event.notional && formatMoney(event.notional.amount, event.notional.currency)],
          ['Average', average === null ? null : formatNumber(average, 4)],
          ['Account', event.account],
          ['Note', event.brokerNote],
        ]}
      />
      {life && life.events.length > 1 && (
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
            {life.events.toReversed().map((own) => (
              <tr key={own.id} aria-current={own.id === event.id} data-void={own.executionState === 'BUSTED' || own.executionState === 'CORRECTED' || undefined}>
                <td title={exactTime(new Date(own.occurredAt))}>{short.format(new Date(own.occurredAt)).replace(',', '')}</td>
                <td>{eventName(own)}</td>
                <td>{formatDecimal(own.quantity)}</td>
                <td>{own.price != null && formatDecimal(own.price)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

/** What an event of an order was, and what became of it. */
function eventName({ status, busts, corrects, executionState }: Order): string {
  if (busts != null) return 'Undone'
  const name = corrects != null ? 'Correction' : eventNames[status]
  if (executionState === 'BUSTED') return `${name}, undone`
  return executionState === 'CORRECTED' ? `${name}, corrected` : name
}

const eventNames: Readonly<Record<Order['status'], string>> = {
  PLACED: 'Placed',
  PARTIALLY_FILLED: 'Fill',
  FILLED: 'Filled',
  CANCELLED: 'Cancelled',
  REJECTED: 'Rejected',
  EXPIRED: 'Expired',
}
