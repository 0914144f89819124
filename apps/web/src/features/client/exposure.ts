import { enumLabel } from '../../lib/labels'

/** What a client holds of a contract, as far as its worth is known. */
export interface Held {
  commodity: string
  notional?: { amount: string; currency: string } | null
}

export interface ExposureAtAGlance {
  currency: string
  /** Bought less sold, in the currency; a sum to look at, not to book. */
  net: number
  /** By commodity, the largest first: its part of all that is held, long or short, from 0 to 1. */
  shares: { commodity: string; share: number; isShort: boolean }[]
  /** Contracts whose worth is not known, or is in another currency. */
  others: number
}

/** The exposure in the currency that most contracts are worth something in; null where nothing is held whose worth is known. */
export function exposureAtAGlance(held: readonly Held[]): ExposureAtAGlance | null {
  const currencies = held.flatMap(({ notional }) => notional?.currency ?? [])
  const currency = mostFrequent(currencies)
  if (currency === null) return null
  const nets = new Map<string, number>()
  for (const { commodity, notional } of held) {
    if (notional?.currency === currency) nets.set(commodity, (nets.get(commodity) ?? 0) + Number(notional.amount))
  }
  const all = [...nets.values()].reduce((sum, net) => sum + Math.abs(net), 0)
  const shares = [...nets]
    .map(([commodity, net]) => ({ commodity, share: all === 0 ? 0 : Math.abs(net) / all, isShort: net < 0 }))
    .sort((a, b) => b.share - a.share)
  const net = [...nets.values()].reduce((sum, one) => sum + one, 0)
  return { currency, net, shares, others: held.filter(({ notional }) => notional?.currency !== currency).length }
}

/** What it is made of, in words: the three largest, the unit with the first; then how many contracts are left out. */
export function partsInWords({ shares, others }: ExposureAtAGlance): string[] {
  const largest = shares.slice(0, 3).map(({ commodity, share, isShort }, index) => `${enumLabel(commodity)} ${Math.round(share * 100)}${index === 0 ? ' %' : ''}${isShort ? ' short' : ''}`)
  return others > 0 ? [...largest, `${others} more not counted`] : largest
}

function mostFrequent(values: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null
}

const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumSignificantDigits: 3 })

/** "18.4 M USD": an amount at a glance, without its sign. */
export const shortMoney = (amount: number, currency: string): string => `${compact.format(Math.abs(amount)).replace(/m$/, 'M').replace(/(?=[a-zA-Z]+$)(?<=\d)/, ' ')} ${currency}`
