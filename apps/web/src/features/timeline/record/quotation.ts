import { lot, unitSymbol } from '@brokersync/schema/units'
import type { Instrument, TradedCommoditiesQuery } from '../../../generated/graphql'
import type { Fields } from './order-fields'

export type Commodity = TradedCommoditiesQuery['commodities'][number]

type Traded = Pick<Fields, 'instrument' | 'unit' | 'currency'>

/** Whether it is traded on the exchange that the commodity's contract names. */
export const isListed = (instrument: Instrument): boolean => instrument === 'FUTURE' || instrument === 'OPTION'

/**
 * What a price is usually quoted in: of what is traded as the contract is, in the contract's unit; of all else in the money of a unit of its quantity.
 * Empty where nothing says it, as of a fund.
 */
function usualQuotation({ contract }: Commodity, { instrument, unit, currency }: Traded): string {
  if (instrument === 'ETF') return ''
  const isOfContract = isListed(instrument) || (instrument !== 'SPOT' && (unit === lot || unit === contract?.lotUnit))
  if (contract && isOfContract) return contract.priceUnit
  const [money, symbol] = [currency.trim(), unitSymbol(unit)]
  return symbol === undefined || money.length !== 3 ? '' : `${money}/${symbol}`
}

/** Where a commodity is traded so, and what its price is quoted in. */
export const quotationOf = (commodity: Commodity, traded: Traded): Pick<Fields, 'exchange' | 'priceUnit'> => ({
  exchange: isListed(traded.instrument) ? (commodity.contract?.exchange ?? '') : '',
  priceUnit: usualQuotation(commodity, traded),
})

/** Another unit or currency, and what the price is quoted in then, unless somebody said that otherwise. */
export function measuredIn(commodity: Commodity | undefined, fields: Traded & Pick<Fields, 'priceUnit'>, part: Partial<Traded>): Partial<Fields> {
  if (commodity === undefined || fields.priceUnit !== usualQuotation(commodity, fields)) return part
  return { ...part, priceUnit: usualQuotation(commodity, { ...fields, ...part }) }
}
