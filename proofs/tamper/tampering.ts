import { createHash } from 'node:crypto'
import { canonicalJson } from '../../apps/api/src/verify-audit/canonical'
import type { LogRecord } from '../../apps/api/src/verify-audit/record'
import type { Random } from '../lib/random'

/** A log after somebody was at it, and the number of the first entry that is no more what it was. */
export interface Tampered {
  kind: Tampering
  log: readonly LogRecord[]
  first: number
}

export const tamperings = ['edit', 'edit and hash', 'delete', 'reorder', 'truncate', 'repeat', 'insert', 'rewrite', 'rewrite without', 'swap sealed', 'cut sealed'] as const
export type Tampering = (typeof tamperings)[number]

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

type Entry = LogRecord['entry']

const fields = ['action', 'actorId', 'address', 'at', 'clientIds', 'credential', 'late', 'module', 'reads', 'requestId', 'subject', 'occurredAt', 'recordedAt'] as const

function edited(entry: Entry, random: Random): Entry {
  const field = random.of(fields)
  const other = field === 'late' ? entry['late'] !== true : `${JSON.stringify(entry[field])}${random.between(0, 9)}`
  return { ...entry, [field]: other }
}

const hashed = (entry: Entry, { sealed }: Pick<LogRecord, 'sealed'>): LogRecord => ({ entry, sealed, hash: sha256(canonicalJson(entry)) })

/** What who has the key of the checkpoints, and the database, can make: a log that is whole in itself, from one entry on. */
function rewritten(log: readonly LogRecord[], from: number): LogRecord[] {
  const kept = log.slice(0, from)
  let before = kept.at(-1)
  return [
    ...kept,
    ...log.slice(from).map((record, index) => {
      const entry = { ...record.entry, number: from + index + 1, previous: before?.hash ?? '00'.repeat(32) }
      before = hashed(entry, record)
      return before
    }),
  ]
}

/** Tampers with a log once, somewhere in it. @param sealedAt the numbers of entries that have a sealed change. */
export function tamper(log: readonly LogRecord[], sealedAt: readonly number[], random: Random): Tampered {
  const kind = random.of(tamperings)
  const at = random.between(0, log.length - 2)
  const victim = log[at]
  const sealed = sealedAt[random.between(0, sealedAt.length - 1)] ?? 1
  if (victim === undefined) throw new Error('The log is empty')
  const replaced = (record: LogRecord, index = at) => log.map((one, position) => (position === index ? record : one))
  switch (kind) {
    case 'edit':
      return { kind, first: at + 1, log: replaced({ ...victim, entry: edited(victim.entry, random) }) }
    case 'edit and hash':
      return { kind, first: at + 1, log: replaced(hashed(edited(victim.entry, random), victim)) }
    case 'delete':
      return { kind, first: at + 1, log: log.filter((_, position) => position !== at) }
    case 'reorder':
      return { kind, first: at + 1, log: log.map((one, position) => (position === at ? (log[at + 1] ?? one) : position === at + 1 ? victim : one)) }
    case 'truncate':
      return { kind, first: at + 1, log: log.slice(0, at) }
    case 'repeat':
      return { kind, first: at + 2, log: [...log.slice(0, at + 1), victim, ...log.slice(at + 1)] }
    case 'insert': {
      const entry = { ...victim.entry, number: at + 2, previous: victim.hash, id: `${sha256(String(random.next())).slice(0, 8)}-0000-7000-8000-000000000000` }
      return { kind, first: at + 2, log: [...log.slice(0, at + 1), hashed(entry, victim), ...log.slice(at + 1)] }
    }
    case 'rewrite':
      return { kind, first: at + 1, log: rewritten(replaced({ ...victim, entry: edited(victim.entry, random) }), at) }
    case 'rewrite without':
      return { kind, first: at + 1, log: rewritten(log.filter((_, position) => position !== at), at) }
    case 'swap sealed':
    case 'cut sealed': {
      const one = log[sealed - 1] ?? victim
      const bytes = Buffer.from(one.sealed ?? Buffer.of(0))
      if (kind === 'cut sealed') return { kind, first: sealed, log: replaced({ ...one, sealed: bytes.subarray(0, -1) }, sealed - 1) }
      const place = random.between(0, bytes.length - 1)
      bytes[place] = (bytes[place] ?? 0) ^ (1 << random.between(0, 7))
      return { kind, first: sealed, log: replaced({ ...one, sealed: bytes }, sealed - 1) }
    }
  }
}
