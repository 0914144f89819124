import { createHash } from 'node:crypto'
import { recordedLateAfter } from '../../platform/errors/instant'

/** What a module put on record, as it comes out of the platform's queue. */
export interface QueuedEntry {
  /** Gapless over all modules. */
  position: number
  module: string
  id: string
  /** When it was written, in the transaction of what it tells of. */
  at: Date
  /** When that happened, where it was not then. */
  occurredAt: Date | null
  actorId: string | null
  credential: string
  address: string | null
  agent: string | null
  requestId: string
  action: string
  subjectType: string | null
  subjectId: string | null
  /** The kinds of data that were read; null for a change. */
  reads: readonly string[] | null
  clientIds: readonly string[]
  /** Sealed. */
  changes: Buffer | null
}

/** An entry of the audit trail. */
export interface ChainedEntry extends Omit<QueuedEntry, 'position'> {
  /** From 1 on, gapless. */
  number: number
  /** When it was chained. */
  recordedAt: Date
  late: boolean
  /** SHA-256 of the sealed changes, which may be erased while it stays. */
  changesHash: Buffer | null
  /** The hash of the entry before; 32 zero bytes before the first. */
  previous: Buffer
  hash: Buffer
}

/** Where a chain ends. */
export interface ChainEnd {
  number: number
  hash: Buffer
}

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest()

/** Milliseconds after which an entry counts as late: from what happened to its record, and from its record to the chain. */
export const lateAfter = { record: recordedLateAfter, chain: 5 * 60_000 }

const isLate = ({ at, occurredAt }: QueuedEntry, recordedAt: Date): boolean =>
  recordedAt.getTime() - at.getTime() > lateAfter.chain || (occurredAt !== null && at.getTime() - occurredAt.getTime() > lateAfter.record)

/**
 * An entry in its canonical form: JSON by RFC 8785 (no space, keys sorted), as docs/audit-log.md describes it.
 * The keys stand here in their order, and of strings, integers, booleans and null JSON.stringify writes what RFC 8785 asks for.
 */
export const canonical = (entry: Omit<ChainedEntry, 'hash'>): string =>
  JSON.stringify({
    action: entry.action,
    actorId: entry.actorId,
    address: entry.address,
    agent: entry.agent,
    at: entry.at.toISOString(),
    changes: entry.changesHash?.toString('hex') ?? null,
    clientIds: entry.clientIds,
    credential: entry.credential,
    id: entry.id,
    late: entry.late,
    module: entry.module,
    number: entry.number,
    occurredAt: entry.occurredAt?.toISOString() ?? null,
    previous: entry.previous.toString('hex'),
    reads: entry.reads,
    recordedAt: entry.recordedAt.toISOString(),
    requestId: entry.requestId,
    subject: entry.subjectType === null || entry.subjectId === null ? null : { id: entry.subjectId, type: entry.subjectType },
    v: 1,
  })

export const hashOf = (entry: Omit<ChainedEntry, 'hash'>): Buffer => sha256(canonical(entry))

/** Links queued entries, in their order, to the end of a chain. */
export function link(end: ChainEnd, queued: readonly QueuedEntry[], recordedAt: Date): ChainedEntry[] {
  let { number, hash } = end
  return queued.map(({ position: _, ...given }) => {
    number += 1
    const changesHash = given.changes === null ? null : sha256(given.changes)
    const entry = { ...given, number, recordedAt, late: isLate({ position: 0, ...given }, recordedAt), changesHash, previous: hash }
    hash = hashOf(entry)
    return { ...entry, hash }
  })
}

/** The number of the first of some entries, in order, that does not follow from the end before them; null where all do. */
export function firstBroken(end: ChainEnd, entries: readonly ChainedEntry[]): number | null {
  let { number, hash } = end
  for (const entry of entries) {
    number += 1
    const isSealedRight = entry.changes === null || (entry.changesHash !== null && sha256(entry.changes).equals(entry.changesHash))
    if (entry.number !== number || !entry.previous.equals(hash) || !isSealedRight || !hashOf(entry).equals(entry.hash)) return number
    hash = entry.hash
  }
  return null
}
