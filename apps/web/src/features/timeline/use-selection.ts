import { useEffect, useState } from 'react'
import { useLatest } from '../../lib/use-latest'
import { lengthOf, type Span } from '../../ui/timeline/span'
import { instantOf, type Entry } from './entry'
import { markIdOf } from './marks'
import type { TimelineFeed } from './timeline-feed'
import { usePins } from './use-pins'

export interface Selection {
  entry: Entry | null
  /** Selects what a mark shows: of an order its latest event. */
  selectMark: (markId: string) => void
  select: (entry: Entry | null) => void
}

/** One selection for the lanes and the list. The entry itself is kept, so that it stays when the window moves away from it. */
export function useSelection(feed: TimelineFeed): Selection {
  const [entry, setEntry] = useState<Entry | null>(null)
  const { pinned } = usePins()
  useEffect(() => setEntry(null), [feed])
  const select = useLatest((next: Entry | null) => {
    setEntry(next)
    if (next) feed.see([next.id])
  })
  const selectMark = useLatest((markId: string) => {
    const isShown = (one: Entry) => markIdOf(one) === markId
    const held = [...feed.get().entries.values()].filter(isShown)
    // Over the counts of a lane stands what is pinned, without being held.
    const own = held.length > 0 ? held : pinned.filter(isShown)
    const latest = own.sort((a, b) => instantOf(b) - instantOf(a))[0]
    if (latest) select(latest)
    feed.see(own.map(({ id }) => id))
  })
  return { entry, select, selectMark }
}

/** The window moved just far enough that an instant stands well inside of it; null where it does already. */
export function windowFor(at: number, window: Span): Span | null {
  const air = lengthOf(window) * 0.04
  if (at >= window.from + air && at <= window.to - air) return null
  return { from: at - lengthOf(window) / 2, to: at + lengthOf(window) / 2 }
}
