import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react'
import { useSession } from '../../lib/session'
import { useLatest } from '../../lib/use-latest'
import { presetWindow, type Preset } from '../../ui/timeline/presets'
import { widened, type Span } from '../../ui/timeline/span'
import classes from './ClientTimeline.module.css'
import { instantOf, laneOf, type Entry } from './entry'
import { EntryDetail } from './EntryDetail'
import { EntryList } from './EntryList'
import type { FeedState } from './feed-state'
import { markIdOf } from './marks'
import { PinnedRows } from './PinnedRows'
import { PileList } from './PileList'
import { pileOf } from './piles'
import { endingWithDayOf, PhoneTimeline } from './PhoneTimeline'
import { SideHead, useSideView } from './SideHead'
import type { StandOut } from './stand-outs'
import { StandOuts } from './StandOuts'
import type { PaneHandle } from './TimelinePane'
import { OthersArrivals } from './OthersArrivals'
import { RollUpSwitch } from './RollUpSwitch'
import { TimelineToolbar } from './TimelineToolbar'
import { useFeedState, useQuery, type Feeds } from './use-feed'
import { useListFollows } from './use-list-follows'
import { usePane, type PaneState } from './use-pane'
import { OthersContext, useTogether, type Together } from './use-together'
import { mayPin, usePins } from './use-pins'
import { windowFor, type Selection } from './use-selection'
import { isEverything } from './timeline-query'
import { useStandOuts } from './use-stand-outs'
import { useTimelineKeys } from './use-timeline-keys'

const phone = '(max-width: 767px)'

/** The lanes bring vis-timeline along, which a phone never needs; on a desk they are on their way before the client's name is here. */
const loadPane = async () => ({ default: (await import('./TimelinePane')).TimelinePane })
const coming = window.matchMedia(phone).matches ? null : loadPane()
coming?.catch(() => undefined) // Told where it is drawn.
const TimelinePane = lazy(() => coming ?? loadPane())

interface ClientTimelineProps {
  clientId: string
  feeds: Feeds
  selection: Selection
  /** IANA zone of the client; times are told in it too where it differs. */
  clientZone: string | null
  /** The form that is open; it stands in the list's place. */
  panel: ReactNode
  /** Opens the form for a note about what is selected, or for its order's next event; null to whoever may record nothing. */
  onRecord: ((kind: 'note' | 'order') => void) | null
}

/** What happened with one client: the lanes with their strip of all time, the list that says the same, and the selected item. */
export function ClientTimeline(props: ClientTimelineProps) {
  const isPhone = useMediaQuery(phone, false, { getInitialValueInEffect: false })
  const state = useFeedState(props.feeds.feed)
  const pane = usePane(state)
  useQuery(props.feeds, pane.query)
  const together = useTogether(props.clientId, pane.query.rollUp)
  const parts = { ...props, state, pane, together }
  return (
    <OthersContext value={together.others}>
      <OthersArrivals ids={[...together.others.keys()]} feeds={props.feeds} />
      {isPhone ? <Phone {...parts} /> : <Desk {...parts} />}
    </OthersContext>
  )
}

type Parts = ClientTimelineProps & { state: ReturnType<typeof useFeedState>; pane: PaneState; together: Together }

function Desk({ feeds, selection, clientZone, panel, onRecord, state, pane, together }: Parts) {
  const handle = useRef<PaneHandle>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const [filtering, setFiltering] = useState(false)
  const detail = useRef<HTMLElement>(null)
  const listed = useRef<HTMLDivElement>(null)
  const [jumping, setJumping] = useState(false)
  const [isFar, setFar] = useState(false)
  const [pile, setPile] = useState<readonly string[]>([])
  const [walkedTo, setWalkedTo] = useState<string | null>(null)
  const [lit, setLit] = useState<StandOut | null>(null)
  const { me } = useSession()
  const pins = usePins()
  const standOuts = useStandOuts(feeds.source, state, pane.window, isFar)
  const side = useSideView(isFar, standOuts.length)
  const { entry } = selection
  const isPileShown = pile.length > 1 && side.view === 'items'
  const isListed = panel === null && side.view === 'items' && !isPileShown
  const followLater = useListFollows(feeds, pane, isListed ? listed : null)
  const goTo = (at: number) => {
    const target = windowFor(at, handle.current?.stage.window.get() ?? pane.window)
    if (target) handle.current?.show(target)
    return target
  }
  const select = useLatest((next: Entry) => {
    selection.select(next)
    setWalkedTo(null)
    followLater(goTo(instantOf(next)))
  })
  /** A row that is selected already is opened, as Enter opens what is selected. */
  const choose = useLatest((next: Entry) => (next.id === entry?.id ? detail.current?.focus() : select(next)))
  const walkToMark = useLatest((markId: string) => {
    selection.selectMark(markId)
    setWalkedTo(null)
    setPile([])
    const mark = handle.current?.stage.marks.find(({ id }) => id === markId)
    if (mark && mark.life === undefined) goTo(mark.start)
  })
  const selectMark = useLatest((markId: string) => {
    walkToMark(markId)
    setPile(handle.current ? pileOf(handle.current.stage.scene.piles, markId) : [])
  })
  const walkTo = (next: Entry) => {
    select(next)
    setPile([])
    side.setView('items')
    setWalkedTo(next.id)
  }
  useEffect(() => {
    if (entry === null) setPile([])
  }, [entry])
  useTimelineKeys({
    pane,
    handle,
    selected: entry,
    listed: () => feeds.list.get().entries,
    onWalk: walkTo,
    onWalkToMark: walkToMark,
    onOpen: () => detail.current?.focus(),
    onPin: () => entry && mayPin(me, entry) && !pins.busy && pins.toggle(entry),
    onJump: () => setJumping(true),
    onFilter: () => setFiltering(true),
    onSearch: () => searchField.current?.focus(),
  })
  const show = useLatest((span: Span) => handle.current?.show(span))
  const showPreset = useLatest((preset: Preset) => show(presetWindow(preset, pane.window, pane.whole, Date.now())))
  return (
    <div className={classes.desk}>
      <div className={classes.main}>
        <TimelineToolbar
          source={feeds.source}
          list={feeds.list}
          pane={pane}
          together={together}
          searchField={searchField}
          filtering={filtering}
          onFiltering={setFiltering}
          jumping={jumping}
          onJumping={setJumping}
          onShow={show}
          onPreset={showPreset}
        />
        <Suspense fallback={<div />}>
          <TimelinePane
            handle={handle}
            feed={feeds.feed}
            state={state}
            pane={pane}
            clientZone={clientZone}
            selected={entry}
            standOuts={standOuts}
            lit={isFar ? lit : null}
            mayRecord={onRecord !== null}
            onFar={setFar}
            onSelectMark={selectMark}
          />
        </Suspense>
      </div>
      <div className={classes.side} data-open={panel !== null || entry !== null || undefined}>
        {panel ?? (
          <>
            <PinnedRows selectedId={entry?.id ?? null} onSelect={select} />
            <SideHead state={state} pane={pane} standOuts={isFar ? standOuts.length : null} view={side.view} onView={side.setView} />
            <div ref={listed} className={classes.list}>
              {isPileShown ? (
                <PileList
                  entries={[...state.entries.values()].filter((one) => pile.includes(markIdOf(one)))}
                  fresh={state.fresh}
                  selectedId={entry?.id ?? null}
                  clientZone={clientZone}
                  onSelect={selection.select}
                  onOpenLane={() => {
                    handle.current?.folding.open(entry && laneOf(entry))
                    setPile([])
                  }}
                  onClose={() => setPile([])}
                />
              ) : side.view === 'standOuts' ? (
                <StandOuts
                  standOuts={standOuts}
                  lit={lit?.id ?? null}
                  onLight={setLit}
                  onGo={({ span }) => show(widened(span, 1))}
                  overview={state.overview}
                  onYear={(year) => show({ from: new Date(year, 0, 1).getTime(), to: new Date(year + 1, 0, 1).getTime() })}
                />
              ) : (
                <EntryList
                  list={feeds.list}
                  fresh={state.fresh}
                  selectedId={entry?.id ?? null}
                  walkedTo={walkedTo}
                  clientZone={clientZone}
                  tall={false}
                  search={pane.query.search}
                  onSelect={choose}
                  empty={emptyWords(state, pane, onRecord && 'keys')}
                />
              )}
            </div>
            {entry && (
              <div className={classes.detail}>
                <EntryDetail
                  entry={entry}
                  entries={state.entries}
                  clientZone={clientZone}
                  region={detail}
                  onClose={() => selection.select(null)}
                  onRecord={onRecord}
                  onGo={goTo}
                />
              </div>
            )}
          </>
        )}
      </div>
    </div>
  )
}

function Phone({ feeds, selection, clientZone, panel, onRecord, state, pane, together }: Parts) {
  const { entry } = selection
  useListFollows(feeds, pane, null)
  return (
    <>
      <PhoneTimeline feeds={feeds} state={state} pane={pane}>
        <RollUpSwitch pane={pane} together={together} />
        <PinnedRows selectedId={entry?.id ?? null} onSelect={selection.select} />
        <div className={classes.list}>
          <EntryList
            list={feeds.list}
            fresh={state.fresh}
            selectedId={entry?.id ?? null}
            walkedTo={null}
            clientZone={clientZone}
            tall
            search={pane.query.search}
            onSelect={selection.select}
            empty={emptyWords(state, pane, onRecord && 'buttons')}
          />
        </div>
      </PhoneTimeline>
      <Drawer
        opened={entry !== null && !panel}
        onClose={() => selection.select(null)}
        position="bottom"
        withCloseButton={false}
        padding={0}
        size="70%"
        title="Selected item"
        styles={{ header: { display: 'none' }, body: { height: '100%' } }}
      >
        {entry && (
          <EntryDetail
            entry={entry}
            entries={state.entries}
            clientZone={clientZone}
            region={null}
            onClose={() => selection.select(null)}
            onRecord={onRecord}
            onGo={(at) => {
              selection.select(null)
              pane.setWindow(endingWithDayOf(at, pane.window))
            }}
          />
        )}
      </Drawer>
      {panel && <div className={classes.sheet}>{panel}</div>}
    </>
  )
}

const waysToRecord = { keys: 'Log a call with C, or record an order with O.', buttons: 'Log a call or record an order with the buttons below.' }

function emptyWords({ reach }: FeedState, { isNarrowed, query }: PaneState, recordingBy: keyof typeof waysToRecord | null): string {
  if (isNarrowed || !isEverything(query)) return 'Nothing of this kind up to here.'
  if (reach !== null && reach.count > 0) return 'Nothing up to here.'
  return recordingBy ? `Nothing yet. ${waysToRecord[recordingBy]}` : 'Nothing yet.'
}
