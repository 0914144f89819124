import { formatCount, plural } from '../../lib/number'
import type { Modes } from '../../ui/timeline/arrange'
import type { DensityLayer } from '../../ui/timeline/density'
import { drawsItems } from '../../ui/timeline/hand-over'
import type { LaneBox } from '../../ui/timeline/layout'
import type { LaneLabel } from '../../ui/timeline/LaneLabels'
import { lanes, type LaneId } from '../../ui/timeline/lanes'
import type { Mark } from '../../ui/timeline/mark'
import { covers, type Span } from '../../ui/timeline/span'
import { categoriesOf, laneOf, type Entry } from './entry'
import type { FeedState } from './feed-state'
import { entriesWithin } from './use-stage'

interface Labelling {
  boxes: readonly LaneBox[]
  modes: Modes
  state: FeedState
  marks: readonly Mark[]
  window: Span
}

/** The lanes' names with exact counts of the window. */
export function laneLabels({ boxes, modes, state, marks, window }: Labelling): LaneLabel[] {
  return boxes.map(({ id, top, height, rows }) => {
    const dense = !drawsItems(modes.get(id) ?? 'bars')
    const name = lanes.find((lane) => lane.id === id)?.name ?? id
    const count = countOf(id, dense, { state, marks, window })
    return { lane: id, name, count, alarm: alarmOf(id, dense, marks, window), top, height, folded: rows === 0 }
  })
}

/** What of a lane calls for somebody: follow-ups that are overdue. */
function alarmOf(lane: LaneId, dense: boolean, marks: readonly Mark[], window: Span): string | null {
  if (lane !== 'followups' || dense) return null
  const overdue = marks.filter((mark) => mark.lane === lane && mark.glyph === 'follow-overdue' && mark.start >= window.from && mark.start < window.to)
  return overdue.length === 0 ? null : `${formatCount(overdue.length)} overdue`
}

function countOf(lane: LaneId, dense: boolean, { state, marks, window }: Pick<Labelling, 'state' | 'marks' | 'window'>): string | null {
  const isHeld = categoriesOf(lane).every((category) => covers(state.held.get(category) ?? { from: 0, to: 0 }, window))
  if (!dense && isHeld) {
    if (lane === 'orders') return ordersIn(marks, window)
    return formatCount(entriesWithin(state.entries.values(), window, (entry: Entry) => laneOf(entry) === lane))
  }
  const exact = exactOf(state, window, [lane])
  if (exact === null) return null
  return lane === 'orders' && dense ? plural(exact, 'event') : formatCount(exact)
}

function ordersIn(marks: readonly Mark[], window: Span): string {
  const shown = marks.filter(({ lane, start, end }) => lane === 'orders' && start < window.to && (end ?? start) >= window.from)
  const working = shown.filter(({ life }) => life?.ending === 'working').length
  if (shown.length > 0 && working === shown.length) return `${formatCount(working)} working`
  return working === 0 ? plural(shown.length, 'order') : `${plural(shown.length, 'order')}, ${formatCount(working)} working`
}

/** How many entries of some lanes fall in the window exactly; null until the server has said so for this very window. */
export function exactOf({ shape }: FeedState, window: Span, shown: readonly LaneId[]): number | null {
  if (!shape || shape.window.from !== window.from || shape.window.to !== window.to) return null
  return [...shape.exact].reduce((sum, [lane, count]) => (shown.includes(lane) ? sum + count : sum), 0)
}

/** The bars of some lanes alone. */
export const ofLanes = <Layer extends DensityLayer | null>(layer: Layer, shown: readonly LaneId[]): Layer =>
  layer && { ...layer, buckets: new Map([...layer.buckets].filter(([lane]) => shown.includes(lane))) }

/** How many all bars of a layer count. */
export const countIn = ({ buckets }: DensityLayer): number => [...buckets.values()].flat().reduce((sum, { count }) => sum + count, 0)
