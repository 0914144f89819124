import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'

const block = 8 * 1024 * 1024

/** All files of a folder, the ones below it too. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path)
    return entry.isFile() ? [path] : []
  })
}

/** Whether a text stands anywhere in a file, as UTF-8 or as UTF-16, whatever its letters' case where it is plain ASCII in lower case. */
function stands(path: string, needles: readonly Buffer[]): boolean {
  const overlap = Math.max(...needles.map((needle) => needle.length)) - 1
  const buffer = Buffer.alloc(block + overlap)
  const file = openSync(path, 'r')
  try {
    for (let kept = 0; ; ) {
      const read = readSync(file, buffer, kept, block, null)
      if (read === 0) return false
      const part = buffer.subarray(0, kept + read)
      if (needles.some((needle) => part.includes(needle))) return true
      kept = Math.min(overlap, part.length)
      part.copy(buffer, 0, part.length - kept)
    }
  } finally {
    closeSync(file)
  }
}

/** The files of a folder in whose bytes a text stands, and how many bytes were searched. */
export function searchBytes(folder: string, text: string): { found: string[]; files: number; bytes: number } {
  const needles = [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(text.toUpperCase())]
  const files = filesIn(folder)
  return { found: files.filter((path) => stands(path, needles)), files: files.length, bytes: files.reduce((sum, path) => sum + statSync(path).size, 0) }
}
