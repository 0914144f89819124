import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto'

/** A signed statement that the chain ended with a certain entry; each names the one before, so that none can be left out or signed anew. */
export interface Checkpoint {
  /** From 1 on, gapless. */
  sequence: number
  /** The number and the hash of the last entry. */
  number: number
  hash: Buffer
  at: Date
  /** The hashes of all entries since the checkpoint before, the last one's among them. */
  hashes: readonly Buffer[]
  /** SHA-256 of the line of the checkpoint before; 32 zero bytes before the first. */
  previous: Buffer
}

/** Of each entry's hash a checkpoint carries so many bytes, by which a log that was written anew is told apart at the very entry. */
const markBytes = 4

/** Entries that one checkpoint speaks of at most, so that its line stays within 300 KB. */
export const mostEntries = 50_000

export const lineHash = (line: string): Buffer => createHash('sha256').update(line).digest()

/** The public key as it stands in each checkpoint: SPKI, DER, in base64. */
export const publicKeyOf = (key: KeyObject): string => createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')

/**
 * A checkpoint as a line of canonical JSON (RFC 8785: the keys stand here in their order), signed with Ed25519 (RFC 8032)
 * over the same line without its signature. docs/audit-log.md describes it.
 */
export function signedLine(checkpoint: Checkpoint, key: KeyObject): string {
  const marks = Buffer.concat(checkpoint.hashes.map((hash) => hash.subarray(0, markBytes)))
  const head = {
    at: checkpoint.at.toISOString(),
    hash: checkpoint.hash.toString('hex'),
    key: publicKeyOf(key),
    marks: marks.toString('base64'),
    number: checkpoint.number,
    previous: checkpoint.previous.toString('hex'),
    sequence: checkpoint.sequence,
  }
  const signature = sign(null, Buffer.from(JSON.stringify({ ...head, v: 1 })), key).toString('base64')
  return JSON.stringify({ ...head, signature, v: 1 })
}
