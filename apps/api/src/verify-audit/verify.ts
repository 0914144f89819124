import { canonicalJson } from './canonical'
import { Vouchers, type Checkpoint } from './checkpoints'
import { sha256, zeros, type Fault, type LogRecord } from './record'

/** Where the reading of a log has come. */
interface Place {
  /** The number and the hash of the entry before. */
  number: number
  hash: string
  vouchers: Vouchers
}

/** One thing that must hold for an entry; gives what is wrong, or null. */
type Check = (record: LogRecord, before: Place) => string | null

/** All that must hold for each entry, in the order in which it is asked. */
export const checks = {
  number: ({ entry }, before) => (entry['number'] === before.number + 1 ? null : `it is missing: entry ${String(entry['number'])} stands in its place`),
  content: ({ entry, hash }) => (sha256(canonicalJson(entry)) === hash ? null : 'its content is not what was hashed'),
  link: ({ entry }, before) => (entry['previous'] === before.hash ? null : 'it does not follow from the entry before it'),
  sealed: ({ entry, sealed }) => (sealed === null || sha256(sealed) === entry['changes'] ? null : 'its sealed changes are not those that were recorded'),
  voucher: ({ hash }, before) => (before.vouchers.agrees(before.number + 1, hash) ? null : 'it is not the entry that the checkpoints vouch for: the log was written anew'),
} as const satisfies Record<string, Check>

export type CheckName = keyof typeof checks

/** What came of verifying a log. */
export interface Verdict {
  entries: number
  /** The number of the last entry that a checkpoint vouches for. */
  vouchedTo: number
  fault: Fault | null
  /** All that is there is whole, and the checkpoints vouch for more; the fault is the first entry that is not there. */
  isCut: boolean
}

/** The log ends before an entry that must be there. */
export const missing = (number: number): Fault => ({ number, id: null, reason: 'it is missing: the log was cut off before it' })

const idOf = ({ entry }: LogRecord): string | null => (typeof entry['id'] === 'string' ? entry['id'] : null)

/**
 * Reads a log from its first entry to its end and names the first entry that is broken. What it holds for true is what the
 * checkpoints say; a log can be whole in itself and still be another one.
 * @param log in the order in which it is stored or was exported.
 * @param applied the checks, of which the proof leaves out one at a time.
 */
export async function verifyLog(
  log: AsyncIterable<LogRecord> | Iterable<LogRecord>,
  checkpoints: readonly Checkpoint[],
  applied: readonly (CheckName | 'end')[] = [...(Object.keys(checks) as CheckName[]), 'end'],
): Promise<Verdict> {
  const vouchers = new Vouchers(checkpoints)
  const place: Place = { number: 0, hash: zeros, vouchers }
  const byEntry = applied.filter((name) => name !== 'end')
  const vouchedTo = vouchers.last?.number ?? 0
  for await (const record of log) {
    for (const name of byEntry) {
      const reason = checks[name](record, place)
      if (reason !== null) return { entries: place.number, vouchedTo, fault: { number: place.number + 1, id: idOf(record), reason }, isCut: false }
    }
    place.number += 1
    place.hash = record.hash
  }
  const isCut = applied.includes('end') && place.number < vouchedTo
  return { entries: place.number, vouchedTo, fault: isCut ? missing(place.number + 1) : null, isCut }
}
