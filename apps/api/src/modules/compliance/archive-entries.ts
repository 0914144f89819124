import { commodityInWords, inWords, isObject, monthInWords, quantityInWords, rowsOf, timeInWords, type HeldJson, type Row, type Wording } from './archive-words'

/** A record as a person reads it. */
export interface Entry {
  heading: string
  when: string | null
  by: string | null
  /** What somebody wrote, as it was written. */
  said: readonly string[]
  rows: readonly Row[]
}

/** How records of a kind are told. */
interface Telling {
  heading: (record: HeldJson, wording: Wording) => string
  /** Fields that its heading tells. */
  told?: readonly string[]
  at?: string
  by?: string
  /** Of no use without anything below its heading. */
  needsRows?: boolean
}

const textIn = (record: HeldJson, name: string): string | null => {
  const value = record[name]
  return typeof value === 'string' && value !== '' ? value : null
}
const codeIn = (record: HeldJson, name: string): string => inWords(textIn(record, name) ?? '')
const lowerIn = (record: HeldJson, name: string): string => codeIn(record, name).toLowerCase()
const nameIn = (record: HeldJson, name: string, { people }: Wording): string | null => people.get(textIn(record, name) ?? '')?.name ?? null
const joined = (parts: readonly (string | null)[], by: string): string => parts.filter((part) => part !== null && part !== '').join(by)
const times = (count: unknown): string => (count === 1 ? 'once' : `${String(count)} times`)

function orderHeading(record: HeldJson, wording: Wording): string {
  const [quantity, unit, commodity, month] = ['quantity', 'unit', 'commodity', 'contractMonth'].map((name) => textIn(record, name))
  const amount = quantity == null ? null : quantityInWords(quantity, unit ?? '').trim()
  const contract = joined([lowerIn(record, 'instrument'), month == null ? null : monthInWords(month)], ', ')
  return `Order ${lowerIn(record, 'status')}: ${joined([lowerIn(record, 'side'), amount], ' ')} of ${commodityInWords(commodity ?? '', wording)} (${contract})`
}

function openingHeading(record: HeldJson, wording: Wording): string {
  const quantity = textIn(record, 'quantity') ?? '0'
  const amount = quantityInWords(quantity.replace('-', ''), textIn(record, 'unit') ?? '').trim()
  const month = textIn(record, 'contractMonth')
  const contract = joined([lowerIn(record, 'instrument'), month === null ? null : monthInWords(month)], ', ')
  return `Opening position: ${quantity.startsWith('-') ? 'short' : 'long'} ${amount} of ${commodityInWords(textIn(record, 'commodity') ?? '', wording)} (${contract})`
}

const tellings: Readonly<Record<string, Telling>> = {
  profile: { heading: (record) => textIn(record, 'displayName') ?? 'Profile', told: ['displayName', 'contact', 'communicationPreferences'] },
  'sensitive data': { heading: () => 'Personal data', needsRows: true },
  contact: { heading: () => 'Contact', needsRows: true },
  consent: { heading: (record) => `${codeIn(record, 'purpose')}, ${textIn(record, 'channel') === null ? 'by any channel' : `by ${lowerIn(record, 'channel')}`}`, told: ['purpose', 'channel'], at: 'givenAt', by: 'recordedBy' },
  relation: { heading: (record) => codeIn(record, 'kind'), told: ['kind'], at: 'recordedAt', by: 'recordedBy' },
  Communication: { heading: (record) => joined([`${codeIn(record, 'channel')}, ${lowerIn(record, 'direction')}`, textIn(record, 'subject')], ': '), told: ['channel', 'direction', 'subject'], at: 'occurredAt', by: 'authorId' },
  OrderEvent: { heading: orderHeading, told: ['status', 'side', 'quantity', 'commodity', 'instrument', 'contractMonth'], at: 'occurredAt', by: 'authorId' },
  ClientEvent: { heading: (record) => codeIn(record, 'eventType'), told: ['eventType'], at: 'occurredAt', by: 'authorId' },
  Note: { heading: () => 'Note', at: 'occurredAt', by: 'authorId' },
  Feedback: { heading: (record) => `Feedback on ${lowerIn(record, 'topic')}`, told: ['topic'], at: 'occurredAt', by: 'authorId' },
  Recommendation: { heading: () => 'Recommendation', at: 'occurredAt', by: 'authorId' },
  'earlier wording': { heading: (record) => joined(['What stood there before', textIn(record, 'subject')], ': '), told: ['subject'] },
  'opening position': { heading: openingHeading, told: ['quantity', 'commodity', 'instrument', 'contractMonth'], at: 'asOf', by: 'authorId' },
  pin: { heading: () => 'Pinned to the top of the timeline', at: 'pinnedAt', by: 'pinnedBy' },
  'follow-up': { heading: (record) => textIn(record, 'what') ?? 'Next step', told: ['what'], by: 'authorId' },
  document: { heading: (record) => textIn(record, 'title') ?? 'Document', told: ['title'], by: 'createdBy' },
  membership: { heading: (record) => textIn(record, 'name') ?? 'Group', told: ['name'], at: 'since' },
  reference: { heading: (record) => `Known to ${textIn(record, 'source') ?? ''}`, told: ['source'] },
  owner: { heading: (record, wording) => joined(['Broker', nameIn(record, 'ownerId', wording) ?? 'nobody'], ': '), told: ['ownerId'], at: 'since' },
  grant: { heading: (record, wording) => joined(['Open to', nameIn(record, 'userId', wording) ?? 'somebody of the firm'], ' '), told: ['userId'], at: 'madeAt' },
  access: { heading: ({ reads, changes }) => `Somebody of the firm looked ${times(reads)} and made ${String(changes)} changes`, told: ['reads', 'changes'] },
  restriction: { heading: () => 'Restriction of processing', at: 'restrictedAt', by: 'restrictedBy' },
  review: { heading: (record) => joined([`Review of a communication (${lowerIn(record, 'channel')}, ${lowerIn(record, 'direction')})`, lowerIn(record, 'state')], ': '), told: ['channel', 'direction', 'state'], at: 'occurredAt', by: 'authorId' },
  hold: { heading: () => 'Legal hold', at: 'placedAt', by: 'placedBy' },
  request: { heading: (record) => `Request: ${lowerIn(record, 'kind')}`, told: ['kind', 'reference'], at: 'requestedAt', by: 'requestedBy' },
  approval: { heading: (record) => `${codeIn(record, 'act')}: ${lowerIn(record, 'state')}`, told: ['act', 'state'], at: 'requestedAt', by: 'requestedBy' },
  production: { heading: () => 'Production for an authority', at: 'requestedAt', by: 'requestedBy' },
}

/** What an interaction says, in codes and in words, side by side; where both speak of one thing, it is one. */
function flat({ codes, texts, ...record }: HeldJson): HeldJson {
  const all: Record<string, unknown> = { ...record }
  for (const part of [codes, texts]) {
    for (const [name, value] of isObject(part) ? Object.entries(part) : []) {
      const before = all[name]
      all[name] = isObject(before) ? { ...before, ...(value !== null && { what: value }) } : value
    }
  }
  return all
}

const written = ['body', 'description']

function whenOf(record: HeldJson, at: string, { timeZone }: Wording): string | null {
  const time = textIn(record, 'day') ?? textIn(record, at)
  return time === null ? null : timeInWords(time, timeZone)
}

/** When it was recorded says nothing more, where that was at once. */
const recordedLater = ({ occurredAt, recordedAt }: HeldJson): boolean => Math.abs(Date.parse(String(recordedAt)) - Date.parse(String(occurredAt))) > 60_000

/** A record in words; null where it says nothing. */
export function entryOf(held: HeldJson, wording: Wording): Entry | null {
  const record = flat(held)
  const kind = String(record['recordKind'])
  const { heading, told = [], at, by, needsRows = false } = tellings[kind] ?? { heading: () => inWords(kind) }
  const elsewhere = new Set([...told, ...written, 'day', ...(at === undefined ? [] : [at]), ...(by === undefined ? [] : [by]), ...(record['kind'] === kind ? ['kind'] : []), ...(recordedLater(record) ? [] : ['recordedAt'])])
  const rows = rowsOf(record, wording, elsewhere)
  if (needsRows && rows.length === 0) return null
  return {
    heading: heading(record, wording),
    when: at === undefined ? null : whenOf(record, at, wording),
    by: by === undefined ? null : nameIn(record, by, wording),
    said: written.flatMap((name) => textIn(record, name) ?? []),
    rows,
  }
}
