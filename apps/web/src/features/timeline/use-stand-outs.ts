import { useEffect, useMemo, useState } from 'react'
import type { MarketBand, Peak } from '../../ui/timeline/dense'
import { bucketGrid, layerFor, type Bucket } from '../../ui/timeline/density'
import type { LaneId } from '../../ui/timeline/lanes'
import { day, lengthOf, type Span } from '../../ui/timeline/span'
import { contactIn, peaksOf, quietStretch, silence, type StandOut } from './stand-outs'
import { wholeOf } from './reach-of-time'
import type { FeedState } from './feed-state'
import { isEverything } from './timeline-query'
import type { Telling, TimelineSource } from './timeline-source'

const named = 6
/** What explains a stretch may have happened a little before it. */
const before = 10 * day
const week = 7 * day
/** Some less than the server counts at once, which may cut the first and the last in two. */
const weeksAtOnce = 990

/** What stood out in the window, the most surprising first; read only once somebody looks from far enough away. */
export function useStandOuts(source: TimelineSource, state: FeedState, window: Span, wanted: boolean): readonly StandOut[] {
  const layer = wanted ? layerFor(window, state.shape?.layer ?? null, state.overview) : null
  const bare = useMemo(() => (layer === null ? [] : peaksOf(layer, window)), [layer, window])
  const names = useNames(source, bare)
  // Under a filter, what it leaves out would pass for silence.
  const quiet = useSilence(source, state.reach?.span ?? null, wanted && isEverything(source.query))
  return useMemo(() => {
    if (layer === null) return []
    const silences = quiet !== null && quiet.to > window.from && quiet.from < window.to ? [silence(quiet)] : []
    return [...peaksOf(layer, window, names), ...silences].sort((a, b) => b.size - a.size)
  }, [layer, window, names, quiet])
}

/** The peaks of each lane with their names, for the bars: the lane that led has the name, the others their count alone. */
export function peaksByLane(standOuts: readonly StandOut[]): Map<LaneId, Peak[]> {
  const peaks = new Map<LaneId, Peak[]>()
  for (const { lane, span, counts, title } of standOuts) {
    if (lane === null) continue
    const count = counts.get(lane) ?? 0
    peaks.set(lane, [...(peaks.get(lane) ?? []), { ...span, count, name: title.startsWith('Many ') ? '' : title }])
  }
  return peaks
}

/** The stretches in which the market moved, to be shaded where single days are too narrow. */
export const movesOf = (standOuts: readonly StandOut[]): MarketBand[] =>
  standOuts.filter(({ title }) => /%/.test(title)).map(({ id, span }) => ({ id, ...span }))

/** Asks for what may explain the peaks, each once; a peak that nothing explains keeps its plain title. */
function useNames(source: TimelineSource, peaks: readonly StandOut[]): ReadonlyMap<number, string> {
  const [known, setKnown] = useState<{ source: TimelineSource; asked: ReadonlySet<number>; names: ReadonlyMap<number, string> }>({ source, asked: new Set(), names: new Map() })
  const mine = known.source === source ? known : { source, asked: new Set<number>(), names: new Map<number, string>() }
  const missing = peaks.map(({ span }) => span).filter(({ from }) => !mine.asked.has(from)).slice(0, named)
  const key = missing.map(({ from }) => from).join()
  useEffect(() => {
    if (key === '') return
    let stopped = false
    const take = async () => {
      const tellings = await source.tellings(missing.map(({ from, to }) => ({ from: from - before, to }))).catch((): Telling[][] => [])
      if (stopped) return
      const names = new Map(mine.names)
      missing.forEach(({ from }, index) => {
        const name = nameOf(tellings[index] ?? [])
        if (name !== null) names.set(from, name)
      })
      setKnown({ source, asked: new Set([...mine.asked, ...missing.map(({ from }) => from)]), names })
    }
    void take()
    return () => void (stopped = true)
  }, [source, key])
  return mine.names
}

const percentOf = (title: string) => Number(/(\d+(?:\.\d+)?) ?%/.exec(title)?.[1] ?? 0)

/** The largest move of the market in a stretch explains it; null where the market did not move. */
function nameOf(tellings: readonly Telling[]): string | null {
  const moves = tellings.filter(({ isMarketMove }) => isMarketMove)
  return moves.sort((a, b) => percentOf(b.title) - percentOf(a.title))[0]?.title ?? null
}

/** The longest time without a call or a message, to the day: found by weeks, then looked at day by day. */
function useSilence(source: TimelineSource, reach: Span | null, wanted: boolean): Span | null {
  const [quiet, setQuiet] = useState<Span | null>(null)
  const asked = wanted && reach !== null
  useEffect(() => {
    if (!asked || reach === null) return
    let stopped = false
    const take = async () => {
      const found = await longestSilence(source, wholeOf(reach, Date.now()))
      if (!stopped) setQuiet(found)
    }
    take().catch(() => {
      if (!stopped) setQuiet(null)
    })
    return () => void (stopped = true)
  }, [source, asked, reach?.from])
  return asked ? quiet : null
}

/** Of what has happened: a meeting that is planned ends no silence yet. */
export async function longestSilence(source: TimelineSource, whole: Span): Promise<Span | null> {
  const now = Date.now()
  const rough = quietStretch(await contactByWeek(source, { from: whole.from, to: now }), now)
  if (rough === null) return null
  const last = await contactByDay(source, { from: rough.from - week, to: rough.from })
  const next = rough.to === now ? [] : await contactByDay(source, { from: rough.to, to: Math.min(now, rough.to + week) })
  return { from: last.at(-1)?.to ?? rough.from, to: next[0]?.from ?? rough.to }
}

/** Bars of a week each, however long the span is: in wider ones a silence would not show. */
async function contactByWeek(source: TimelineSource, { from, to }: Span): Promise<Bucket[]> {
  const contact: Bucket[] = []
  for (let at = Math.floor(from / week) * week; at < to; at += weeksAtOnce * week) {
    const part = { from: at, to: Math.min(to, at + weeksAtOnce * week) }
    const { weeks } = await source.past({ span: part, buckets: Math.ceil(lengthOf(part) / week) }, { span: { from: to - day, to }, buckets: 1 })
    contact.push(...contactIn(weeks))
  }
  return contact
}

const contactByDay = async (source: TimelineSource, span: Span): Promise<Bucket[]> => contactIn((await source.shape(span, bucketGrid(span, day))).layer)
