import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { arrange, denseLanes, modesFor, pastLanes, type Modes } from '../../ui/timeline/arrange'
import type { MarketBand, Peak } from '../../ui/timeline/dense'
import { layerFor } from '../../ui/timeline/density'
import { drawsItems } from '../../ui/timeline/hand-over'
import { layOut, type Folding, type LaneBox } from '../../ui/timeline/layout'
import { lanes, type LaneId } from '../../ui/timeline/lanes'
import type { Mark } from '../../ui/timeline/mark'
import type { TimeScale } from '../../ui/timeline/scale'
import { signal, type Signal } from '../../ui/timeline/signal'
import { covers, day, lengthOf, type Span } from '../../ui/timeline/span'
import type { Scene } from '../../ui/timeline/timeline-view'
import { categoriesIn, categoriesOf, instantOf, type Entry } from './entry'
import { isPending } from './pending'
import { overlapOf } from './held'
import { bandsOf } from './market-bands'
import { asPinned, markIdOf, marksOf, pinnedMarks } from './marks'
import type { FeedState } from './feed-state'
import type { TimelineFeed } from './timeline-feed'

/** An order has two events or more, so its lane needs room for half as many lives at most. */
const weight = (lane: LaneId) => (lane === 'orders' ? 0.5 : 1)

/** Pixels a day below which the day of a move is no longer seen. */
const leastBand = 2
const farFrom = 150 * day
const farInAnyCase = 300 * day

const settleAfter = 140
const arrangeEvery = 80

export interface Stage {
  scene: Scene & { piles: ReadonlyMap<string, string> }
  modes: Modes
  boxes: readonly LaneBox[]
  marks: readonly Mark[]
  window: Signal<Span>
  /** The window once it stood still; what counts and lists are told for. */
  settled: Span
  /** Seen from so far away that months matter more than single items. */
  isFar: boolean
  onWindow: (scale: TimeScale, past: Span | null) => void
  onHeight: (height: number) => void
}

interface Staging {
  feed: TimelineFeed
  state: FeedState
  first: Span
  /** The lanes that are shown. */
  shownLanes: readonly LaneId[]
  folding: Folding
  selectedMark: string | null
  /** What stays labelled at every zoom. */
  pinned: readonly Entry[]
  /** Named places of the bars, by lane. */
  peaks: ReadonlyMap<LaneId, readonly Peak[]>
  /** Where the market moved, for a window in which single days are too narrow. */
  moves: readonly MarketBand[]
  spotlight: number | null
  now: number
  /** The window stands still. */
  onSettled: (span: Span) => void
}

/** Decides what the timeline draws: how each lane shows what it holds, and what has to be read for it. */
export function useStage({ feed, state, first, shownLanes, folding, selectedMark, pinned, peaks, moves, spotlight, now, onSettled }: Staging): Stage {
  const window = useMemo(() => signal(first), [first])
  const scale = useRef<TimeScale | null>(null)
  const past = useRef<Span | null>(null)
  const modes = useRef<Modes>(new Map())
  const rows = useRef({ rows: new Map<string, number>(), pixelsPerDay: 0 })
  const [height, setHeight] = useState(0)
  const [settled, setSettled] = useState(first)
  const [turn, setTurn] = useState(0)
  const latest = useRef({ state, boxes: [] as readonly LaneBox[], marks: [] as readonly Mark[] })

  const shown = useMemo(() => lanes.filter(({ id }) => shownLanes.includes(id)), [shownLanes])
  const { folded, opened } = folding
  const boxes = useMemo(() => (height > 0 ? layOut(shown, height, { folded, opened }) : []), [shown, height, folded, opened])
  const pins = useMemo(() => pinnedMarks(pinned), [pinned])
  const pinnedIds = useMemo(() => new Set(pinned.map(markIdOf)), [pinned])
  const marks = useMemo(
    () =>
      marksOf(state.entries.values(), { fresh: state.fresh, held: state.held.get('ORDER'), orders: state.orders, now, ...(state.alive && { whole: state.alive.ids }) }).map((mark) =>
        isPending(mark) ? { ...mark, pending: true } : pinnedIds.has(mark.id) ? asPinned(mark) : mark,
      ),
    [state.entries, state.fresh, state.held, state.alive, state.orders, now, pinnedIds],
  )
  latest.current = { state, boxes, marks }
  const throttled = useThrottled(() => startTransition(() => setTurn((value) => value + 1)), arrangeEvery)

  const decide = useCallback(
    (settledNow: boolean) => {
      const current = scale.current
      if (!current) return
      const before = modes.current
      const { state: held, boxes: laid } = latest.current
      modes.current = modesFor({
        boxes: laid,
        layer: layerFor(current, held.shape?.layer ?? null, held.overview),
        window: current,
        before,
        weight,
        held: (lane) => marksWithin(lane, current, held, latest.current.marks),
      })
      const changed = laid.some(({ id }) => modes.current.get(id) !== before.get(id))
      if (changed) throttled()
      feed.want({
        window: { from: current.from, to: current.to },
        width: current.width,
        categories: categoriesIn(laid.flatMap(({ id }) => (drawsItems(modes.current.get(id) ?? 'bars') ? [id] : []))),
        settled: settledNow,
        past: past.current,
      })
    },
    [feed, throttled],
  )

  const settle = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const onWindow = useCallback(
    (next: TimeScale, beside: Span | null) => {
      const before = scale.current
      past.current = beside
      if (before && before.from === next.from && before.to === next.to && before.width === next.width) return
      scale.current = next
      window.set({ from: next.from, to: next.to })
      if (!before || looksOtherwise(before, next, { modes: modes.current, fine: latest.current.state.shape?.layer.span ?? null })) throttled()
      decide(false)
      clearTimeout(settle.current)
      settle.current = setTimeout(() => {
        setSettled({ from: next.from, to: next.to })
        onSettled({ from: next.from, to: next.to })
        decide(true)
      }, settleAfter)
    },
    [decide, onSettled, throttled, window],
  )
  useEffect(() => () => clearTimeout(settle.current), [])
  useEffect(() => decide(true), [decide, state.shape, state.overview, boxes, marks])

  const scene = useMemo(() => {
    const current = scale.current
    if (!current) return { boxes, dense: [], past: [], bands: [], items: new Map(), labelled: new Set<string>(), spotlight: null, piles: new Map<string, string>() }
    const effective = withFallback(modes.current, boxes, state, current)
    const layer = layerFor(current, state.shape?.layer ?? null, state.overview)
    const counting = { boxes, modes: effective }
    const zoomed = Math.abs(Math.log(current.pixelsPerDay / (rows.current.pixelsPerDay || current.pixelsPerDay))) > 0.05
    const arranged = arrange({
      boxes,
      modes: effective,
      marks,
      pinned: pins,
      dense: denseLanes({ ...counting, layer }, peaks),
      past: pastLanes(counting, state.past),
      bands: current.pixelsPerDay < leastBand ? moves : bandsOf(marks),
      scale: current,
      rows: zoomed ? new Map() : rows.current.rows,
      selected: selectedMark,
      spotlight,
    })
    rows.current = {
      rows: arranged.rows,
      pixelsPerDay: zoomed || rows.current.pixelsPerDay === 0 ? current.pixelsPerDay : rows.current.pixelsPerDay,
    }
    return arranged
    // `turn` stands for the scale and the modes, which change many times a second outside of React.
  }, [boxes, marks, pins, state, selectedMark, peaks, moves, spotlight, turn])

  const isDense = boxes.every(({ id }) => !drawsItems(modes.current.get(id) ?? 'bars'))
  const isFar = lengthOf(settled) > (isDense ? farFrom : farInAnyCase)
  return { scene, modes: modes.current, boxes, marks, window, settled, isFar, onWindow, onHeight: setHeight }
}

/** Whether there is anything to arrange anew at another scale: items that are drawn one by one, other counts, or bands. */
function looksOtherwise(before: TimeScale, next: TimeScale, { modes, fine }: { modes: Modes; fine: Span | null }): boolean {
  if (Math.abs(next.pixelsPerDay / before.pixelsPerDay - 1) <= 1e-6) return false
  if ([...modes.values()].some(drawsItems)) return true
  const isFine = (scale: TimeScale) => fine !== null && covers(fine, scale)
  return isFine(before) !== isFine(next) || before.pixelsPerDay < leastBand !== next.pixelsPerDay < leastBand
}

/** How many marks of a lane stand in the window, where all are held. */
function marksWithin(lane: LaneId, { from, to }: Span, { held }: FeedState, marks: readonly Mark[]): number | null {
  if (!categoriesOf(lane).every((category) => covers(held.get(category) ?? { from: 0, to: 0 }, { from, to }))) return null
  return marks.filter((mark) => mark.lane === lane && mark.start < to && (mark.end ?? mark.start) >= from).length
}

/** A lane whose items are not here yet keeps its counts on show until they are. */
function withFallback(modes: Modes, boxes: readonly LaneBox[], state: FeedState, window: Span): Modes {
  const fine = state.shape?.layer
  const bucket = fine?.buckets.values().next().value?.[0]
  const isFine = bucket !== undefined && lengthOf(bucket) < lengthOf(window) / 12
  return new Map(
    boxes.map(({ id }) => {
      const mode = modes.get(id) ?? 'bars'
      const isHeld = categoriesOf(id).every((category) => overlapOf(state.held.get(category) ?? { from: 0, to: 0 }, window) !== null)
      return [id, drawsItems(mode) && !isHeld && isFine ? 'bars' : mode]
    }),
  )
}

/** Runs at most once in a while, and always once after the last call. */
function useThrottled(run: () => void, every: number): () => void {
  const latest = useRef(run)
  latest.current = run
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const ranAt = useRef(-Infinity)
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback(() => {
    if (timer.current !== undefined) return
    const wait = Math.max(0, every - (performance.now() - ranAt.current))
    timer.current = setTimeout(() => {
      timer.current = undefined
      ranAt.current = performance.now()
      latest.current()
    }, wait)
  }, [every])
}

/** The entries that a lane shows within a span; the count is exact where the span is held whole. */
export const entriesWithin = (entries: Iterable<Entry>, span: Span, concerns: (entry: Entry) => boolean): number => {
  let count = 0
  for (const entry of entries) {
    const at = instantOf(entry)
    if (at >= span.from && at < span.to && concerns(entry)) count += 1
  }
  return count
}
