import type { RequestRowFragment } from '../../generated/graphql'
import { plural } from '../../lib/number'
import { formatDay } from '../../lib/time'

type Request = Pick<RequestRowFragment, 'gone' | 'kept' | 'records'>

/** `orders-2026` → "orders of 2026", `identity` → "who the client is". */
export function classWords(name: string): string {
  const [what = '', year] = name.split('-')
  if (what === 'identity') return 'who the client is'
  return year === undefined ? what : `${what} of ${year}`
}

/** "a, b and c". */
const listed = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`)

/** What keeps something, and until when; the day is the last one on which it is kept. @param reasons of holds, by their ids, as far as they are known. */
function keptBy({ because, by, until }: Request['kept'][number], reasons: ReadonlyMap<string, string>): string {
  const day = until ? formatDay(new Date(Date.parse(until) - 1), 'UTC') : null
  if (because === 'DUTY') return `by the duty under ${by.replaceAll('_', ' ')}${day ? `, until ${day}` : ''}`
  const reason = reasons.get(by)
  return `by the legal hold${reason === undefined ? '' : ` “${reason}”`}, until ${day ?? 'it is released'}`
}

/** What is kept, a line for each reason: "Kept by the legal hold “Inquiry”, until it is released: notes of 2026 and who the client is". */
export function keptLines(kept: Request['kept'], reasons: ReadonlyMap<string, string>): string[] {
  const lines = new Map<string, string[]>()
  for (const one of kept) {
    const why = keptBy(one, reasons)
    lines.set(why, [...(lines.get(why) ?? []), classWords(one.class)])
  }
  return [...lines].map(([why, classes]) => `Kept ${why}: ${listed(classes)}`)
}

const search = ['entry of the search', 'entries of the search'] as const
const relation = ['relation', 'relations'] as const

/** What modules count, as an officer calls one and several; what is called alike is added up. */
const called: Readonly<Record<string, readonly [one: string, many: string]>> = {
  names: search, 'words of names': search, 'fingerprints to be found by': search, 'words that are searched for': search,
  'sensitive data': ['sensitive record (tax id, birth date, identity document)', 'sensitive records (tax ids, birth dates, identity documents)'],
  references: ['reference of another system', 'references of other systems'],
  relations: relation, 'relations to it': relation,
  owners: ['record of whose client it was', 'records of whose client it was'],
  accesses: ['record of who looked', 'records of who looked'],
  requests: ['request of the client', 'requests of the client'],
  productions: ['mention in a production', 'mentions in productions'],
  'notes of reviews': ['note of a review', 'notes of reviews'],
  'reasons of holds': ['reason of a hold', 'reasons of holds'],
  'words of approvals': ['text of an approval', 'texts of approvals'],
  memberships: ['membership of a segment', 'memberships of segments'],
  grants: ['permission to see it', 'permissions to see it'],
  imports: ['past import with its rejected rows', 'past imports with their rejected rows'],
  counts: ['count of activity', 'counts of activity'],
  accounts: ['trading account', 'trading accounts'],
  feedbacks: ['piece of feedback', 'pieces of feedback'],
  commodities: ['commodity traded', 'commodities traded'],
  'days of trading': ['day of trading', 'days of trading'],
}

/** Modules count "3 references" and "3 reference"; `OrderEvent` → "order events". */
function manyOf(kind: string): string {
  const words = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
  if (words.endsWith('ss')) return `${words}es`
  return words in called || words.endsWith('s') ? words : `${words}s`
}

function wordsFor(kind: string): readonly [one: string, many: string] {
  const many = manyOf(kind)
  return called[many] ?? [many.replace(/s$/, ''), many]
}

/** "12 notes, 3 order events and 1 profile", in the order in which modules say them; null where there is nothing. */
export function recordWords(records: Request['records']): string | null {
  const counts = new Map<string, { one: string; many: string; count: number }>()
  for (const { kind, count } of records) {
    const [one, many] = wordsFor(kind)
    counts.set(many, { one, many, count: count + (counts.get(many)?.count ?? 0) })
  }
  return listed([...counts.values()].map(({ one, many, count }) => plural(count, one, many))) || null
}
