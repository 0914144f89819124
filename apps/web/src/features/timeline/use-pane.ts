import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useLatest } from '../../lib/use-latest'
import { laneIds, type LaneId } from '../../ui/timeline/lanes'
import { presets, upToNow } from '../../ui/timeline/presets'
import { lengthOf, type Span } from '../../ui/timeline/span'
import { readAddress, writeAddress, type PaneAddress } from './pane-address'
import { wholeOf } from './reach-of-time'
import type { FeedState } from './feed-state'
import type { TimelineQuery } from './timeline-query'

/** What the toolbar, the lanes and the list share. */
export interface PaneState {
  /** All the time there is to show. */
  whole: Span
  /** The window at first. */
  first: Span
  /** Whether the address named the window, so that it is not to be chosen anew. */
  isGiven: boolean
  /** The window as it last stood still. */
  window: Span
  setWindow: (span: Span) => void
  /** The window before the last zoom or jump, which it then forgets; null where there is none. */
  back: () => Span | null
  /** The lanes that are shown, and whether these are fewer than all. */
  lanes: readonly LaneId[]
  isNarrowed: boolean
  query: TimelineQuery
  /** Changes which lanes are shown or what is asked; empty lanes for all. */
  ask: (change: Partial<Pick<PaneAddress, 'lanes' | 'query'>>) => void
  /** The address of what is shown now; a window that ends now is told by its length alone. */
  address: PaneAddress
}

const threeWeeks = presets[2]?.length ?? 0

/** Opens where the address says, or at three weeks that end a little after now. What is shown stands in the address. */
export function usePane({ reach }: FeedState): PaneState {
  const [params, setParams] = useSearchParams()
  const [openedAt] = useState(Date.now)
  const [given] = useState(() => readAddress(params).window)
  const first = useMemo(() => given ?? upToNow(threeWeeks, openedAt), [given, openedAt])
  const { window, setWindow, back } = useWindow(first)
  const text = params.toString()
  const read = useMemo(() => readAddress(new URLSearchParams(text)), [text])
  const { query } = read
  const key = read.lanes.join()
  const lanes = useMemo(() => (key === '' ? laneIds : laneIds.filter((lane) => key.split(',').includes(lane))), [key])
  const ask = useAddress(read, setParams)
  const reached = reach?.span
  const whole = useMemo(() => {
    const span = wholeOf(reached ?? null, openedAt)
    return { from: Math.min(span.from, first.from), to: Math.max(span.to, first.to, openedAt + (given ? 0 : lengthOf(first))) }
  }, [reached?.from, reached?.to, openedAt, first, given])
  const shown = followsNow(window, Date.now()) ? null : window
  useAddressOfWindow(shown, ask)
  // One object for as long as nothing of it changes: what is read of the timeline many times a second renders no toolbar.
  return useMemo(
    () => ({ whole, first, isGiven: given !== null, window, setWindow, back, lanes, isNarrowed: key !== '', query, ask, address: { ...read, window: shown } }),
    [whole, first, given, window, setWindow, back, lanes, key, query, ask, read, shown],
  )
}

/** The three weeks about now are what one sees without an address. */
export function followsNow(window: Span, now: number): boolean {
  const usual = upToNow(threeWeeks, now)
  const isNear = (at: number, other: number) => Math.abs(at - other) < threeWeeks * 0.05
  return isNear(window.from, usual.from) && isNear(window.to, usual.to)
}

/**
 * The one writer of the address: a change is to what was last written, since what is rendered may be of before that. Written in place, so
 * that a link and a reload show the same.
 */
function useAddress(read: PaneAddress, setParams: (params: URLSearchParams, options: { replace: boolean }) => void): (change: Partial<PaneAddress>) => void {
  const latest = useRef(read)
  useEffect(() => void (latest.current = read), [read])
  return useLatest((change: Partial<PaneAddress>) => {
    latest.current = { ...latest.current, ...change }
    setParams(writeAddress(latest.current), { replace: true })
  })
}

const writeAfter = 400

/** Writes the window into the address once it stands still. */
function useAddressOfWindow(window: Span | null, write: (change: Partial<PaneAddress>) => void) {
  const isFirst = useRef(true)
  useEffect(() => {
    if (isFirst.current) return void (isFirst.current = false)
    const timer = setTimeout(() => write({ window }), writeAfter)
    return () => clearTimeout(timer)
  }, [window?.from, window?.to])
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
