/** What has to be placed: where it begins, in pixels, and how much room its drawing takes. */
export interface Placeable {
  id: string
  x: number
  /** Pixels that it covers without its label. */
  width: number
  /** Pixels that it covers with its label. */
  labelled: number
  /** Takes its room before all others, that of its label included. */
  first?: boolean
  /** Lasts through most of the window: only half of the rows are given to such, so that the others find room. */
  long?: boolean
  /** Where it may stand as its end mark alone, if there is no room for the whole; its label then stands outside. */
  compact?: { x: number; width: number; labelled: number }
}

export interface Placing {
  row: Map<string, number>
  /** Those that stand as their end mark alone. */
  compact: Set<string>
  /** An item that found no free place → the item on whose pile it stands. */
  pile: Map<string, string>
}

interface Taken {
  from: number
  to: number
  id: string
}

const gap = 4

/**
 * Gives each item a row: the one it had, where that is still free; else the first that holds it with its label; else any that holds its
 * mark; else its end mark alone; else a pile. Never two marks on one spot, and never a mark that is silently left out.
 */
export function placeInRows(items: readonly Placeable[], rows: number, before: ReadonlyMap<string, number>): Placing {
  const placing: Placing = { row: new Map(), compact: new Set(), pile: new Map() }
  const marks: Taken[][] = Array.from({ length: rows }, () => [])
  const labelEnds = new Array<number>(rows).fill(-Infinity)
  const crowded: Placeable[] = []
  let long = 0
  for (const item of [...items].sort((a, b) => Number(b.first ?? false) - Number(a.first ?? false) || a.x - b.x || (a.id < b.id ? -1 : 1))) {
    const isTooMany = item.long === true && long >= Math.max(1, Math.floor(rows / 2))
    const chosen = isTooMany ? -1 : chooseRow(item, before.get(item.id), marks, labelEnds)
    if (item.long && chosen !== -1) long += 1
    if (chosen === -1) {
      crowded.push(item)
      continue
    }
    placing.row.set(item.id, chosen)
    marks[chosen]?.push({ from: item.x, to: item.x + item.width, id: item.id })
    if (!item.first) labelEnds[chosen] = Math.max(labelEnds[chosen] ?? 0, item.x + item.labelled + gap)
  }
  for (const item of crowded) placeCrowded(item, marks, placing)
  return placing
}

const isFree = (taken: readonly Taken[] | undefined, from: number, to: number) =>
  taken?.every((other) => other.to <= from || other.from >= to) ?? false

function chooseRow(item: Placeable, held: number | undefined, marks: readonly Taken[][], labelEnds: readonly number[]): number {
  const holds = (row: number) => isFree(marks[row], item.x, item.x + item.width)
  if (held !== undefined && holds(held)) return held
  const roomy = labelEnds.findIndex((end, row) => end <= item.x && holds(row))
  return roomy === -1 ? marks.findIndex((_, row) => holds(row)) : roomy
}

function placeCrowded(item: Placeable, marks: readonly Taken[][], placing: Placing): void {
  const small = item.compact
  const row = small ? marks.findIndex((taken) => isFree(taken, small.x, small.x + small.width)) : -1
  if (small && row !== -1) {
    placing.row.set(item.id, row)
    placing.compact.add(item.id)
    marks[row]?.push({ from: small.x, to: small.x + small.width, id: item.id })
    return
  }
  const leader = nearest(marks, small ? small.x + small.width : item.x)
  if (leader !== undefined) placing.pile.set(item.id, leader)
}

/** The placed item whose end lies nearest; the last row's where several do, since piles are looked for there. */
function nearest(marks: readonly Taken[][], x: number): string | undefined {
  let best: Taken | undefined
  for (const taken of marks.flat()) if (!best || Math.abs(taken.to - x) <= Math.abs(best.to - x)) best = taken
  return best?.id
}

/** Which labels fit before the next mark in their row, in pixels; the last of a row always does. */
export function fittingLabels(items: readonly Placeable[], { row, compact }: Pick<Placing, 'row' | 'compact'>): Set<string> {
  const drawn = items.map((item) => {
    const small = compact.has(item.id) ? item.compact : undefined
    return small ? { id: item.id, x: small.x, end: small.x + small.labelled } : { id: item.id, x: item.x, end: item.x + item.labelled }
  })
  const fits = new Set<string>()
  const nextStart = new Map<number, number>()
  for (const item of drawn.sort((a, b) => b.x - a.x)) {
    const own = row.get(item.id)
    if (own === undefined) continue
    if (item.end <= (nextStart.get(own) ?? Infinity)) fits.add(item.id)
    nextStart.set(own, item.x - gap)
  }
  return fits
}
