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

/** Shares the height of the pane between its lanes: least rows first, wanted rows next, what is left equally. */
export function layOut(shown: readonly Lane[], height: number): LaneBox[] {
  const rows = shown.map((lane) => lane.leastRows)
  const used = () => rows.reduce((sum, count) => sum + count * rowHeight + padding, 0)
  for (let grew = true; grew; ) {
    grew = false
    shown.forEach((lane, index) => {
      const current = rows[index] ?? 0
      if (current >= lane.wantedRows || used() + rowHeight > height) return
      rows[index] = current + 1
      grew = true
    })
  }
  const free = Math.max(0, height - used())
  const spare = Math.floor(free / Math.max(1, shown.length))
  let top = 0
  return shown.map((lane, index) => {
    // What does not divide goes to the first lane, so that the last one ends where the pane does.
    const rest = index === 0 ? free - spare * shown.length : 0
    const laneHeight = (rows[index] ?? 1) * rowHeight + padding + spare + rest
    const box = { id: lane.id, top, height: laneHeight, rows: Math.floor((laneHeight - padding) / rowHeight) }
    top += laneHeight
    return box
  })
}

/** The top of a row inside its lane, with the rows centred in the height. */
export const rowTop = (box: LaneBox, row: number): number => Math.round((box.height - box.rows * rowHeight) / 2) + row * rowHeight
