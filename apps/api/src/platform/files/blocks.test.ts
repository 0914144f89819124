import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { blockSize, DamagedFile, openBlocks, sealBlocks } from './blocks'

const key = randomBytes(32)

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function gather(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const sealed = (plain: Buffer) => gather(sealBlocks(key, pieces(plain, 10_000)))
const opened = (bytes: Buffer) => gather(openBlocks(key, pieces(bytes, 7_777)))

test.each([0, 1, blockSize - 1, blockSize, blockSize + 1, 3 * blockSize, 5 * blockSize + 17])('%i bytes come back as they were', async (length) => {
  const plain = randomBytes(length)
  // Buffer's own comparison: the test library's takes seconds for so many bytes.
  expect(plain.equals(await opened(await sealed(plain)))).toBe(true)
})

test('what was altered, cut off or moved does not open', async () => {
  const plain = randomBytes(3 * blockSize)
  const file = await sealed(plain)
  const block = blockSize + 16
  const altered = Buffer.from(file)
  altered[block + 5] = (altered[block + 5] ?? 0) ^ 1
  const swapped = Buffer.concat([file.subarray(block, 2 * block), file.subarray(0, block), file.subarray(2 * block)])

  for (const wrong of [altered, swapped, file.subarray(0, 2 * block), file.subarray(0, -1), Buffer.concat([file, file])]) {
    await expect(opened(wrong)).rejects.toBeInstanceOf(DamagedFile)
  }
})
