import type { LaneItem, LaneItemData } from './lane-item'

/** The part of vis-data's DataSet that a diff needs. */
export interface ItemTarget {
  getIds(): (string | number)[]
  add(items: LaneItemData[]): unknown
  update(items: LaneItemData[]): unknown
  remove(ids: string[]): unknown
}

const addsAFrame = 8
const removalsAFrame = 24

/** The item that is drawn for an id. */
type Drawn = (id: string) => Pick<LaneItem, 'data' | 'place'> | undefined

/**
 * Brings what is drawn towards what is wanted by one frame's share: at most 24 removals and 8 adds, nearest the middle first, so that
 * no frame is late. What changed is updated at once; what only stands elsewhere in its lane is placed without the data set hearing of
 * it, since vis-timeline sorts and redraws everything for each update. Says whether there is more to do.
 */
export function applyDiff(target: ItemTarget, drawn: Drawn, wanted: ReadonlyMap<string, LaneItemData>, middle: number): boolean {
  const present = new Set(target.getIds().map(String))
  const gone = [...present].filter((id) => !wanted.has(id))
  const missing: LaneItemData[] = []
  const changed: LaneItemData[] = []
  for (const item of wanted.values()) {
    if (!present.has(item.id)) missing.push(item)
    else if (isAnother(drawn(item.id)?.data, item)) changed.push(item)
    else drawn(item.id)?.place(item)
  }
  if (gone.length > 0) target.remove(gone.slice(0, removalsAFrame))
  if (changed.length > 0) target.update(changed)
  if (missing.length > 0) target.add(nearest(missing, middle).slice(0, addsAFrame))
  return gone.length > removalsAFrame || missing.length > addsAFrame
}

const isAnother = (drawn: LaneItemData | undefined, wanted: LaneItemData): boolean =>
  drawn === undefined || drawn.mark.version !== wanted.mark.version || drawn.group !== wanted.group

const nearest = (items: LaneItemData[], middle: number) =>
  items.sort((a, b) => Math.abs(a.start.getTime() - middle) - Math.abs(b.start.getTime() - middle))
