import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../errors/domain-error'
import type { KeyOwner, Keys } from '../keys/keys'
import { DamagedFile, openBlocks, sealBlocks } from './blocks'

/** Files in one folder, each encrypted with a key of its own that is sealed under its owner's key: with that one it dies. */
export interface EncryptedFiles {
  /**
   * Writes a stream of any length, never holding more of it than some blocks. The file is there whole when this resolves, and not at all otherwise.
   * @throws {DomainError} PAYLOAD_TOO_LARGE past `limit` bytes, or what the source throws.
   */
  write(name: string, owner: KeyOwner, source: AsyncIterable<Buffer>, limit?: number): Promise<void>
  /** The plaintext, as it is read. @throws {DamagedFile} where the file was altered or its key destroyed. */
  read(name: string): AsyncGenerator<Buffer>
  /** Whether there is such a file, whatever it holds. */
  has(name: string): Promise<boolean>
  /** Removes a file; one that is not there is no fault. */
  remove(name: string): Promise<void>
  /** The names of the files that are older than some milliseconds, half-written ones among them. */
  olderThan(age: number): Promise<string[]>
}

const version = 1
const headSize = 3
const unfinished = '.part'

async function* within(source: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let length = 0
  for await (const chunk of source) {
    length += chunk.length
    if (length > limit) throw new DomainError('PAYLOAD_TOO_LARGE', `A file may have ${limit} bytes at most`)
    yield chunk
  }
}

// Version, length of the sealed key, sealed key; then the blocks.
function headOf(sealedKey: Buffer): Buffer {
  const head = Buffer.alloc(headSize)
  head[0] = version
  head.writeUInt16BE(sealedKey.length, 1)
  return Buffer.concat([head, sealedKey])
}

async function readHead(file: FileHandle): Promise<{ sealedKey: Buffer; size: number }> {
  const head = Buffer.alloc(headSize)
  await file.read(head, 0, headSize, 0)
  if (head[0] !== version) throw new DamagedFile('An encrypted file of an unknown version')
  const sealedKey = Buffer.alloc(head.readUInt16BE(1))
  await file.read(sealedKey, 0, sealedKey.length, headSize)
  return { sealedKey, size: headSize + sealedKey.length }
}

const placeOf = (name: string) => ({ kind: 'file', field: 'key', record: name })

async function writeAll(path: string, head: Buffer, blocks: AsyncIterable<Buffer>): Promise<void> {
  // What a killed process left half-written is written anew.
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(head)
    for await (const block of blocks) await file.writeFile(block)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** @param folder is made where it is missing. */
export function openEncryptedFiles(folder: string, keys: Keys): EncryptedFiles {
  const pathOf = (name: string) => join(folder, name)
  return {
    async write(name, owner, source, limit = Infinity) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const key = randomBytes(32)
      const sealer = await keys.sealerFor([owner])
      const part = `${pathOf(name)}${unfinished}`
      try {
        await writeAll(part, headOf(sealer.seal(owner, placeOf(name), key.toString('base64'))), sealBlocks(key, within(source, limit)))
        await rename(part, pathOf(name))
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
      const directory = await open(folder)
      await directory.sync().finally(() => directory.close())
    },
    async *read(name) {
      const file = await open(pathOf(name))
      const { sealedKey, size } = await readHead(file).finally(() => file.close())
      const [key] = await keys.open([{ value: sealedKey, place: placeOf(name) }])
      if (typeof key !== 'string') throw new DamagedFile('The key of an encrypted file was destroyed')
      yield* openBlocks(Buffer.from(key, 'base64'), createReadStream(pathOf(name), { start: size, highWaterMark: 256 * 1024 }))
    },
    has: (name) => access(pathOf(name)).then(() => true, () => false),
    remove: (name) => rm(pathOf(name), { force: true }),
    async olderThan(age) {
      const names = await readdir(folder).catch(() => [])
      const dated = await Promise.all(names.map(async (name) => ({ name, changed: await stat(pathOf(name)).then((file) => file.mtimeMs, () => Infinity) })))
      return dated.filter(({ changed }) => Date.now() - changed > age).map(({ name }) => name)
    },
  }
}
