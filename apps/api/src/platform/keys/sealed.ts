import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * What a sealed value is bound to: logical names that no migration changes. A value moved to another record,
 * field or kind of record does not open.
 */
export interface Place {
  kind: string
  field: string
  record: string
}

const version = 1
const nonceBytes = 12
const tagBytes = 16
const idBytes = 16
const head = 1 + idBytes + nonceBytes

const uuidBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')

/** The id of the key that a sealed value needs. */
export function keyIdOf(sealed: Buffer): string {
  const hex = sealed.subarray(1, 1 + idBytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const associated = (place: Place, keyId: string) => Buffer.from(JSON.stringify([place.kind, place.field, place.record, keyId]))

/** AES-256-GCM (NIST SP 800-38D) with a random nonce: version, key id, nonce, ciphertext, tag. */
export function seal(key: { id: string; bytes: Buffer }, place: Place, plaintext: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(associated(place, key.id))
  const body = cipher.update(plaintext)
  cipher.final()
  return Buffer.concat([Buffer.of(version), uuidBytes(key.id), nonce, body, cipher.getAuthTag()])
}

/** @throws when the value was altered, or stands at another place than it was sealed for. */
export function unseal(key: { id: string; bytes: Buffer }, place: Place, sealed: Buffer): Buffer {
  if (sealed[0] !== version) throw new Error('A sealed value of an unknown version')
  const nonce = sealed.subarray(1 + idBytes, head)
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: tagBytes }).setAAD(associated(place, key.id))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(head, -tagBytes)), decipher.final()])
}
