import { useEffect, useState } from 'react'
import { formatDate } from '../../lib/time'
import { lengthOf, type Span } from '../../ui/timeline/span'
import classes from './EmptyNote.module.css'
import { instantOf } from './entry'
import { exactOf } from './lane-labels'
import { spanInWords } from './span-words'
import type { FeedState, TimelineFeed } from './timeline-feed'
import { shownCategories } from './use-pane'

interface EmptyNoteProps {
  feed: TimelineFeed
  state: FeedState
  filter: readonly string[]
  window: Span
  onGo: (span: Span) => void
}

/** Says why there is nothing to see, and what to do: nothing yet at all, nothing in this window, or nothing with these filters. */
export function EmptyNote({ feed, state, filter, window, onGo }: EmptyNoteProps) {
  const isEmpty = exactOf(state, window, shownCategories(filter)) === 0
  const last = useLastMatch(feed, isEmpty && state.reach?.count !== 0, filter, window)
  if (state.reach?.count === 0) {
    return <p className={classes.note}>Nothing has happened yet. Log a call with <kbd>C</kbd>, or record an order with <kbd>O</kbd>.</p>
  }
  if (!isEmpty) return null
  const half = lengthOf(window) / 2
  return (
    <p className={classes.note}>
      Nothing from {spanInWords(window)}{filter.length > 0 && ' with these filters'}.{' '}
      {last !== null && (
        <>
          The last match is on {formatDate(new Date(last))}.{' '}
          <button type="button" className={classes.go} onClick={() => onGo({ from: last - half, to: last + half })}>Go there</button>
        </>
      )}
    </p>
  )
}

/** The latest instant before the window's end that the filter lets through; null while unknown, or where there is none. */
function useLastMatch(feed: TimelineFeed, asked: boolean, filter: readonly string[], { to }: Span): number | null {
  const [found, setFound] = useState<number | null>(null)
  const key = filter.join()
  useEffect(() => {
    setFound(null)
    if (!asked) return
    let stopped = false
    const take = async () => {
      const newest = await feed.latestBefore(to, shownCategories(key === '' ? [] : key.split(',')))
      if (!stopped) setFound(newest && instantOf(newest))
    }
    void take()
    return () => void (stopped = true)
  }, [feed, asked, key, to])
  return found
}
