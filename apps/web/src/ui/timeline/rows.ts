/** What has to be placed: where it begins, in pixels, and how much room its drawing takes. */
export interface Placeable {
  id: string
  x: number
  /** Pixels that it covers without its label. */
  width: number
  /** Pixels that it covers with its label. */
  labelled: number
}

export interface Placing {
  row: Map<string, number>
  /** An item that found no free row → the item on whose pile it stands. */
  pile: Map<string, string>
}

const gap = 4
/** Least distance between two marks in one row before the later one joins the earlier one's pile. */
const leastStep = 12

/**
 * Gives each item a row: the one it had, where that is still free; else the first that holds it with its label; else the one where
 * its mark is least crowded; else a pile. Never two marks on one spot, and never a mark that is silently left out.
 */
export function placeInRows(items: readonly Placeable[], rows: number, before: ReadonlyMap<string, number>): Placing {
  const row = new Map<string, number>()
  const pile = new Map<string, string>()
  const labelEnd = new Array<number>(rows).fill(-Infinity)
  const markEnd = new Array<number>(rows).fill(-Infinity)
  const lastX = new Array<number>(rows).fill(-Infinity)
  const last = new Array<string>(rows)

  for (const item of [...items].sort((a, b) => a.x - b.x || (a.id < b.id ? -1 : 1))) {
    const chosen = chooseRow(item, before.get(item.id), labelEnd, markEnd)
    const leader = last[chosen]
    const crowded = item.x < (markEnd[chosen] ?? 0) && item.x - (lastX[chosen] ?? 0) < leastStep
    if (crowded && leader !== undefined) {
      pile.set(item.id, leader)
      continue
    }
    row.set(item.id, chosen)
    labelEnd[chosen] = Math.max(item.x + item.labelled + gap, labelEnd[chosen] ?? 0)
    markEnd[chosen] = Math.max(item.x + item.width + 1, markEnd[chosen] ?? 0)
    lastX[chosen] = item.x
    last[chosen] = item.id
  }
  return { row, pile }
}

function chooseRow(item: Placeable, held: number | undefined, labelEnd: readonly number[], markEnd: readonly number[]): number {
  const free = (ends: readonly number[], row: number) => (ends[row] ?? Infinity) <= item.x
  if (held !== undefined && free(markEnd, held)) return held
  const roomy = labelEnd.findIndex((_, row) => free(labelEnd, row))
  if (roomy !== -1) return roomy
  return markEnd.indexOf(Math.min(...markEnd))
}

/** Which labels fit before the next mark in their row, in pixels; the last of a row always does. */
export function fittingLabels(items: readonly Placeable[], row: ReadonlyMap<string, number>): Set<string> {
  const fits = new Set<string>()
  const nextStart = new Map<number, number>()
  for (const item of [...items].sort((a, b) => b.x - a.x)) {
    const own = row.get(item.id)
    if (own === undefined) continue
    if (item.x + item.labelled <= (nextStart.get(own) ?? Infinity)) fits.add(item.id)
    nextStart.set(own, item.x - gap)
  }
  return fits
}
