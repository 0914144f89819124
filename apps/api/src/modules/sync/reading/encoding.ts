import iconv from 'iconv-lite'
import { ImportFault } from './import-fault'

const boms: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]
const zip = [0x50, 0x4b, 3, 4]
const sampleSize = 64 * 1024

const startsWith = (bytes: Buffer, start: readonly number[]) => start.every((byte, index) => bytes[index] === byte)

/** Whether we can decode what goes by this name (IANA's, and the usual aliases). */
export const isEncoding = (name: string): boolean => iconv.encodingExists(name)

// Text of most languages in UTF-16 has a zero in every other byte of its commas, digits and line ends.
function utf16Of(sample: Buffer): string | null {
  let even = 0
  let odd = 0
  for (let index = 0; index < sample.length; index += 1) {
    if (sample[index] !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  if (even + odd < sample.length / 20) return null
  if (odd > even * 10) return 'utf-16le'
  return even > odd * 10 ? 'utf-16be' : null
}

function fromFirstBytes(first: Buffer): string | null {
  if (startsWith(first, zip)) throw new ImportFault('This is a workbook or another zipped file, not CSV; save it as CSV and send that')
  const marked = boms.find(([, bom]) => startsWith(first, bom))?.[0]
  return marked ?? utf16Of(first.subarray(0, sampleSize))
}

/**
 * The encoding of a file: by its byte order mark, else UTF-16 by its zeros, else UTF-8 where all of it is valid,
 * else windows-1252, which is Latin-1 and more.
 */
export async function findEncoding(bytes: AsyncIterable<Buffer>): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  try {
    for await (const chunk of bytes) {
      const found = isFirst ? fromFirstBytes(chunk) : null
      if (found !== null) return found
      isFirst = false
      decoder.decode(chunk, { stream: true })
    }
    decoder.decode()
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252'
    throw error
  }
}
