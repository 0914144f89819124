import { lot, symbolOf } from '@brokersync/schema/units'
import type { Commodities } from '../../platform/firm/commodities'
import type { Person } from './people'

/** What words are made with: a record names people, clients and commodities by their ids and codes. */
export interface Wording {
  people: ReadonlyMap<string, Person>
  /** By id, as a person would call them. */
  clients: ReadonlyMap<string, string>
  commodities: Commodities
  /** The firm's (IANA), in which all times are told. */
  timeZone: string
}

/** A line of what is told: a text, several, or lines of its own. */
export interface Row {
  label: string
  value: Value
}
export type Value = string | readonly string[] | readonly Row[]

export type HeldJson = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is HeldJson => typeof value === 'object' && value !== null && !Array.isArray(value)

const abbreviations: ReadonlySet<string> = new Set(['KYC', 'SMS', 'ETF'])

/** A code as words: PARTIALLY_FILLED → "Partially filled". */
export function inWords(code: string): string {
  if (abbreviations.has(code)) return code
  const text = code.toLowerCase().replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A decimal, exact, with its thousands apart. */
export function decimalInWords(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

export function quantityInWords(quantity: string, unit: string): string {
  const lots = Number(quantity) === 1 ? 'lot' : 'lots'
  return `${decimalInWords(quantity)} ${unit === lot ? lots : symbolOf(unit)}`
}

function durationInWords(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  return [...(minutes > 0 ? [`${minutes} min`] : []), ...(rest > 0 || minutes === 0 ? [`${rest} s`] : [])].join(' ')
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formats.get(name) ?? new Intl.DateTimeFormat('en-GB', options)
  formats.set(name, known)
  return known
}

/** An instant in the firm's zone: "24 November 2026 at 06:40". */
export const instantInWords = (instant: Date, timeZone: string): string => format(timeZone, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(instant)

const days = () => format('day', { dateStyle: 'long', timeZone: 'UTC' })
const months = () => format('month', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** A day, which has no zone, or an instant in the firm's; what is neither is told as it stands. */
export function timeInWords(text: string, timeZone: string): string {
  const time = new Date(text)
  if (Number.isNaN(time.getTime())) return text
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? days().format(time) : instantInWords(time, timeZone)
}

/** A month of delivery, yyyy-mm: "March 2027". */
export const monthInWords = (text: string): string => (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text) ? months().format(new Date(`${text}-01`)) : text)

// By the name of a field one knows what it holds; what a person wrote is told as it was written.
const times = /(?:At|On|Birth)$|^(?:at|from|to|since|until|day)$/
const ids = /(?:Id|Ids|By)$|^(?:by|id|of)$/
const numbersOfOthers: ReadonlySet<string> = new Set(['taxId', 'orderId', 'executionId', 'aboutOrderId'])
const codes: ReadonlySet<string> = new Set([
  'kind', 'status', 'lifecycleStage', 'channel', 'channels', 'direction', 'callOutcome', 'visibility', 'topic', 'state', 'outcome', 'eventType', 'side', 'instrument', 'instruments',
  'orderType', 'orderTypes', 'putCall', 'effect', 'category', 'purpose', 'label', 'tolerance', 'horizon', 'timesOfDay', 'frequency', 'act',
])
const labels: Readonly<Record<string, string>> = {
  taxId: 'Tax id', orderId: 'Order', executionId: 'Execution', aboutOrderId: 'About the order', authorId: 'By', ownerId: 'Broker', userId: 'Person', mentionIds: 'Mentioned',
  fromId: 'From', toId: 'To', createdBy: 'Recorded by', sha256: 'SHA-256', revised: 'Put right', retracted: 'Taken back', because: 'Picked for', firstAt: 'First', lastAt: 'Last',
  kinds: 'Kinds of data', recordingUrl: 'Recording at', durationSeconds: 'Duration', changePercent: 'Change', note: 'Note', says: 'What it was about', handling: 'What was done',
}
/** Of no use to who reads: they stay in the JSON. */
const unsaid: ReadonlySet<string> = new Set(['recordKind', 'clientId', 'id', 'version', 'round', 'removed'])

const labelOf = (name: string): string => labels[name] ?? inWords(name.replace(/(?:Id|Ids|At|On)$/, '').replaceAll(/([A-Z])/g, '_$1'))

export const commodityInWords = (code: string, { commodities }: Wording): string => commodities.get(code)?.name ?? inWords(code)

function textInWords(name: string, text: string, wording: Wording): string | null {
  if (text === '') return null
  if (numbersOfOthers.has(name)) return text
  if (ids.test(name)) return wording.people.get(text)?.name ?? wording.clients.get(text) ?? null
  if (times.test(name)) return timeInWords(text, wording.timeZone)
  if (name === 'contractMonth') return monthInWords(text)
  if (name === 'commodity' || name === 'commodities') return commodityInWords(text, wording)
  if (name === 'changePercent') return `${text} %`
  return codes.has(name) ? inWords(text) : text
}

function scalarInWords(name: string, value: unknown, wording: Wording): string | null {
  if (typeof value === 'boolean') return value ? 'Yes' : null
  if (typeof value === 'number') return name === 'durationSeconds' ? durationInWords(value) : decimalInWords(String(value))
  return typeof value === 'string' ? textInWords(name, value, wording) : null
}

/** One of a list on one line: "zeb@quixwood.example, Work, primary". */
function lineOf(name: string, value: unknown, wording: Wording): string | null {
  if (!isObject(value)) return Array.isArray(value) ? textsOf(name, value, wording).join(', ') || null : scalarInWords(name, value, wording)
  const parts = Object.entries(united(value)).flatMap(([inner, one]) => (unsaid.has(inner) ? [] : one === true ? [labelOf(inner).toLowerCase()] : (lineOf(inner, one, wording) ?? [])))
  return parts.join(', ') || null
}

const textsOf = (name: string, values: readonly unknown[], wording: Wording): string[] => values.flatMap((one) => lineOf(name, one, wording) ?? [])

function valueOf(name: string, value: unknown, wording: Wording): Value | null {
  if (isObject(value)) return orNothing(rowsOf(value, wording))
  if (!Array.isArray(value)) return scalarInWords(name, value, wording)
  const texts = textsOf(name, value, wording)
  return value.some(isObject) ? orNothing(texts) : texts.join(', ') || null
}

const orNothing = <Item>(items: readonly Item[]): readonly Item[] | null => (items.length === 0 ? null : items)

const quantities: readonly string[] = ['quantity', 'netQuantity', 'targetValue', 'currentValue']
const prices: readonly string[] = ['price', 'strike', 'amount']

/** The same record with its quantities in their unit and its prices in theirs. */
export function united(record: HeldJson): HeldJson {
  const { unit, priceUnit, currency, ...rest } = record
  const priced = priceUnit ?? currency
  const amounts = Object.entries(rest).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value] as const
    if (quantities.includes(name)) return [name, typeof unit === 'string' ? quantityInWords(value, unit) : decimalInWords(value)] as const
    if (prices.includes(name)) return [name, typeof priced === 'string' ? `${decimalInWords(value)} ${priced}` : decimalInWords(value)] as const
    return [name, value] as const
  })
  return Object.fromEntries(amounts)
}

/** What a record says, but for what is empty, and ids that name nobody. @param told fields that stand elsewhere already. */
export function rowsOf(record: HeldJson, wording: Wording, told: ReadonlySet<string> = new Set()): Row[] {
  return Object.entries(united(record)).flatMap(([name, given]) => {
    if (unsaid.has(name) || told.has(name)) return []
    const value = valueOf(name, given, wording)
    return value === null ? [] : [{ label: labelOf(name), value }]
  })
}
