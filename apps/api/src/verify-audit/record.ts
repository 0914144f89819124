import { createHash } from 'node:crypto'
import type { Json } from './canonical'

/** One entry of the log as it is stored or exported. */
export interface LogRecord {
  /** What is hashed: see docs/audit-log.md. */
  entry: Readonly<Record<string, Json>>
  /** The hash that is stored with it, in hexadecimal. */
  hash: string
  /** The sealed changes, where they are still there and at hand. */
  sealed: Buffer | null
}

/** A program's complaint about a log, with the entry that it begins at. */
export interface Fault {
  /** The entry's number; of a missing one, the number that is not there. */
  number: number
  /** Its id, where the log has one at that place. */
  id: string | null
  reason: string
}

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

export const zeros = '00'.repeat(32)
