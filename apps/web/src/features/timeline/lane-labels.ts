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
    const folded = box.rows === 0
    const dense = folded || !drawsItems(modes.get(box.id) ?? 'bars')
    const leader = counted[box.id]
    const open = leader === undefined ? undefined : labels.find(({ lane }) => lane === leader)
    if (dense && open && !folded && !open.folded) {
      open.height += box.height
      open.name = 'Calls, emails & messages'
      continue
    }
    const name = lanes.find(({ id }) => id === box.id)?.name ?? box.id
    const count = countOf(box.id, { dense, joined: counted[box.id] !== undefined || (folded && shares(box.id)) }, { state, marks, window })
    labels.push({ lane: box.id, name, count, alarm: alarmOf(box.id, dense, marks, window), top: box.top, height: box.height, folded })
  }
  return labels
}

/** Lanes that the API counts as one. */
const shares = (lane: LaneId) => Object.entries(counted).some(([own, other]) => own === lane || other === lane)

/** What of a lane calls for somebody: follow-ups that are overdue. */
function alarmOf(lane: LaneId, dense: boolean, marks: readonly Mark[], window: Span): string | null {
  if (lane !== 'followups' || dense) return null
  const overdue = marks.filter((mark) => mark.lane === lane && mark.glyph === 'follow-overdue' && mark.start >= window.from && mark.start < window.to)
  return overdue.length === 0 ? null : `${formatCount(overdue.length)} overdue`
}

interface Drawing {
  dense: boolean
  /** Its items are counted with another lane's. */
  joined: boolean
}

function countOf(lane: LaneId, { dense, joined }: Drawing, { state, marks, window }: Pick<Labelling, 'state' | 'marks' | 'window'>): string | null {
  const isHeld = categoriesOf(lane).every((category) => covers(state.held.get(category) ?? { from: 0, to: 0 }, window))
  if (!dense && isHeld) {
    if (lane === 'orders') return ordersIn(marks, window)
    return formatCount(entriesWithin(state.entries.values(), window, (entry: Entry) => laneOf(entry) === lane))
  }
  const exact = exactOf(state, window, categoriesOf(lane))
  if (exact === null || (joined && !dense) || (joined && shares(lane) && dense && counted[lane] !== undefined)) return null
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
