import { lot, quantityUnits } from '@brokersync/schema/units'
import type { Commodities } from '../../platform/firm/commodities'
import type { ContentOf } from './interaction'
import { inUnit } from './notional'

/** What one position is of: executions of the same contract net out. */
export type Contract = Pick<ContentOf<'OrderEvent'>['codes'], 'commodity' | 'instrument' | 'exchange' | 'contractMonth' | 'strike' | 'putCall' | 'unit'>

const listed: readonly unknown[] = ['FUTURE', 'OPTION']

/** Whether it is traded on an exchange, month by month. */
export const isListed = ({ instrument }: { instrument: unknown }): boolean => listed.includes(instrument)

/** The contract of an order; where a future or option names no exchange, or names it by its market identifier, it is the exchange of the firm's list. */
export function contractOf({ commodity, instrument, exchange, contractMonth, strike, putCall, unit }: Contract, commodities: Commodities): Contract {
  const usual = commodities.get(commodity)?.contract ?? null
  const isUsual = usual !== null && (exchange === usual.mic || (exchange === null && isListed({ instrument })))
  return { commodity, instrument, exchange: isUsual ? usual.exchange : exchange, contractMonth, strike, putCall, unit }
}

/** A contract as one text, the same for the same contract. */
export const contractText = ({ commodity, instrument, exchange, contractMonth, strike, putCall, unit }: Contract): string =>
  JSON.stringify([commodity, instrument, exchange, contractMonth, strike, putCall, unit])

/** The contract of a text that {@link contractText} made. */
export function parseContract(text: string): Contract {
  // It was written by the function above.
  const [commodity, instrument, exchange, contractMonth, strike, putCall, unit] = JSON.parse(text) as [Contract['commodity'], Contract['instrument'], Contract['exchange'], Contract['contractMonth'], Contract['strike'], Contract['putCall'], Contract['unit']]
  return { commodity, instrument, exchange, contractMonth, strike, putCall, unit }
}

/** Whether a contract's month is over, in UTC. */
export const isExpired = ({ contractMonth }: Pick<Contract, 'contractMonth'>, now: Date): boolean => contractMonth !== null && contractMonth < now.toISOString().slice(0, 7)

/**
 * The unit in which all of a contract can be added up, whatever units it was traded in: of what is listed lots, else the commodity's usual unit.
 * It is the quantity's own where the firm's list does not say how to convert it.
 */
export function commonUnitOf(contract: Contract, commodities: Commodities): string {
  const usual = commodities.get(contract.commodity)
  const candidates = [isListed(contract) ? lot : null, usual?.unit ?? null].filter((unit) => unit !== null)
  return candidates.find((unit) => inUnit({ ...contract, quantity: '1' }, unit, commodities) !== null) ?? contract.unit
}

/** The contract in each unit of which quantities add up with its own. */
export function inCommonWith(contract: Contract, commodities: Commodities): Contract[] {
  const common = commonUnitOf(contract, commodities)
  const others = quantityUnits.filter((unit) => unit !== contract.unit).map((unit) => ({ ...contract, unit }))
  return [contract, ...others.filter((other) => commonUnitOf(other, commodities) === common)]
}
