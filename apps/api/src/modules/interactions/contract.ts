import type { Commodities } from '../../platform/firm/commodities'
import type { ContentOf } from './interaction'

/** What one position is of: executions of the same contract net out. */
export type Contract = Pick<ContentOf<'OrderEvent'>['codes'], 'commodity' | 'instrument' | 'exchange' | 'contractMonth' | 'strike' | 'putCall' | 'unit'>

const listed: readonly string[] = ['FUTURE', 'OPTION']

/** The contract of an order; where a future or option names no exchange, or names it by its market identifier, it is the exchange of the firm's list. */
export function contractOf({ commodity, instrument, exchange, contractMonth, strike, putCall, unit }: Contract, commodities: Commodities): Contract {
  const usual = commodities.get(commodity)?.contract ?? null
  const isUsual = usual !== null && (exchange === usual.mic || (exchange === null && listed.includes(instrument)))
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
