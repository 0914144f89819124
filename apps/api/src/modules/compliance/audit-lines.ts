import { stringify } from 'csv-stringify/sync'
import { canonical, type ChainedEntry } from './audit-chain'
import type { ShownChange } from './audit-changes'
import type { Person } from './people'
import type { LastCheckpoint } from './store/audit-checkpoint.store'

const columns = ['number', 'at', 'occurred at', 'recorded at', 'late', 'user', 'user name', 'credential', 'address', 'agent', 'request', 'action', 'subject type', 'subject', 'reads', 'clients', 'changes', 'hash']

export const csvHead = stringify([columns])

const changeLine = ({ field, before, after, fingerprinted }: ShownChange) => `${field}${fingerprinted ? ' (fingerprints)' : ''}: ${JSON.stringify(before ?? null)} → ${JSON.stringify(after ?? null)}`

// A cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection).
const safe = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

/** An entry as a row of CSV (RFC 4180); its changes as words, null where they were erased. */
export function csvRow(entry: ChainedEntry, { changes, people }: { changes: readonly ShownChange[] | null | undefined; people: ReadonlyMap<string, Person> }): string {
  const iso = (at: Date | null) => at?.toISOString() ?? ''
  const told = changes === null ? 'erased' : (changes ?? []).map(changeLine).join('\n')
  const cells = [
    String(entry.number), iso(entry.at), iso(entry.occurredAt), iso(entry.recordedAt), String(entry.late), entry.actorId ?? '', people.get(entry.actorId ?? '')?.name ?? '', entry.credential, entry.address ?? '', entry.agent ?? '',
    entry.requestId, entry.action, entry.subjectType ?? '', entry.subjectId ?? '', (entry.reads ?? []).join(' '), entry.clientIds.join(' '), told, entry.hash.toString('hex'),
  ]
  return stringify([cells.map(safe)])
}

/** The last row of a whole log: the checkpoint that vouches for it, up to the entry of that number; its line as it was signed stands among the changes. */
export const csvCheckpoint = ({ number, at, hash, line }: LastCheckpoint): string => {
  const told: Readonly<Record<string, string>> = { number: String(number), at: at.toISOString(), action: 'checkpoint', changes: line, hash: hash.toString('hex') }
  return stringify([columns.map((column) => told[column] ?? '')])
}

/** The last line of a whole log, as `verify-audit --log` reads it: the checkpoint that vouches for it. */
export const jsonCheckpoint = ({ line }: LastCheckpoint): string => `{"checkpoint":${line}}\n`

/** As `verify-audit --log` reads it: the form that was hashed, its hash, and the sealed change. */
export const jsonLine = (entry: ChainedEntry): string =>
  `{"entry":${canonical(entry)},"hash":"${entry.hash.toString('hex')}","sealed":${entry.changes === null ? 'null' : `"${entry.changes.toString('base64')}"`}}\n`
