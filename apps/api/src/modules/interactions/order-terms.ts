import Big from 'big.js'
import type { Fault } from '../../platform/errors/domain-error'
import type { Commodities } from '../../platform/firm/commodities'
import type { OrderFact } from './order-life'
import { inUnit, priceUnitOf } from './notional'
import { isFill, isTrade } from './order-recording'

type Codes = OrderFact['codes']

/** What no event of an order says otherwise than another: what it is of, for which account, and in which units and money. Null is not said. */
export type FixedTerms = Pick<Codes, 'side' | 'commodity' | 'instrument' | 'unit' | 'exchange' | 'contractMonth' | 'strike' | 'putCall' | 'currency' | 'priceUnit'> & { account: Buffer | null }

/** The order's own event, of which its terms are: as it was placed last, since who changes an order places it again; or else as it ended. */
export const ownOf = (sorted: readonly OrderFact[]): OrderFact | undefined =>
  sorted.findLast(({ codes }) => codes.status === 'PLACED' && codes.busts === null) ?? sorted.findLast(({ codes }) => !isFill(codes) && codes.busts === null)

/** What the price of an event is quoted in; null where it has none. */
const quotedIn = (codes: Codes, commodities: Commodities): string | null => (codes.price === null ? codes.priceUnit : priceUnitOf(codes, commodities))

/** The terms of an order: its own event's, and what that leaves open as the first of the others says it. @param sorted at least one, in their order. */
export function termsOf(sorted: readonly [OrderFact, ...OrderFact[]], commodities: Commodities): FixedTerms {
  const own = ownOf(sorted) ?? sorted[0]
  const first = <Value>(of: (fact: OrderFact) => Value | null): Value | null => {
    for (const fact of [own, ...sorted]) {
      const said = of(fact)
      if (said !== null) return said
    }
    return null
  }
  const { side, commodity, instrument, unit } = own.codes
  return {
    side, commodity, instrument, unit, exchange: first(({ codes }) => codes.exchange),
    contractMonth: first(({ codes }) => codes.contractMonth), strike: first(({ codes }) => codes.strike), putCall: first(({ codes }) => codes.putCall), currency: first(({ codes }) => codes.currency),
    priceUnit: first(({ codes }) => quotedIn(codes, commodities)), account: first(({ account }) => (account.length > 0 ? account : null)),
  }
}

/** A quantity in the order's unit, as lots are on the order's exchange where the event names none; null where it cannot be converted. */
export const inUnitOf = ({ unit, exchange }: Pick<FixedTerms, 'unit' | 'exchange'>, codes: Codes, commodities: Commodities): Big | null =>
  inUnit({ ...codes, exchange: codes.exchange ?? exchange }, unit, commodities)

/** What has to be known of an option that is ordered or executed, and neither this event says nor its order. @param terms null of what begins an order. */
export function missingTerms(terms: Pick<FixedTerms, 'instrument' | 'strike' | 'putCall'> | null, codes: Codes): Fault[] {
  if (!isTrade(codes) || codes.instrument !== 'OPTION' || (terms !== null && terms.instrument !== 'OPTION')) return []
  const missing = (['strike', 'putCall'] as const).filter((path) => codes[path] === null && (terms?.[path] ?? null) === null)
  return missing.map((path) => ({ path, message: 'is missing: an option has one' }))
}

const isSaidOtherwise = (said: string | null, term: string | null): boolean => said !== null && term !== null && said !== term

/** Where an event contradicts the terms of its order; a quantity in another unit contradicts nothing where it can be converted. */
export function contradictions(terms: FixedTerms, { codes, account }: Pick<OrderFact, 'codes' | 'account'>, commodities: Commodities): Fault[] {
  const plain = (['side', 'commodity', 'instrument', 'contractMonth', 'putCall', 'currency'] as const).filter((path) => isSaidOtherwise(codes[path], terms[path]))
  const faults: Fault[] = plain.map((path) => ({ path, message: `is ${terms[path] ?? ''} in this order` }))
  if (codes.strike !== null && terms.strike !== null && !Big(codes.strike).eq(terms.strike)) faults.push({ path: 'strike', message: `is ${terms.strike} in this order` })
  // Of another commodity or instrument, units and prices say nothing more.
  if (codes.commodity === terms.commodity && codes.instrument === terms.instrument) {
    if (inUnitOf(terms, codes, commodities) === null) faults.push({ path: 'unit', message: `is ${terms.unit} in this order, and cannot be converted to it` })
    const isPriced = codes.price !== null || codes.priceUnit !== null
    if (isPriced && terms.priceUnit !== null && quotedIn(codes, commodities) !== terms.priceUnit) faults.push({ path: 'priceUnit', message: `is ${terms.priceUnit} in this order` })
  }
  if (account.length > 0 && terms.account !== null && !account.equals(terms.account)) faults.push({ path: 'account', message: 'is another one in this order' })
  return faults
}

/** The terms without which an execution cannot be added to the others at all. */
const ofQuantity: ReadonlySet<string> = new Set(['side', 'commodity', 'instrument', 'contractMonth', 'strike', 'putCall', 'unit'])
/** The terms without which its price cannot. */
const ofPrice: ReadonlySet<string> = new Set(['currency', 'priceUnit'])

/** Whether an execution with these contradictions counts for what its order filled, and its price for the average. */
export const adds = (faults: readonly Fault[]): { quantity: boolean; price: boolean } => ({
  quantity: !faults.some(({ path }) => ofQuantity.has(path)), price: !faults.some(({ path }) => ofPrice.has(path)),
})
