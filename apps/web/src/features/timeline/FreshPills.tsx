import { useEffect, useRef } from 'react'
import { aboutWhen } from './span-words'
import type { LaneId } from '../../ui/timeline/lanes'
import type { Span } from '../../ui/timeline/span'
import { instantOf, laneOf } from './entry'
import classes from './FreshPills.module.css'
import type { FeedState } from './feed-state'

interface FreshPillsProps {
  state: FeedState
  window: Span
  /** The lanes that are shown; what arrived in another one is not told of. */
  lanes: readonly LaneId[]
  onGo: (at: number) => void
}

/** What arrived out of view and was not in view since, said at the edge where it lies; a click goes there. */
export function FreshPills({ state, window, lanes, onGo }: FreshPillsProps) {
  const shown = useRef(new Set<string>())
  const fresh = [...state.fresh].flatMap((id) => state.entries.get(id) ?? []).filter((entry) => lanes.includes(laneOf(entry)))
  useEffect(() => {
    for (const entry of fresh) if (instantOf(entry) >= window.from && instantOf(entry) < window.to) shown.current.add(entry.id)
  })
  const instants = fresh.filter(({ id }) => !shown.current.has(id)).map(instantOf)
  const before = instants.filter((at) => at < window.from).sort((a, b) => b - a)
  const after = instants.filter((at) => at >= window.to).sort((a, b) => a - b)
  const [left, right] = [before[0], after[0]]
  return (
    <div aria-live="polite">
      {left !== undefined && (
        <button type="button" className={`${classes.pill} ${classes.left}`} onClick={() => onGo(left)}>
          ← {before.length} new {aboutWhen(left)}
        </button>
      )}
      {right !== undefined && (
        <button type="button" className={`${classes.pill} ${classes.right}`} onClick={() => onGo(right)}>
          {after.length} new {aboutWhen(right)} →
        </button>
      )}
    </div>
  )
}
