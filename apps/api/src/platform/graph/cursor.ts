import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { badInput } from '../errors/domain-error'

/** Opaque cursors: the keys of a page's last row, sealed, since they may be a name, and addresses end up in logs. */
export interface Cursors {
  encode(list: string, keys: readonly (string | number | null)[]): string
  /** @param path the argument that held it. @throws {DomainError} BAD_USER_INPUT for a cursor that is not this list's. */
  decode(list: string, cursor: string, path?: string): (string | number | null)[]
}

/** @param key 32 bytes. */
export function createCursors(key: Buffer): Cursors {
  return {
    encode(list, keys) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(list))
      const body = Buffer.concat([cipher.update(JSON.stringify(keys)), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    decode(list, cursor, path = 'after') {
      try {
        const bytes = Buffer.from(cursor, 'base64url')
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(list))
        decipher.setAuthTag(bytes.subarray(12, 28))
        return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()) as (string | number | null)[]
      } catch {
        throw badInput([{ path, message: 'is not a cursor of this list' }])
      }
    },
  }
}

/** How many rows were asked for. @throws {DomainError} BAD_USER_INPUT outside of 1 to 500. */
export function pageSize(first: number, path = 'first'): number {
  if (first < 1 || first > 500) throw badInput([{ path, message: 'must be from 1 to 500' }])
  return first
}
