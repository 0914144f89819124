import Big from 'big.js'
import type { Fault } from '../../platform/errors/domain-error'
import { mayBeWorthless, type Commodities, type Commodity } from '../../platform/firm/commodities'
import { decimal } from './input-fields'
import { currencyOfPriceUnit } from './notional'

const givenForNothing: readonly unknown[] = ['SPOT', 'OPTION']

/**
 * Why something of a commodity cannot be priced so; null where it can. What may be worthless has any price. Of all else goods are given and options go
 * for nothing at times, and nothing is below that; what is traded or quoted as the contract is costs something.
 */
export function impossiblePrice(price: Big, commodity: Commodity | undefined, instrument: unknown): string | null {
  if (commodity === undefined || mayBeWorthless(commodity) || price.gt(0)) return null
  if (!givenForNothing.includes(instrument)) return 'must be more than zero'
  return price.lt(0) ? 'must not be below zero' : null
}

/** What speaks against the price of an order or a position, as far as its input alone can tell; what is no price is told by the schema. */
export function priceFaults(input: object, commodities: Commodities): Fault[] {
  const { commodity, instrument, price, priceUnit, currency } = input as Record<string, unknown>
  const known = commodities.get(String(commodity))
  const value = decimal.safeParse(price).data
  const impossible = value === undefined ? null : impossiblePrice(Big(value), known, instrument)
  const quoted = typeof priceUnit === 'string' ? currencyOfPriceUnit(priceUnit.trim()) : null
  const isOther = quoted !== null && typeof currency === 'string' && currency.trim() !== quoted
  return [
    ...(impossible === null ? [] : [{ path: 'price', message: impossible }]),
    ...(isOther ? [{ path: 'currency', message: `must be ${quoted}, in which the price is quoted` }] : []),
  ]
}
