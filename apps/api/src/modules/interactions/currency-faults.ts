import type { Fault } from '../../platform/errors/domain-error'
import { currencyOfPriceUnit } from './notional'

/** What speaks against the currency of an order or a position: its price is quoted in another. */
export function currencyFaults(input: object): Fault[] {
  const { priceUnit, currency } = input as Record<string, unknown>
  const quoted = typeof priceUnit === 'string' ? currencyOfPriceUnit(priceUnit.trim()) : null
  const isOther = quoted !== null && typeof currency === 'string' && currency.trim() !== quoted
  return isOther ? [{ path: 'currency', message: `must be ${quoted}, in which the price is quoted` }] : []
}
