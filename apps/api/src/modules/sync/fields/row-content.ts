import { createHash } from 'node:crypto'
import type { Texts } from '../reading/columns'

/** SHA-256 of some parts, each told from the next. */
export const hashOf = (...parts: readonly unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest()

/** What a row says, whatever the order of its file's columns. */
export const contentOf = (texts: Texts): Buffer => hashOf([...texts].map(([field, given]) => [field, given.join(' ')]).sort(([one = ''], [other = '']) => (one < other ? -1 : 1)))

/** Counts equal rows, so that two of them in one file are two events. It holds a number for each different row. */
export class Ordinals {
  private readonly counts = new Map<number, number>()

  next(content: Buffer): number {
    const key = content.readUIntBE(0, 6)
    const ordinal = (this.counts.get(key) ?? 0) + 1
    this.counts.set(key, ordinal)
    return ordinal
  }
}
