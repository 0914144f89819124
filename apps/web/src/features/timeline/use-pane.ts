import { useMemo, useState } from 'react'
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
  /** Ids of the kinds shown; empty for all. */
  filter: readonly string[]
  setFilter: (filter: readonly string[]) => void
}

const threeWeeks = presets[2]?.length ?? 0

/** Opens at three weeks that end a little after now. */
export function usePane({ reach }: FeedState): PaneState {
  const [openedAt] = useState(Date.now)
  const first = useMemo(() => upToNow(threeWeeks, openedAt), [openedAt])
  const [window, setWindow] = useState(first)
  const [filter, setFilter] = useState<readonly string[]>([])
  const reached = reach?.span
  const whole = useMemo(() => {
    const span = wholeOf(reached ?? null, openedAt)
    return { from: Math.min(span.from, first.from), to: Math.max(span.to, first.to, openedAt + lengthOf(first)) }
  }, [reached?.from, reached?.to, openedAt, first])
  return { whole, first, window, setWindow, filter, setFilter }
}

/** The categories that a filter lets through. */
export const shownCategories = (filter: readonly string[]): readonly TimelineCategory[] =>
  filter.length === 0 ? allCategories : kinds.filter(({ id }) => filter.includes(id)).flatMap(({ categories }) => categories)
