import { lot, unitOfSymbol, unitSymbols, type Unit } from '@brokersync/schema/units'
import Big from 'big.js'
import type { Commodities, Commodity } from '../../platform/firm/commodities'
import type { ContentOf } from './interaction'

/** The parts of an order that make its value. */
export type Priced = Measured & Pick<ContentOf<'OrderEvent'>['codes'], 'price' | 'priceUnit' | 'currency'>

/** The parts of an order that say how much it is of. */
export type Measured = Pick<ContentOf<'OrderEvent'>['codes'], 'commodity' | 'instrument' | 'quantity' | 'unit' | 'exchange'>

export interface Amount {
  amount: string
  currency: string
}

/** The currency of a price: money is never without one, and a price that says its unit says its own. */
export const currencyOf = ({ commodity, price, priceUnit, currency }: Pick<Priced, 'commodity' | 'price' | 'priceUnit' | 'currency'>, commodities: Commodities): string | null =>
  currency ?? (price === null || priceUnit !== null ? null : (commodities.get(commodity)?.currency ?? null))

/**
 * One of a unit in a base unit of its own measure: exact by definition (international pound, troy ounce, US gallon and barrel).
 * A bushel is a measure of its own, but of a commodity whose weight is known.
 */
const measures: Readonly<Record<Unit, { base: string; factor: string }>> = {
  BUSHEL: { base: 'bu', factor: '1' },
  KILOGRAM: { base: 'kg', factor: '1' },
  TONNE: { base: 'kg', factor: '1000' },
  POUND: { base: 'kg', factor: '0.45359237' },
  TROY_OUNCE: { base: 'kg', factor: '0.0311034768' },
  GALLON: { base: 'gal', factor: '1' },
  BARREL: { base: 'gal', factor: '42' },
  MMBTU: { base: 'MMBtu', factor: '1' },
  MWH: { base: 'MWh', factor: '1' },
}

/** The currencies there are, by their ISO 4217 codes. */
export const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** Whether a text is a unit that prices are quoted in: a currency, or its hundredth part, and a unit of the firm's list. */
export const isPriceUnit = (text: string): boolean => parsePriceUnit(text) !== null

/** The currency of a unit that prices are quoted in; null for what is none. */
export const currencyOfPriceUnit = (text: string): string | null => parsePriceUnit(text)?.currency ?? null

const isUnit = (unit: string): unit is Unit => unit in measures

/** `USc/bu` as the currency, what one point is of it, and the unit that it is the price of. */
function parsePriceUnit(text: string): { currency: string; factor: Big; unit: Unit } | null {
  const match = /^([A-Z]{2})([A-Za-z])\/(\w+)$/.exec(text)
  const [, country = '', last = '', symbol = ''] = match ?? []
  const unit = unitOfSymbol(symbol)
  if (unit === undefined) return null
  if (country + last === 'GBp' || country + last === 'GBX') return { currency: 'GBP', factor: Big('0.01'), unit }
  const [currency, factor] = last === 'c' ? [country === 'EU' ? 'EUR' : `${country}D`, '0.01'] : [country + last, '1']
  return currencies.has(currency) ? { currency, factor: Big(factor), unit } : null
}

function measureOf(unit: Unit, { poundsPerBushel }: Commodity): { base: string; factor: Big } {
  if (unit === 'BUSHEL' && poundsPerBushel !== null) return { base: measures.POUND.base, factor: Big(poundsPerBushel).times(measures.POUND.factor) }
  return { base: measures[unit].base, factor: Big(measures[unit].factor) }
}

// Twenty places after the point are beyond any price's; where units are equal nothing is divided and all is exact.
const divided = (value: Big, by: Big): Big => {
  const exact = Big()
  exact.DP = 20
  return new exact(value).div(by)
}

function converted(quantity: Big, from: Unit, to: Unit, commodity: Commodity): Big | null {
  if (from === to) return quantity
  const [a, b] = [measureOf(from, commodity), measureOf(to, commodity)]
  return a.base === b.base ? divided(quantity.times(a.factor), b.factor) : null
}

/** How much it is, in a unit of measure; a lot is the contract's, where the order is on the contract's exchange. Of a fund no lot is known. */
function measured({ instrument, quantity, unit, exchange }: Measured, { contract }: Commodity): { quantity: Big; unit: Unit } | null {
  if (unit !== lot) return isUnit(unit) ? { quantity: Big(quantity), unit } : null
  if (contract === null || instrument === 'ETF' || (exchange !== null && exchange !== contract.exchange && exchange !== contract.mic)) return null
  return { quantity: Big(quantity).times(contract.lotSize), unit: contract.lotUnit }
}

/** How much it is in the base unit of its measure, exactly; null where nothing says what a lot is. */
function inBase(order: Measured, commodity: Commodity): { base: string; quantity: Big } | null {
  const amount = measured(order, commodity)
  if (amount === null) return null
  const { base, factor } = measureOf(amount.unit, commodity)
  return { base, quantity: amount.quantity.times(factor) }
}

/** The places to which quantities and averages are told. */
export const toldPlaces = 10

/** A quantity as it is told: to ten places, half away from zero; only what was converted has more. */
export const rounded = (quantity: Big | string): string => Big(quantity).round(toldPlaces, Big.roundHalfUp).toFixed()

export const sum = (values: readonly Big[]): Big => values.reduce((total, value) => total.plus(value), Big(0))

/**
 * What quantities of one contract are together in a unit, as the firm's contract and the units' measures say: they are added up exactly, and the sum is converted.
 * Null where one of them cannot be.
 */
export function sumIn([first, ...rest]: readonly [Measured, ...Measured[]], unit: string, commodities: Commodities): Big | null {
  const parts = [first, ...rest]
  if (parts.every((part) => part.unit === unit)) return sum(parts.map(({ quantity }) => Big(quantity)))
  const commodity = commodities.get(first.commodity)
  const one = commodity === undefined ? null : inBase({ ...first, quantity: '1', unit }, commodity)
  if (commodity === undefined || one === null) return null
  const quantities = parts.map((part) => inBase(part, commodity)).flatMap((part) => (part?.base === one.base ? part.quantity : []))
  return quantities.length < parts.length ? null : divided(sum(quantities), one.quantity)
}

/** How much a quantity is in another unit; null where it cannot be converted. */
export const inUnit = (order: Measured, unit: string, commodities: Commodities): Big | null => sumIn([order], unit, commodities)

/**
 * What a price is quoted in: its own unit, or what goes without saying. A contract's quotation is that of what is traded as the contract is;
 * what is bought on the spot is priced in the money and the unit of its quantity. Null where nothing says it, as of a fund.
 */
export function priceUnitOf(order: Omit<Priced, 'price' | 'quantity'>, commodities: Commodities): string | null {
  const { instrument, unit, priceUnit, currency } = order
  if (priceUnit !== null) return priceUnit
  if (instrument === 'ETF') return null
  if (instrument === 'SPOT') return currency === null || !isUnit(unit) ? null : `${currency}/${unitSymbols[unit]}`
  const commodity = commodities.get(order.commodity)
  const contract = commodity?.contract ?? null
  return commodity === undefined || contract === null || measured({ ...order, quantity: '1' }, commodity)?.unit !== contract.lotUnit ? null : contract.priceUnit
}

/** What a price means, by the unit that it is quoted in; what one point is in money, the contract may say for its own. */
function quotationOf(order: Priced, { contract }: Commodity, commodities: Commodities) {
  const written = priceUnitOf(order, commodities)
  const parsed = written === null ? null : parsePriceUnit(written)
  return parsed && { ...parsed, ...(contract?.priceUnit === written && { factor: Big(contract.quotation) }) }
}

/** An exact worth, not rounded to what money has. */
export interface Worth {
  value: Big
  currency: string
}

/**
 * What an order is worth: lots × lot size × price × quotation, exactly.
 * Null where that cannot be known: no price, a unit or an exchange that the firm's list does not know, a price in another currency than the order's.
 */
export function exactWorthOf(order: Priced, commodities: Commodities): Worth | null {
  const commodity = commodities.get(order.commodity)
  if (commodity === undefined || order.price === null) return null
  const amount = measured(order, commodity)
  const quotation = amount === null ? null : quotationOf(order, commodity, commodities)
  if (amount === null || quotation === null || (order.currency !== null && order.currency !== quotation.currency)) return null
  const inPriceUnit = converted(amount.quantity, amount.unit, quotation.unit, commodity)
  return inPriceUnit && { value: inPriceUnit.times(order.price).times(quotation.factor), currency: quotation.currency }
}

/** What an order is worth in money: {@link exactWorthOf}, to the minor unit of its currency. */
export function notionalOf(order: Priced, commodities: Commodities): Amount | null {
  const worth = exactWorthOf(order, commodities)
  return worth && moneyOf(worth)
}

/** An amount to the minor unit of its currency (ISO 4217), half away from zero. */
export function moneyOf({ value, currency }: Worth): Amount {
  const { maximumFractionDigits: places = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  const amount = value.round(places, Big.roundHalfUp)
  // Nothing is neither above nor below zero.
  return { amount: (amount.eq(0) ? Big(0) : amount).toFixed(places), currency }
}
