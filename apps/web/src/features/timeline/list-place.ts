import type { Row } from './day-rows'

/** The rows of the list with the heights that they are drawn in, in CSS pixels. */
export interface ListRows {
  rows: readonly Row[]
  /** Of an entry; a day's heading has its own. */
  rowHeight: number
}

const dayHeight = 24

export const heightOf = (row: Row | undefined, rowHeight: number): number => (row?.kind === 'day' ? dayHeight : rowHeight)

/** What of the list is in view. */
interface View {
  top: number
  height: number
  /** The entry that is to stay where it is before all others: under the pointer, focused or selected. */
  heldId: string | null
}

/** How far the list has to be scrolled for what is in view to stay where it stands when the rows change; the beginning where none of it is left. */
export function keptTop(before: ListRows, after: ListRows, { top, height, heldId }: View): number {
  const inView = entriesAt(before).filter(({ start, end }) => end > top && start < top + height)
  const now = new Map(entriesAt(after).map(({ id, start }) => [id, start]))
  const held = inView.filter(({ id }) => id === heldId)
  const kept = [...held, ...inView].find(({ id }) => now.has(id))
  return kept === undefined ? 0 : top + (now.get(kept.id) ?? 0) - kept.start
}

/** The ids of the entries that are listed now and were not before. */
export function addedIn(before: ListRows, after: ListRows): string[] {
  const known = new Set(before.rows.map(({ key }) => key))
  return after.rows.flatMap(({ kind, key }) => (kind === 'entry' && !known.has(key) ? [key] : []))
}

/** Those of these entries that are not whole in view, but above it; the same set where all are. */
export function stillAbove(ids: ReadonlySet<string>, list: ListRows, top: number): ReadonlySet<string> {
  const above = new Set(entriesAt(list).flatMap(({ id, start }) => (start < top && ids.has(id) ? [id] : [])))
  return above.size === ids.size ? ids : above
}

/** Where each entry stands in the list. */
function entriesAt({ rows, rowHeight }: ListRows): { id: string; start: number; end: number }[] {
  let end = 0
  return rows.flatMap((row) => {
    const start = end
    end += heightOf(row, rowHeight)
    return row.kind === 'entry' ? [{ id: row.key, start, end }] : []
  })
}
