import { useCallback, useMemo, useRef, useState } from 'react'
import type { TimelineCategory } from '../../generated/graphql'
import { presets, upToNow } from '../../ui/timeline/presets'
import { lengthOf, type Span } from '../../ui/timeline/span'
import { allCategories, kinds } from './entry'
import { wholeOf, type FeedState } from './timeline-feed'

/** What the toolbar, the lanes and the list share. */
export interface PaneState {
  /** All the time there is to show. */
  whole: Span
  /** The window at first. */
  first: Span
  /** The window as it last stood still. */
  window: Span
  setWindow: (span: Span) => void
  /** The window before the last zoom or jump, which it then forgets; null where there is none. */
  back: () => Span | null
  /** Ids of the kinds shown; empty for all. */
  filter: readonly string[]
  setFilter: (filter: readonly string[]) => void
}

const threeWeeks = presets[2]?.length ?? 0

/** Opens at three weeks that end a little after now. */
export function usePane({ reach }: FeedState): PaneState {
  const [openedAt] = useState(Date.now)
  const first = useMemo(() => upToNow(threeWeeks, openedAt), [openedAt])
  const { window, setWindow, back } = useWindow(first)
  const [filter, setFilter] = useState<readonly string[]>([])
  const reached = reach?.span
  const whole = useMemo(() => {
    const span = wholeOf(reached ?? null, openedAt)
    return { from: Math.min(span.from, first.from), to: Math.max(span.to, first.to, openedAt + lengthOf(first)) }
  }, [reached?.from, reached?.to, openedAt, first])
  return { whole, first, window, setWindow, back, filter, setFilter }
}

const remembered = 50

/** The window as it last stood still, and those before each zoom and each jump. */
function useWindow(first: Span): Pick<PaneState, 'window' | 'setWindow' | 'back'> {
  const [window, keep] = useState(first)
  const shown = useRef(first)
  const earlier = useRef<Span[]>([])
  const going = useRef(false)
  const setWindow = useCallback((next: Span) => {
    if (!going.current && isElsewhere(shown.current, next)) earlier.current = [...earlier.current, shown.current].slice(-remembered)
    going.current = false
    shown.current = next
    keep(next)
  }, [])
  const back = useCallback(() => {
    const last = earlier.current.pop() ?? null
    going.current = last !== null
    return last
  }, [])
  return { window, setWindow, back }
}

/** Zoomed by a quarter at least, or moved out of what was in view. */
export function isElsewhere(before: Span, now: Span): boolean {
  const zoom = lengthOf(now) / lengthOf(before)
  return zoom > 1.25 || zoom < 0.8 || now.from >= before.to || now.to <= before.from
}

/** The categories that a filter lets through. */
export const shownCategories = (filter: readonly string[]): readonly TimelineCategory[] =>
  filter.length === 0 ? allCategories : kinds.filter(({ id }) => filter.includes(id)).flatMap(({ categories }) => categories)
