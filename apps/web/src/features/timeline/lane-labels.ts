import { formatCount, plural } from '../../lib/number'
import type { Modes } from '../../ui/timeline/arrange'
import { drawsItems } from '../../ui/timeline/hand-over'
import type { LaneBox } from '../../ui/timeline/layout'
import type { LaneLabel } from '../../ui/timeline/LaneLabels'
import { lanes, type LaneId } from '../../ui/timeline/lanes'
import type { Mark } from '../../ui/timeline/mark'
import { covers, type Span } from '../../ui/timeline/span'
import { categoriesOf, laneOf, type Entry } from './entry'
import type { FeedState } from './timeline-feed'
import { counted, entriesWithin } from './use-stage'

interface Labelling {
  boxes: readonly LaneBox[]
  modes: Modes
  state: FeedState
  marks: readonly Mark[]
  window: Span
}

/** The lanes' names with exact counts of the window; lanes that are drawn as one are named as one. */
export function laneLabels({ boxes, modes, state, marks, window }: Labelling): LaneLabel[] {
  const labels: LaneLabel[] = []
  for (const box of boxes) {
    const dense = !drawsItems(modes.get(box.id) ?? 'bars')
    const leader = counted[box.id]
    const open = leader === undefined ? undefined : labels.find(({ lane }) => lane === leader)
    if (dense && open) {
      open.height += box.height
      open.name = 'Calls, emails & messages'
      continue
    }
    const name = lanes.find(({ id }) => id === box.id)?.name ?? box.id
    labels.push({ lane: box.id, name, count: countOf(box.id, dense, { state, marks, window }), top: box.top, height: box.height })
  }
  return labels
}

function countOf(lane: LaneId, dense: boolean, { state, marks, window }: Pick<Labelling, 'state' | 'marks' | 'window'>): string | null {
  const isHeld = categoriesOf(lane).every((category) => covers(state.held.get(category) ?? { from: 0, to: 0 }, window))
  if (!dense && isHeld) {
    if (lane === 'orders') return ordersIn(marks, window)
    return formatCount(entriesWithin(state.entries.values(), window, (entry: Entry) => laneOf(entry) === lane))
  }
  const exact = exactOf(state, window, categoriesOf(lane))
  if (exact === null || (counted[lane] !== undefined && !dense)) return null
  return lane === 'orders' ? plural(exact, 'event') : formatCount(exact)
}

function ordersIn(marks: readonly Mark[], window: Span): string {
  const shown = marks.filter(({ lane, start, end }) => lane === 'orders' && start < window.to && (end ?? start) >= window.from)
  const working = shown.filter(({ life }) => life?.ending === 'working').length
  if (shown.length > 0 && working === shown.length) return `${formatCount(working)} working`
  return working === 0 ? plural(shown.length, 'order') : `${plural(shown.length, 'order')}, ${formatCount(working)} working`
}

/** How many entries of some categories fall in the window exactly; null until the server has said so for this very window. */
export function exactOf({ shape }: FeedState, window: Span, categories: readonly string[]): number | null {
  if (!shape || shape.window.from !== window.from || shape.window.to !== window.to) return null
  return [...shape.exact].reduce((sum, [category, count]) => (categories.includes(category) ? sum + count : sum), 0)
}
