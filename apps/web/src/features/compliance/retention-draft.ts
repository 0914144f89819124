import type { RetainedRecords, RetentionEffectOfQuery } from '../../generated/graphql'

export const records: readonly RetainedRecords[] = ['ORDERS', 'COMMUNICATIONS', 'NOTES']

/** Rules as the API takes and tells them. */
export interface Rules {
  regime: string
  years: readonly { records: RetainedRecords; years: number }[]
}

/** Rules as they are typed: years as text, empty where nothing is kept. */
export interface RetentionDraft {
  regime: string
  years: Readonly<Record<RetainedRecords, string>>
}

export function draftOf({ regime, years }: Rules): RetentionDraft {
  const of = (name: RetainedRecords) => String(years.find((one) => one.records === name)?.years ?? '')
  return { regime, years: { ORDERS: of('ORDERS'), COMMUNICATIONS: of('COMMUNICATIONS'), NOTES: of('NOTES') } }
}

export const rulesIn = ({ regime, years }: RetentionDraft): Rules => ({
  regime: regime.trim(),
  years: records.flatMap((name) => (years[name].trim() === '' ? [] : [{ records: name, years: Number(years[name]) }])),
})

/** How many of the rules differ, the regime's name being one. */
export function differing(one: RetentionDraft, other: RetentionDraft): number {
  return (one.regime.trim() === other.regime ? 0 : 1) + records.filter((name) => one.years[name].trim() !== other.years[name]).length
}

/** "7 years", "not kept". */
export const yearWords = (years: string): string => (years === '' ? 'not kept' : years === '1' ? '1 year' : `${years} years`)

/** "Orders 5 years, notes 1 year"; of none: "nothing is kept". */
export function rulesWords({ years }: Rules): string {
  const words = years.map((one) => `${one.records.toLowerCase()} ${yearWords(String(one.years))}`).join(', ')
  return words === '' ? 'nothing is kept' : words
}

/** What rules would make of what is kept of erased clients, in a sentence. */
export function effectWords({ atOnce, earlier, later }: RetentionEffectOfQuery['retentionEffect']): string {
  const parts = [[atOnce, 'at once'], [earlier, 'earlier'], [later, 'later']].flatMap(([count, when]) => (count === 0 ? [] : [`of ${count} ${when}`]))
  return parts.length === 0 ? 'Nothing that is kept of erased clients would go another day.' : `Of what is kept of erased clients, something would go: ${parts.join(', ')}.`
}
