import type { RetainedRecords, RetentionEffectOfQuery } from '../../generated/graphql'
import type { FieldFault } from '../../lib/failure'
import { enumLabel } from '../../lib/labels'
import { plural } from '../../lib/number'

export const records: readonly RetainedRecords[] = ['ORDERS', 'COMMUNICATIONS', 'NOTES']

/** What is among the records of a kind, in an officer's words. */
export const meanings: Readonly<Record<RetainedRecords, string>> = {
  ORDERS: 'What was placed, filled and cancelled',
  COMMUNICATIONS: 'Calls, mails, meetings and messages, and advice given',
  NOTES: 'Notes, feedback and events of the client',
}

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

/** When records of a year would go by themselves: "those of 2026 go on 1 Jan 2032"; nothing while the years are no number. */
export function goingWords(years: string, of: number): string {
  if (years.trim() === '') return 'gone with the erasure'
  const span = Number(years)
  return Number.isInteger(span) && span > 0 ? `those of ${of} go on 1 Jan ${of + span + 1}` : ''
}

/** What rules would make of what is kept of erased clients, in a sentence. */
export function effectWords({ clients, atOnce, earlier, later }: RetentionEffectOfQuery['retentionEffect']): string {
  if (clients === 0) return 'Nothing is kept of any erased client now: these rules count for who is erased from now on.'
  const kept = `Something is kept of ${plural(clients, 'erased client')} now`
  const parts = [[atOnce, 'lose something at once, for good'], [earlier, 'lose it earlier'], [later, 'keep it for longer']].flatMap(([count, what]) => (count === 0 ? [] : [`${count} would ${what}`]))
  return parts.length === 0 ? `${kept}. All of it stays until the day that it has.` : `${kept}: ${parts.join('; ')}.`
}

/** "Orders must be at least 5 years …": a fault of rules, by the name of its field on the page. */
export function faultWords({ path, message }: FieldFault, { years }: Rules): string {
  const [of, name = ''] = path.split('.')
  const field = of === 'years' && name !== '' ? (years[Number(name)]?.records ?? name.toUpperCase()) : (of ?? '')
  return `${enumLabel(field)} ${message}`
}
