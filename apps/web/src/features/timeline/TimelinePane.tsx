import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, type KeyboardEvent as ReactKeyboardEvent, type Ref, type RefObject } from 'react'
import { formatCount, plural } from '../../lib/number'
import { useNow } from '../../lib/use-now'
import { FailureNote } from '../../ui/FailureNote'
import { openedAbout } from '../../ui/timeline/arrange'
import { Legend } from '../../ui/timeline/Legend'
import { Overview } from '../../ui/timeline/Overview'
import { centredOn, lengthOf } from '../../ui/timeline/span'
import { Timeline, type TimelineHandle } from '../../ui/timeline/Timeline'
import { EmptyNote } from './EmptyNote'
import type { Entry } from './entry'
import { EntryCard } from './EntryCard'
import { FreshPills } from './FreshPills'
import { countIn, exactOf, laneLabels, ofLanes } from './lane-labels'
import { markIdOf } from './marks'
import { spanInWords } from './span-words'
import type { FeedState } from './feed-state'
import type { TimelineFeed } from './timeline-feed'
import { isEverything } from './timeline-query'
import type { PaneState } from './use-pane'
import type { StandOut } from './stand-outs'
import { useLaneFolding, type LaneFolding } from './use-lane-folding'
import { useLastKnown } from './use-last-known'
import { usePastRoom } from './use-past-room'
import { usePins } from './use-pins'
import { movesOf, peaksByLane } from './use-stand-outs'
import { useStage, type Stage } from './use-stage'
import classes from './TimelinePane.module.css'

/** What the page's keys ask of the timeline. */
export interface PaneHandle extends TimelineHandle {
  stage: Stage
  folding: LaneFolding
  togglePast: () => void
}

interface TimelinePaneProps {
  handle: Ref<PaneHandle>
  feed: TimelineFeed
  state: FeedState
  pane: PaneState
  clientZone: string | null
  selected: Entry | null
  standOuts: readonly StandOut[]
  /** The one that is lit on the lanes. */
  lit: StandOut | null
  /** Whether the viewer may record what happened with this client. */
  mayRecord: boolean
  /** The window is so wide, or no longer, that its lanes are counts over months. */
  onFar: (isFar: boolean) => void
  onSelectMark: (markId: string) => void
}

/** The lanes, the strip of all time below them, and all that floats over them. */
export function TimelinePane({ handle, feed, state, pane, clientZone, selected, standOuts, lit, mayRecord, onFar, onSelectMark }: TimelinePaneProps) {
  const now = useNow().getTime()
  const timeline = useRef<TimelineHandle>(null)
  const folding = useLaneFolding(state.reach)
  const past = usePastRoom()
  const { pinned } = usePins()
  const selectedMark = selected === null ? null : markIdOf(selected)
  const peaks = useMemo(() => peaksByLane(standOuts), [standOuts])
  const moves = useMemo(() => movesOf(standOuts), [standOuts])
  // Of an order that is pinned no more than the event may be known, and a card tells of its whole life.
  const atHand = useMemo(() => new Map([...pinned.flatMap((entry) => (entry.__typename === 'OrderEvent' ? [] : [[entry.id, entry] as const])), ...state.entries]), [pinned, state.entries])
  const spotlight = lit === null ? null : (lit.span.from + lit.span.to) / 2
  const stage = useStage({ feed, state, first: pane.first, shownLanes: pane.lanes, folding, selectedMark, pinned, peaks, moves, spotlight, now, onSettled: pane.setWindow })
  useEffect(() => onFar(stage.isFar), [onFar, stage.isFar])
  const drawnMark = selectedMark === null ? null : (stage.scene.piles.get(selectedMark) ?? selectedMark)
  const labels = useLastKnown(laneLabels({ ...stage, state, window: stage.settled }), ({ lane, name }) => lane + name, 'count')
  const inView = exactOf(state, stage.settled, pane.lanes)
  const overview = useMemo(() => ofLanes(state.overview, pane.lanes), [state.overview, pane.lanes])
  const ever = everOf({ reach: state.reach, overview }, pane)
  useImperativeHandle(handle, () => ({
    stage,
    folding,
    togglePast: past.toggle,
    show: (span, how) => timeline.current?.show(span, how),
    focus: () => timeline.current?.focus(),
  }))
  useOpenedWhereItEnded(state, pane, timeline)
  const open = useCallback(
    (at: number, y: number) => {
      const box = stage.boxes.find(({ top, height }) => y >= top && y < top + height)
      const dense = stage.scene.dense.some(({ top, height }) => y >= top && y < top + height)
      if (box && dense) timeline.current?.show(openedAbout(at, stage.window.get()))
    },
    [stage],
  )
  const corner = useLastKnown(
    [{ id: 'corner', count: inView === null ? null : `${formatCount(inView)} in view` }],
    ({ id }) => id,
    'count',
  )[0]?.count
  return (
    <section className={classes.pane} aria-label="Timeline">
      <Timeline
        handle={timeline}
        scene={stage.scene}
        labels={labels}
        whole={pane.whole}
        first={pane.first}
        past={past.room}
        onPast={past.setRoom}
        corner={corner}
        selected={drawnMark}
        active={drawnMark}
        onWindow={stage.onWindow}
        onHeight={stage.onHeight}
        onSelect={onSelectMark}
        onGround={open}
        onFold={folding.fold}
        onKeyDown={handToPage}
        card={(id) => <EntryCard markId={id} entries={atHand} orders={state.orders} clientZone={clientZone} />}
      >
        {state.failure && state.readAt === null ? (
          <div className={classes.over}>
            <FailureNote failed={state.failure} what="The timeline" onRetry={() => feed.refresh()} />
          </div>
        ) : (
          <EmptyNote feed={feed} state={state} pane={pane} window={stage.settled} mayRecord={mayRecord} onGo={(span) => timeline.current?.show(span)} />
        )}
        <FreshPills state={state} window={stage.settled} lanes={pane.lanes} onGo={(at) => timeline.current?.show(centredOn(stage.settled, at))} />
      </Timeline>
      <div className={classes.overview}>
        <div className={classes.overviewLabel}>
          <span className={classes.overviewName}>All time</span>
          <span>{ever !== null && plural(ever, 'item')}</span>
        </div>
        <Overview
          layer={overview}
          whole={pane.whole}
          window={stage.window}
          inWords={spanInWords}
          onShow={(span, how) => timeline.current?.show(span, how)}
        />
      </div>
      <Legend isFar={stage.isFar} />
    </section>
  )
}

/** How many there are in all time of what is asked for: as many as the strip's bars count. */
function everOf({ reach, overview }: Pick<FeedState, 'reach' | 'overview'>, { query, isNarrowed }: PaneState): number | null {
  if (isEverything(query) && !isNarrowed) return reach && reach.count
  return overview && countIn(overview)
}

/** A client of whom nothing was heard of late opens where it was last heard of, once, instead of on an empty window. */
function useOpenedWhereItEnded({ reach }: FeedState, { first, isGiven }: PaneState, timeline: RefObject<TimelineHandle | null>) {
  const decided = useRef(false)
  useEffect(() => {
    if (decided.current || reach === null) return
    decided.current = true
    const last = reach.span?.to
    if (isGiven || last === undefined || last >= first.from) return
    const length = lengthOf(first)
    timeline.current?.show({ from: last - length * 0.8, to: last + length * 0.2 }, 'jump')
  }, [reach, first, isGiven, timeline])
}

/** The listbox has its keys from the same table as the page, which leaves lists alone: they are handed on to the window. */
function handToPage(event: ReactKeyboardEvent) {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event
  const handed = new KeyboardEvent('keydown', { key, altKey, ctrlKey, metaKey, shiftKey, cancelable: true })
  if (!window.dispatchEvent(handed)) event.preventDefault()
}
