import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seal, unseal } from './sealed'

/** The root key cannot be had; the message says what to do. */
export class RootKeyError extends Error {}

const nil = '00000000-0000-0000-0000-000000000000'
const place = { kind: 'root-key', field: 'bytes', record: 'root' }

// Whoever is first makes the file; whoever comes second reads it.
async function readOrMake(path: string, content: () => string): Promise<{ text: string; made: boolean }> {
  try {
    const file = await open(path, 'wx', 0o600)
    const text = content()
    await file.writeFile(text)
    await file.sync()
    await file.close()
    return { text, made: true }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return { text: await readFile(path, 'utf8'), made: false }
  }
}

/**
 * The root key, which wraps all data keys. It stands wrapped in `<folder>/root-key`, outside of Postgres; the key that
 * unwraps it comes from the environment, or from `<folder>/key-encryption-key` (mode 0600), made at the first start.
 * @throws {RootKeyError}
 */
export async function loadRootKey(folder: string, encryptionKey: string | undefined): Promise<{ bytes: Buffer; made: boolean }> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const kek = encryptionKey ?? (await readOrMake(join(folder, 'key-encryption-key'), () => randomBytes(32).toString('base64'))).text
  const bytes = Buffer.from(kek, 'base64')
  if (bytes.length !== 32) throw new RootKeyError(`${join(folder, 'key-encryption-key')} does not hold 32 bytes in base64; put back the one of your backup`)
  const wrapping = { id: nil, bytes }
  const { text, made } = await readOrMake(join(folder, 'root-key'), () => seal(wrapping, place, randomBytes(32)).toString('base64'))
  try {
    return { bytes: unseal(wrapping, place, Buffer.from(text, 'base64')), made }
  } catch {
    throw new RootKeyError(`${join(folder, 'root-key')} does not open with this key-encryption key; put back the pair of your backup`)
  }
}
