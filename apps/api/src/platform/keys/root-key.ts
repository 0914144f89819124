import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readOrMake } from './read-or-make'
import { seal, unseal } from './sealed'

/** The root key cannot be had; the message says what to do. */
export class RootKeyError extends Error {}

/** A root key: it wraps data keys. */
export interface Root {
  id: string
  /** 32 bytes. */
  bytes: Buffer
}

/** Where the root keys stand: the present one first, and beside it, while a renewal is under way, the one before. */
export interface RootFile {
  /** @throws {RootKeyError} */
  read(): Promise<Root[]>
  /** Puts these in the place of those that were there, whose bytes are overwritten. */
  write(roots: readonly Root[]): Promise<void>
}

const nil = '00000000-0000-0000-0000-000000000000'
/** The id of a root that was made before roots were renewed: its file held no id. */
const firstRoot = '00000000-0000-0000-0000-000000000001'
const place = (record: string) => ({ kind: 'root-key', field: 'bytes', record })

async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder)
  await directory.sync().finally(() => directory.close())
}

/** Overwrites a file's bytes before it is removed, so that they do not lie about on the disk. */
async function shred(path: string): Promise<void> {
  const size = await stat(path).then((file) => file.size, () => null)
  if (size === null) return
  const file = await open(path, 'r+')
  await file.write(randomBytes(size), 0, size, 0)
  await file.sync().finally(() => file.close())
  await rm(path)
}

// A line a root: its id and its sealed bytes; the first version of this file was the sealed bytes alone.
function rootsOf(wrapping: Root, text: string): Root[] {
  return text.trim().split('\n').map((line) => {
    const [id = '', sealed] = line.split(' ')
    if (sealed === undefined) return { id: firstRoot, bytes: unseal(wrapping, place('root'), Buffer.from(id, 'base64')) }
    return { id, bytes: unseal(wrapping, place(id), Buffer.from(sealed, 'base64')) }
  })
}

const textOf = (wrapping: Root, roots: readonly Root[]): string =>
  roots.map(({ id, bytes }) => `${id} ${seal(wrapping, place(id), bytes).toString('base64')}\n`).join('')

/** A root key that never was. */
export const newRoot = (): Root => ({ id: randomUUID(), bytes: randomBytes(32) })

/**
 * Opens the root keys, which stand wrapped in `<folder>/root-key`, outside of Postgres; the key that unwraps them comes from the
 * environment, or from `<folder>/key-encryption-key` (mode 0600). Both are made at the first start.
 * @throws {RootKeyError}
 */
export async function openRootFile(folder: string, encryptionKey: string | undefined): Promise<RootFile & { made: boolean }> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const kek = encryptionKey ?? (await readOrMake(join(folder, 'key-encryption-key'), () => randomBytes(32).toString('base64'))).text
  const wrapping = { id: nil, bytes: Buffer.from(kek, 'base64') }
  if (wrapping.bytes.length !== 32) throw new RootKeyError(`${join(folder, 'key-encryption-key')} does not hold 32 bytes in base64; put back the one of your backup`)
  const path = join(folder, 'root-key')
  const { made } = await readOrMake(path, () => textOf(wrapping, [newRoot()]))
  const old = `${path}.old`
  return {
    made,
    async read() {
      try {
        return rootsOf(wrapping, await readFile(path, 'utf8'))
      } catch {
        throw new RootKeyError(`${path} does not open with this key-encryption key; put back the pair of your backup`)
      }
    },
    async write(roots) {
      const part = `${path}.part`
      const file = await open(part, 'w', 0o600)
      await file.writeFile(textOf(wrapping, roots))
      await file.sync().finally(() => file.close())
      await shred(old)
      await link(path, old)
      await rename(part, path)
      await syncFolder(folder)
      await shred(old)
      await syncFolder(folder)
    },
  }
}
