import type { UnitsApart } from '@brokersync/schema/enums'
import Big from 'big.js'
import type { Commodities } from '../../platform/firm/commodities'
import type { Contract } from './contract'
import { exactWorthOf, moneyOf, notionalOf, priceUnitOf, type Amount } from './notional'

/** A price as it was last known, with what it is the price of. */
export interface KnownPrice {
  price: string
  priceUnit: string | null
  currency: string | null
  /** Of the quantity that was traded at it: what goes without saying depends on it. */
  unit: string
  at: Date
}

/** So much of a unit. */
export interface Quantity {
  quantity: string
  unit: string
}

/** What a client holds of a contract: bought less sold, in whatever units that was. */
export interface Position {
  /** Its unit is that in which the position is told. */
  contract: Contract
  /** Fingerprint of the trading account; empty for none. */
  account: Buffer
  /** Below zero where more was sold. */
  netQuantity: string
  /** The same in the unit that lots are measured in, or of anything else in lots; null where the firm's list does not say how much a lot is. */
  equivalent: Quantity | null
  /** Why it does not add up with another position of the same contract and account; null where there is none. */
  apart: UnitsApart | null
  last: KnownPrice | null
}

/**
 * What a position stands for, below zero where it is sold: at its last known price, an option's at its strike.
 * Null where the firm's list does not say what a lot or a price means.
 */
export function worthOf(position: Pick<Position, 'contract' | 'netQuantity' | 'last'>, commodities: Commodities): Amount | null {
  const { instrument, strike } = position.contract
  return notionalOf({ ...atLast(position, commodities), ...(instrument === 'OPTION' && { price: strike }) }, commodities)
}

/** What the last known price of a contract is quoted in; null where nothing says it. */
export const quotedIn = (contract: Contract, { priceUnit, currency, unit }: Omit<KnownPrice, 'at' | 'price'>, commodities: Commodities): string | null =>
  priceUnitOf({ ...contract, unit, priceUnit, currency }, commodities)

/** A position as an order at its last known price. */
function atLast({ contract, netQuantity, last }: Pick<Position, 'contract' | 'netQuantity' | 'last'>, commodities: Commodities) {
  const priceUnit = last && quotedIn(contract, last, commodities)
  return { ...contract, quantity: netQuantity, price: priceUnit === null ? null : (last?.price ?? null), priceUnit, currency: last?.currency ?? null }
}

/** A move of a price by so many percent, to a price where that is known. */
export interface Move {
  changePercent: string
  price: string | null
  currency: string | null
}

/**
 * What a move made of a position in money: its worth at the new price less that at the old one. A move's price is quoted as the commodity's contract is.
 * Null for an option, whose price does not follow in proportion, and where the worth is not known.
 */
export function effectOf(position: Pick<Position, 'contract' | 'netQuantity' | 'last'>, { changePercent, price, currency }: Move, commodities: Commodities): Amount | null {
  const { contract, netQuantity } = position
  if (contract.instrument === 'OPTION') return null
  const moved = Big(changePercent)
  const after = Big(100).plus(moved)
  const priceUnit = commodities.get(contract.commodity)?.contract?.priceUnit ?? null
  const atNew = after.eq(0) ? null : exactWorthOf({ ...contract, quantity: netQuantity, price, priceUnit, currency }, commodities)
  if (atNew !== null) return moneyOf({ ...atNew, value: atNew.value.times(moved).div(after) })
  const atOld = exactWorthOf(atLast(position, commodities), commodities)
  return atOld && moneyOf({ ...atOld, value: atOld.value.times(moved).div(100) })
}
