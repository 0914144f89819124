import { Client, User } from '@brokersync/schema/entities'
import { Money } from '@brokersync/schema/money'
import type { Commodities } from '../../../platform/firm/commodities'
import { notionalOf, rounded, type Amount } from '../notional'
import type { NamedLife } from '../order.service'
import { quotedIn } from '../position'
import type { Exposure as Held, NamedOpening } from '../position.service'
import type { Exposure, OpeningPosition, Order } from './order.types'

const money = (amount: Amount | null) => (amount === null ? null : new Money(amount.amount, amount.currency))

/** An order as the graph shows it. Its id is made of its client and the client's own id of it. */
export function showOrder(life: NamedLife, commodities: Commodities): Order {
  const { clientId, account: _, accountName, events, lastAt, turnover, ...shown } = life
  const worth = notionalOf({ ...life, quantity: '1', price: turnover }, commodities)
  return {
    ...shown, id: Buffer.from(JSON.stringify([clientId, life.orderId])).toString('base64url'), client: new Client(clientId), account: accountName, lastEventAt: lastAt,
    eventCount: events.length, notional: money(worth), life,
  }
}

export function showExposure({ contract, netQuantity, equivalent, apart, last, notional }: Held, account: string | null, commodities: Commodities): Exposure {
  return {
    ...contract, account, netQuantity: rounded(netQuantity), equivalent: equivalent && { ...equivalent, quantity: rounded(equivalent.quantity) }, apart,
    lastPrice: last?.price ?? null, priceUnit: last && quotedIn(contract, last, commodities), lastPriceAt: last?.at ?? null, notional: money(notional),
  }
}

export function showOpening({ id, clientId, asOf, recordedAt, authorId, contract, accountName, quantity, price }: NamedOpening, commodities: Commodities): OpeningPosition {
  return {
    ...contract, id, client: new Client(clientId), asOf, recordedAt, author: authorId === null ? null : new User(authorId), account: accountName, netQuantity: quantity,
    price: price?.price ?? null, priceUnit: price && quotedIn(contract, { ...price, unit: contract.unit }, commodities), currency: price?.currency ?? null,
  }
}
