import type { Lane, LaneId } from './lanes'

/** Where a lane stands in the pane, in CSS pixels. */
export interface LaneBox {
  id: LaneId
  top: number
  height: number
  rows: number
}

/** The height of one row of items. */
export const rowHeight = 28
const padding = 4
/** The height of a folded lane: a strip of bars. */
export const foldedHeight = 20

/** What the reader did to the lanes. */
export interface Folding {
  /** Shown as a strip of bars, with no rows. */
  folded: ReadonlySet<LaneId>
  /** The lane that has all the height that the others can spare. */
  opened: LaneId | null
}

const asTheyAre: Folding = { folded: new Set(), opened: null }

/** Shares the height of the pane between its lanes: least rows first, wanted rows next, what is left equally. */
export function layOut(shown: readonly Lane[], height: number, { folded, opened }: Folding = asTheyAre): LaneBox[] {
  const isFolded = (lane: Lane) => folded.has(lane.id) && lane.id !== opened
  const wanted = (lane: Lane) => (isFolded(lane) ? 0 : opened === null ? lane.wantedRows : lane.id === opened ? Infinity : lane.leastRows)
  const rows = shown.map((lane) => (isFolded(lane) ? 0 : lane.leastRows))
  const heightOf = (count: number) => (count === 0 ? foldedHeight : count * rowHeight + padding)
  const used = () => rows.reduce((sum, count) => sum + heightOf(count), 0)
  for (let grew = true; grew; ) {
    grew = false
    shown.forEach((lane, index) => {
      const current = rows[index] ?? 0
      if (current >= wanted(lane) || used() + rowHeight > height) return
      rows[index] = current + 1
      grew = true
    })
  }
  const free = Math.max(0, height - used())
  const growing = shown.filter((lane) => !isFolded(lane))
  const spare = Math.floor(free / Math.max(1, growing.length))
  let top = 0
  return shown.map((lane, index) => {
    // What does not divide goes to the first lane that is open, so that the last one ends where the pane does.
    const rest = lane === growing[0] ? free - spare * growing.length : 0
    const laneHeight = isFolded(lane) ? foldedHeight : heightOf(rows[index] ?? 1) + spare + rest
    const box = { id: lane.id, top, height: laneHeight, rows: isFolded(lane) ? 0 : Math.floor((laneHeight - padding) / rowHeight) }
    top += laneHeight
    return box
  })
}

/** The top of a row inside its lane, with the rows centred in the height. */
export const rowTop = (box: LaneBox, row: number): number => Math.round((box.height - box.rows * rowHeight) / 2) + row * rowHeight
