import type { Checkpoint } from './checkpoints'
import type { Fault } from './record'
import { missing, type Verdict } from './verify'

/** How the end of an exported log is to be taken. The checkpoints go on after it was made, so that its end is not theirs. */
export interface ExportEnd {
  fault: Fault | null
  /** It is whole, and nothing said how far it has to go: an honest export ends so, and one that was cut off as well. */
  isOpen: boolean
}

/** The entry to which an export has to go: the one of that number, or the last that was vouched for by that instant; null where it says neither. */
export function lastAsked(upTo: string, checkpoints: readonly Checkpoint[]): number | null {
  if (/^\d+$/.test(upTo)) return Number(upTo)
  return checkpoints.findLast(({ at }) => Date.parse(at) <= Date.parse(upTo))?.number ?? null
}

/** @param upTo the last entry that it has to have; null where nobody said. */
export function endOfExport({ entries, fault, isCut }: Verdict, upTo: number | null): ExportEnd {
  if (fault !== null && !isCut) return { fault, isOpen: false }
  if (upTo !== null) return { fault: entries < upTo ? missing(entries + 1) : null, isOpen: false }
  return isCut && entries > 0 ? { fault: null, isOpen: true } : { fault, isOpen: false }
}
