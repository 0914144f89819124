import { createCipheriv, createDecipheriv } from 'node:crypto'

/** How much plaintext one block holds; the last one of a file may hold less, but none. */
export const blockSize = 64 * 1024
const tagSize = 16
const sealedSize = blockSize + tagSize

/** A file was altered, cut short, or is not ours. */
export class DamagedFile extends Error {}

// Eleven bytes of counter and one that marks the last block (the STREAM construction, as in the payload of age-encryption.org/v1):
// blocks that were swapped, left out or cut off at the end do not open. A key serves one file, so that no nonce comes twice.
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(index, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

function sealBlock(key: Buffer, index: number, isLast: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, isLast))
  const body = cipher.update(plain)
  cipher.final()
  return Buffer.concat([body, cipher.getAuthTag()])
}

function openBlock(key: Buffer, index: number, isLast: boolean, sealed: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, isLast), { authTagLength: tagSize })
    decipher.setAuthTag(sealed.subarray(-tagSize))
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagSize)), decipher.final()])
  } catch (error) {
    throw new DamagedFile('An encrypted file does not open', { cause: error })
  }
}

/** Cuts a stream into pieces of one size; the last one, which may be shorter, is marked. */
async function* cut(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ piece: Buffer; isLast: boolean }> {
  let parts: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    parts.push(chunk)
    length += chunk.length
    if (length <= size) continue
    let whole = Buffer.concat(parts, length)
    // One byte more must be there: only the stream's end tells which piece is the last.
    for (; whole.length > size; whole = whole.subarray(size)) yield { piece: whole.subarray(0, size), isLast: false }
    parts = [whole]
    length = whole.length
  }
  yield { piece: Buffer.concat(parts, length), isLast: true }
}

/** Encrypts a stream with a key of its own: AES-256-GCM (NIST SP 800-38D) in blocks of 64 KiB of plaintext, each followed by its tag. */
export async function* sealBlocks(key: Buffer, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let index = 0
  for await (const { piece, isLast } of cut(source, blockSize)) yield sealBlock(key, index++, isLast, piece)
}

/** The plaintext of {@link sealBlocks}. @throws {DamagedFile} before any byte that was altered is given. */
export async function* openBlocks(key: Buffer, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let index = 0
  for await (const { piece, isLast } of cut(source, sealedSize)) yield openBlock(key, index++, isLast, piece)
}
