import { useEffect, useState } from 'react'
import { formatDate } from '../../lib/time'
import type { LaneId } from '../../ui/timeline/lanes'
import { lengthOf, type Span } from '../../ui/timeline/span'
import classes from './EmptyNote.module.css'
import { instantOf } from './entry'
import { exactOf } from './lane-labels'
import { spanInWords } from './span-words'
import type { FeedState } from './feed-state'
import type { TimelineFeed } from './timeline-feed'
import { isEverything } from './timeline-query'
import type { PaneState } from './use-pane'

interface EmptyNoteProps {
  feed: TimelineFeed
  state: FeedState
  pane: Pick<PaneState, 'lanes' | 'isNarrowed' | 'query'>
  window: Span
  mayRecord: boolean
  onGo: (span: Span) => void
}

/** Says why there is nothing to see, and what to do: nothing yet at all, nothing in this window, or nothing with these filters. */
export function EmptyNote({ feed, state, pane, window, mayRecord, onGo }: EmptyNoteProps) {
  const isEmpty = exactOf(state, window, pane.lanes) === 0
  const last = useLastMatch(feed, isEmpty && state.reach?.count !== 0, pane.lanes, window)
  if (state.reach?.count === 0) {
    return <p className={classes.note}>Nothing has happened yet.{mayRecord && <> Log a call with <kbd>C</kbd>, or record an order with <kbd>O</kbd>.</>}</p>
  }
  if (!isEmpty) return null
  const half = lengthOf(window) / 2
  return (
    <p className={classes.note}>
      Nothing from {spanInWords(window)}{(pane.isNarrowed || !isEverything(pane.query)) && ' with these filters'}.{' '}
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
function useLastMatch(feed: TimelineFeed, asked: boolean, lanes: readonly LaneId[], { to }: Span): number | null {
  const [found, setFound] = useState<number | null>(null)
  const key = lanes.join()
  useEffect(() => {
    setFound(null)
    if (!asked) return
    let stopped = false
    const take = async () => {
      const newest = await feed.latestBefore(to, lanes)
      if (!stopped) setFound(newest && instantOf(newest))
    }
    void take()
    return () => void (stopped = true)
  }, [feed, asked, key, to])
  return found
}
