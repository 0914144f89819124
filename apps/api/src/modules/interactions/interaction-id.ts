import { randomBytes } from 'node:crypto'
import type { ClientId, InteractionId } from '@brokersync/schema/ids'

/** What an interaction's id says by itself, so that a look-up needs no index and a replay lands where it was. */
export interface InteractionIdParts {
  clientId: ClientId
  occurredAt: Date
  /** 8 bytes that tell apart what happened in one millisecond. */
  hash: Buffer
}

const hashBytes = 8
const length = 16 + 6 + hashBytes
// Instants before 1970 are negative; the offset makes six unsigned bytes of any instant within 4,400 years of it.
const offset = 2 ** 47

/** A hash for what has no natural key: every recording of it is another one. */
export const randomHash = (): Buffer => randomBytes(hashBytes)

/** The id as base64url of client (16 bytes), milliseconds (6, big-endian) and hash (8): 40 characters. */
export function encodeInteractionId({ clientId, occurredAt, hash }: InteractionIdParts): InteractionId {
  const bytes = Buffer.alloc(length)
  bytes.write(clientId.replaceAll('-', ''), 0, 'hex')
  bytes.writeUIntBE(occurredAt.getTime() + offset, 16, 6)
  hash.copy(bytes, 22, 0, hashBytes)
  return bytes.toString('base64url') as InteractionId
}

/** The parts of an id, or null for what cannot be one. */
export function decodeInteractionId(id: string): InteractionIdParts | null {
  if (!/^[\w-]{40}$/.test(id)) return null
  const bytes = Buffer.from(id, 'base64url')
  const hex = bytes.toString('hex', 0, 16)
  const clientId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as ClientId
  return { clientId, occurredAt: new Date(bytes.readUIntBE(16, 6) - offset), hash: bytes.subarray(22) }
}
