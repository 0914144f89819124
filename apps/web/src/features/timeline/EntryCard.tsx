import { formatDecimal, formatQuantity } from '../../lib/number'
import { Kbd } from '../../ui/Kbd'
import { exactlyWhen, recordedLate, type Entry, type Order } from './entry'
import classes from './EntryCard.module.css'
import { isFill, orderLives, type OrderLife } from './order-lives'
import type { OrderState } from './timeline-source'
import { MarketMove } from './MarketMove'
import { markIdOf, orderLabel } from './marks'
import { useWhose } from './use-together'
import { codeName, inWords, quantityOf } from './words'

interface EntryCardProps {
  markId: string
  entries: ReadonlyMap<string, Entry>
  /** What the orders have come to. */
  orders: ReadonlyMap<string, OrderState>
  clientZone: string | null
}

/** What floats beside a mark: its title and terms, an order's fills and average, a communication's first lines. */
export function EntryCard({ markId, entries, orders: states, clientZone }: EntryCardProps) {
  const own = [...entries.values()].filter((entry) => markIdOf(entry) === markId)
  const [first] = own
  if (!first) return null
  const orders = own.filter((entry) => entry.__typename === 'OrderEvent')
  return (
    <>
      {orders.length > 0 ? <OrderCard orders={orders} states={states} /> : <PlainCard entry={first} clientZone={clientZone} />}
      <p className={classes.keys}>
        <span><Kbd keys="Enter" /> Open</span>
        <span><Kbd keys="n" /> Note</span>
      </p>
    </>
  )
}

function OrderCard({ orders, states }: { orders: Order[]; states: ReadonlyMap<string, OrderState> }) {
  const [life] = orderLives(orders, states)
  return life ? <LifeCard life={life} /> : null
}

function LifeCard({ life }: { life: OrderLife }) {
  const [first] = life.events
  const whose = useWhose(first)
  const fills = life.events.filter(isFill).toReversed()
  return (
    <>
      <div className={classes.head}>
        <strong>{orderLabel(life)}</strong>
        <span className="mono">{life.orderId}</span>
      </div>
      {whose && <p className={classes.terms}>Of {whose.name}</p>}
      <p className={classes.terms}>
        {codeName(first.orderType)} {life.price != null && formatDecimal(life.price)} {first.priceUnit} · {inWords(life.life.ending)}
      </p>
      {life.quantity !== null && (
        <div className={classes.progress}>
          <span className={classes.track}><span style={{ width: `${Math.min(100, (life.filled / life.quantity) * 100)}%` }} /></span>
          <b>{formatQuantity(life.filled)} of {formatQuantity(life.quantity)}</b>
        </div>
      )}
      {fills.length > 0 && (
        <table className={classes.fills}>
          <tbody>
            {fills.slice(0, 6).map((fill) => (
              <tr key={fill.id}>
                <td>{shortTime(fill.occurredAt)}</td>
                <td>{quantityOf(formatDecimal(fill.quantity), fill.unit)}</td>
                <td>{fill.price != null && formatDecimal(fill.price)}</td>
              </tr>
            ))}
            {life.average !== null && fills.length > 1 && (
              <tr className={classes.average}>
                <td>Average{fills.length > 6 && ` of ${fills.length}`}</td>
                <td>{quantityOf(formatQuantity(life.filled), life.unit)}</td>
                <td>{life.average}</td>
              </tr>
            )}
          </tbody>
        </table>
      )}
    </>
  )
}

const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
const shortTime = (at: string) => short.format(new Date(at)).replace(',', '')

function PlainCard({ entry, clientZone }: { entry: Exclude<Entry, Order> | Entry; clientZone: string | null }) {
  const text = 'body' in entry ? entry.body : 'description' in entry ? entry.description : ''
  return (
    <>
      <div className={classes.head}><strong>{entry.title}</strong></div>
      <p className={classes.when}>{exactlyWhen(entry, clientZone)}</p>
      {entry.late && <p className={classes.when}>{recordedLate(entry, clientZone)}</p>}
      {entry.__typename === 'ClientEvent' && entry.marketMove && <MarketMove move={entry.marketMove} most={3} />}
      {text !== '' && <p className={classes.text}>{text.length > 220 ? `${text.slice(0, 220)} …` : text}</p>}
      {entry.author && <p className={classes.terms}>{entry.author.name}</p>}
    </>
  )
}
