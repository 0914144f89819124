import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { Overview } from '../../ui/timeline/Overview'
import { signal } from '../../ui/timeline/signal'
import { day, heldWithin, type Span } from '../../ui/timeline/span'
import classes from './PhoneTimeline.module.css'
import { spanInWords } from './span-words'
import type { FeedState } from './feed-state'
import type { TimelineFeed } from './timeline-feed'
import { LanePills } from './TimelineToolbar'
import type { PaneState } from './use-pane'
import { yearOnStrip } from './year-strip'

interface PhoneTimelineProps {
  feed: TimelineFeed
  state: FeedState
  pane: PaneState
  children: ReactNode
}

/** On a phone the list leads: a year as a strip whose brush jumps, pills that filter, then the days. */
export function PhoneTimeline({ feed, state, pane, children }: PhoneTimelineProps) {
  const brush = useMemo(() => signal<Span>(pane.first), [pane.first])
  const [openedAt] = useState(Date.now)
  const strip = useMemo(() => yearOnStrip(pane.window, pane.whole, openedAt), [pane.window, pane.whole, openedAt])
  const settle = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => feed.want({ window: pane.window, width: 358, categories: [], settled: true, past: strip }), [feed, pane.window, strip])
  useEffect(() => () => clearTimeout(settle.current), [])
  const show = (span: Span) => {
    const held = heldWithin(span, strip, day)
    brush.set(held)
    clearTimeout(settle.current)
    settle.current = setTimeout(() => pane.setWindow(held), 140)
  }
  return (
    <div className={classes.phone}>
      <div className={classes.strip}>
        <Overview layer={state.past?.weeks ?? state.overview} whole={strip} window={brush} inWords={spanInWords} onShow={show} />
      </div>
      <LanePills state={state} pane={pane} />
      <div className={classes.list}>{children}</div>
    </div>
  )
}
