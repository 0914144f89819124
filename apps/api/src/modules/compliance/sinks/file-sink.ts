import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { CheckpointSink } from './checkpoint-sink'

const tailBytes = 1_000_000

/** The end of a file, of which the last line is looked at. */
async function tailOf(path: string): Promise<string> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (file === null) return ''
  try {
    const { size } = await file.stat()
    const length = Math.min(size, tailBytes)
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.toString()
  } finally {
    await file.close()
  }
}

function lastSequence(tail: string): number {
  for (const line of tail.split('\n').reverse()) {
    try {
      const { sequence } = JSON.parse(line) as { sequence?: unknown }
      if (typeof sequence === 'number') return sequence
    } catch {
      // A line whose writing was cut off says nothing; the one before it does.
    }
  }
  return 0
}

async function openToAppend(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true })
  return open(path, 'a', 0o644)
}

/** Appends to a file, which may be on another disk, on a share, or append-only: what stands in it is never touched. */
export function fileSink(path: string): CheckpointSink {
  return {
    name: 'file',
    async deliver(lines) {
      const tail = await tailOf(path)
      const known = lastSequence(tail)
      const fresh = lines.filter(({ sequence }) => sequence > known)
      if (fresh.length === 0) return
      const broken = tail !== '' && !tail.endsWith('\n')
      const file = await openToAppend(path)
      try {
        await file.writeFile(`${broken ? '\n' : ''}${fresh.map(({ line }) => `${line}\n`).join('')}`)
        await file.sync()
      } finally {
        await file.close()
      }
    },
  }
}

