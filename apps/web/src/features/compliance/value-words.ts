import { enumLabel } from '../../lib/labels'
import { formatDecimal } from '../../lib/number'
import { exactTime, formatCalendarDay } from '../../lib/time'
import { fieldWords } from './action-words'

// By the name of a field one knows whether it holds a code; what a person wrote is told as it was written.
const codes: ReadonlySet<string> = new Set([
  'kind', 'status', 'lifecycleStage', 'channel', 'channels', 'direction', 'callOutcome', 'visibility', 'topic', 'state', 'outcome', 'eventType', 'side', 'instrument', 'instruments', 'orderType',
  'orderTypes', 'putCall', 'effect', 'category', 'purpose', 'label', 'tolerance', 'horizon', 'timesOfDay', 'frequency', 'act', 'commodity', 'commodities', 'unit', 'roles',
])
const shown: Readonly<Record<string, string>> = { ownerId: 'broker', taxId: 'tax id', externalReferences: 'known elsewhere as' }

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/
const day = /^\d{4}-\d{2}-\d{2}$/
const decimal = /^-?\d+(\.\d+)?$/
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

type Parts = Readonly<Record<string, unknown>>
const isParts = (value: unknown): value is Parts => typeof value === 'object' && value !== null && !Array.isArray(value)
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** A field of a record as the client's page calls it: `groundsOfRelease` → "grounds of release", `ownerId` → "broker". */
export const fieldName = (field: string): string => shown[field] ?? fieldWords(field)

/** Whether a value stands for a person, a client or another record, whose name is to be told in its place. */
export const isIdOfOther = (field: string, value: unknown): value is string => typeof value === 'string' && uuid.test(value) && /(?:Id|Ids|By)$/.test(field)

function scalarWords(field: string, value: unknown): string {
  if (value === null || value === undefined) return '—'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return formatDecimal(String(value))
  if (typeof value !== 'string') return JSON.stringify(value)
  if (value === '') return '(empty)'
  if (instant.test(value)) return exactTime(new Date(value))
  if (day.test(value)) return formatCalendarDay(value)
  return codes.has(field) ? enumLabel(value) : value
}

/** A quantity and a day say nothing without the name of their field. */
const needsItsName = (value: unknown): boolean => typeof value === 'number' || (typeof value === 'string' && (decimal.test(value) || day.test(value) || instant.test(value)))

function partWords(field: string, value: unknown): string | null {
  if (field === 'id' || value === null || value === false || value === '') return null
  if (value === true) return fieldName(field)
  if (Array.isArray(value)) return itemsWords(field, value) || null
  if (isParts(value)) return itemWords(field, value)
  if (!needsItsName(value)) return scalarWords(field, value)
  return `${fieldName(field)} ${typeof value === 'string' && decimal.test(value) ? formatDecimal(value) : scalarWords(field, value)}`
}

/** One of a list on one line: "office@grain.example, Work, primary". */
const itemWords = (field: string, value: unknown): string =>
  isParts(value) ? Object.entries(value).flatMap(([inner, one]) => partWords(inner, one) ?? []).join(', ') : scalarWords(field, value)

const itemsWords = (field: string, values: readonly unknown[]): string => values.map((one) => itemWords(field, one)).join(', ')

const isListOfParts = (value: unknown): value is readonly Parts[] => Array.isArray(value) && value.some(isParts)

/** What has parts has a line for each that says something; a list of things, as of addresses, one for each of these. */
const partLines = (value: Parts): string[] =>
  Object.entries(value).flatMap(([field, part]) => {
    if (isListOfParts(part)) return part.map((one) => itemWords(field, one))
    const words = Array.isArray(part) ? partWords(field, part) : part === null || field === 'id' ? null : scalarWords(field, part)
    return words === null ? [] : [`${upper(fieldName(field))}: ${words}`]
  })

function linesOf(field: string, value: unknown): string[] {
  if (isListOfParts(value)) return value.map((one) => itemWords(field, one))
  if (Array.isArray(value)) return value.length === 0 ? [] : [itemsWords(field, value)]
  return isParts(value) ? partLines(value) : [scalarWords(field, value)]
}

/** A value of a record as a person reads it, a line each: codes in words, instants in the reader's zone, nothing as a dash. */
export function valueLines(field: string, value: unknown): string[] {
  const lines = linesOf(field, value)
  return lines.length === 0 ? ['none'] : lines
}
