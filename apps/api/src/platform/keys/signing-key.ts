import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readOrMake } from './read-or-make'

/** The key that signs checkpoints cannot be had; the message says what to do. */
export class SigningKeyError extends Error {}

/** What PKCS #8 puts before the 32 bytes of an Ed25519 key (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

const newKey = (): string => generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

/**
 * The Ed25519 key that signs the audit's checkpoints. It never stands in Postgres: whoever rewrites the log there cannot sign it.
 * @param given 32 bytes in base64, from the environment; where left out, `<folder>/audit-signing-key` (mode 0600), made at the first start.
 * @throws {SigningKeyError}
 */
export async function loadSigningKey(folder: string, given: string | undefined): Promise<KeyObject> {
  if (given !== undefined) return createPrivateKey({ key: Buffer.concat([pkcs8, Buffer.from(given, 'base64')]), format: 'der', type: 'pkcs8' })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'audit-signing-key')
  try {
    const key = createPrivateKey((await readOrMake(path, newKey)).text)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error
  }
  throw new SigningKeyError(`${path} does not hold an Ed25519 key; put back the one of your backup`)
}
