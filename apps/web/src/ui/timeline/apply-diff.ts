import type { LaneItemData } from './lane-item'

/** The part of vis-data's DataSet that a diff needs. */
export interface ItemTarget {
  getIds(): (string | number)[]
  get(id: string): LaneItemData | null
  add(items: LaneItemData[]): unknown
  update(items: LaneItemData[]): unknown
  remove(ids: string[]): unknown
}

const addsAFrame = 16
const removalsAFrame = 48

/**
 * Brings what is drawn towards what is wanted by one frame's share: at most 48 removals and 16 adds, nearest the middle first, so that
 * no frame is late. What merely changed is updated at once. Says whether there is more to do.
 */
export function applyDiff(target: ItemTarget, wanted: ReadonlyMap<string, LaneItemData>, middle: number): boolean {
  const drawn = new Set(target.getIds().map(String))
  const gone = [...drawn].filter((id) => !wanted.has(id))
  const missing: LaneItemData[] = []
  const changed: LaneItemData[] = []
  for (const item of wanted.values()) {
    if (!drawn.has(item.id)) missing.push(item)
    else if (differs(target.get(item.id), item)) changed.push(item)
  }
  if (gone.length > 0) target.remove(gone.slice(0, removalsAFrame))
  if (changed.length > 0) target.update(changed)
  if (missing.length > 0) target.add(nearest(missing, middle).slice(0, addsAFrame))
  return gone.length > removalsAFrame || missing.length > addsAFrame
}

function differs(drawn: LaneItemData | null, wanted: LaneItemData): boolean {
  if (drawn === null) return true
  return drawn.mark.version !== wanted.mark.version || drawn.top !== wanted.top || drawn.compact !== wanted.compact || drawn.group !== wanted.group
}

const nearest = (items: LaneItemData[], middle: number) =>
  items.sort((a, b) => Math.abs(a.start.getTime() - middle) - Math.abs(b.start.getTime() - middle))
