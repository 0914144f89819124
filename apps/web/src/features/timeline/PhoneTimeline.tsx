import { useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react'
import { Overview } from '../../ui/timeline/Overview'
import { upToNow } from '../../ui/timeline/presets'
import { signal } from '../../ui/timeline/signal'
import { covers, day, heldWithin, lengthOf, moved, type Span } from '../../ui/timeline/span'
import { FilterMenu } from './FilterMenu'
import { FreshPills } from './FreshPills'
import classes from './PhoneTimeline.module.css'
import { ofLanes } from './lane-labels'
import { spanInWords } from './span-words'
import type { FeedState } from './feed-state'
import { TimelineSearch } from './TimelineSearch'
import { AskedPills, JumpToDate, LanePills } from './TimelineToolbar'
import toolbar from './TimelineToolbar.module.css'
import type { Feeds } from './use-feed'
import type { PaneState } from './use-pane'
import { yearOnStrip } from './year-strip'

interface PhoneTimelineProps {
  feeds: Feeds
  state: FeedState
  pane: PaneState
  children: ReactNode
}

/** On a phone the list leads: a year as a strip whose brush jumps, search, a date and filters in one row, then the days. The page scrolls as one; the row stays at its top. */
export function PhoneTimeline({ feeds, state, pane, children }: PhoneTimelineProps) {
  const { brush, strip, show, go } = useYear(feeds, pane)
  // A list that reaches to now begins with what is to come.
  const listed = pane.window.to >= Date.now() ? { from: pane.window.from, to: Infinity } : pane.window
  return (
    <div className={classes.phone}>
      <div className={classes.strip}>
        <Overview layer={ofLanes(state.past?.weeks ?? state.overview, pane.lanes)} whole={strip} window={brush} inWords={spanInWords} onShow={show} />
      </div>
      <Tools feeds={feeds} state={state} pane={pane} onGo={go} />
      <div className={classes.pills}>
        <FreshPills state={state} window={listed} lanes={pane.lanes} onGo={(at) => go(endingWithDayOf(at, pane.window))} />
      </div>
      <div className={classes.list}>{children}</div>
    </div>
  )
}

/** The window as the strip's brush, and the year that the strip shows. */
function useYear({ feed }: Feeds, pane: PaneState) {
  const [openedAt] = useState(Date.now)
  const brush = useMemo(() => signal<Span>(pane.first), [pane.first])
  const strip = useMemo(() => yearOnStrip(pane.window, pane.whole, openedAt), [pane.window, pane.whole, openedAt])
  const settle = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => brush.set(pane.window), [brush, pane.window])
  useEffect(() => feed.want({ window: pane.window, width: 358, categories: [], settled: true, past: strip }), [feed, pane.window, strip])
  useEffect(() => () => clearTimeout(settle.current), [])
  const go = (span: Span, after = 0) => {
    brush.set(span)
    clearTimeout(settle.current)
    settle.current = setTimeout(() => pane.setWindow(span), after)
  }
  return { brush, strip, go, show: (span: Span) => go(heldWithin(span, strip, day), 140) }
}

/** The list begins where the window ends, so it ends with the day that was asked for. */
export const endingWithDayOf = (at: number, window: Span): Span => moved(window, at + day / 2 - window.to)

function Tools({ feeds, state, pane, onGo }: Omit<PhoneTimelineProps, 'children'> & { onGo: (span: Span) => void }) {
  const [filtering, setFiltering] = useState(false)
  const [jumping, setJumping] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const row = useOpenedInView(filtering || jumping)
  const { query, window } = pane
  const now = Date.now()
  return (
    <div ref={row} className={classes.tools} role="toolbar" aria-label="Timeline">
      <TimelineSearch value={query.search} field={field} onChange={(search) => pane.ask({ query: { ...query, search } })} />
      <JumpToDate pane={pane} jumping={jumping} onJumping={setJumping} onShow={(span) => onGo(endingWithDayOf((span.from + span.to) / 2, span))} />
      {!covers(window, { from: now, to: now }) && (
        <button type="button" className={toolbar.filter} onClick={() => onGo(upToNow(lengthOf(window), now))}>
          Today
        </button>
      )}
      <FilterMenu source={feeds.source} query={query} window={window} opened={filtering} onOpen={setFiltering} onAsk={(next) => pane.ask({ query: next })} />
      <AskedPills pane={pane} list={feeds.list} />
      <LanePills state={state} pane={pane} />
    </div>
  )
}

/** Keeps the button in view from which a menu opened: the search gives its room back as it loses the focus, and the row moves under the finger. */
function useOpenedInView(isOpened: boolean): RefObject<HTMLDivElement | null> {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const tools = row.current
    if (!isOpened || !tools) return
    const show = () => tools.querySelector('[aria-expanded=true]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
    show()
    tools.addEventListener('transitionend', show)
    return () => tools.removeEventListener('transitionend', show)
  }, [isOpened])
  return row
}
