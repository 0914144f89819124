import { formatCount, plural } from '../../lib/number'
import type { Bucket, DensityLayer } from '../../ui/timeline/density'
import type { LaneId } from '../../ui/timeline/lanes'
import { day, type Span } from '../../ui/timeline/span'

/** A stretch of time that differs from what is usual for this client. */
export interface StandOut {
  id: string
  /** The lane that stood out most; null for a silence, which is of no lane. */
  lane: LaneId | null
  span: Span
  /** What happened there by lane, for the bars that are named. */
  counts: ReadonlyMap<LaneId, number>
  title: string
  detail: string
  /** How far it differs; for the order. */
  size: number
}

const neighbours = 8
const mostPeaks = 9

interface Candidate {
  lane: LaneId
  bucket: Bucket
  size: number
}

/**
 * The bars that rise well over those about them, the most surprising first; lanes that rise together are one. `names` gives a stretch a
 * name where something is known that explains it.
 */
export function peaksOf(layer: DensityLayer, window: Span, names: ReadonlyMap<number, string> = new Map()): StandOut[] {
  const candidates = [...layer.buckets].flatMap(([lane, buckets]) => candidatesOf(lane, within(buckets, window)))
  const peaks: StandOut[] = []
  for (const { lane, bucket, size } of candidates.sort((a, b) => b.size - a.size)) {
    if (peaks.length === mostPeaks) break
    const length = bucket.to - bucket.from
    if (peaks.some(({ span }) => bucket.from < span.to + length && bucket.to > span.from - length)) continue
    const counts = new Map([...layer.buckets].map(([other, own]) => [other, own.find(({ from }) => from === bucket.from)?.count ?? 0]))
    peaks.push({
      id: `peak ${bucket.from}`,
      lane,
      span: { from: bucket.from, to: bucket.to },
      counts,
      title: names.get(bucket.from) ?? `Many ${manyNouns[lane]}`,
      detail: countsInWords(counts, lane),
      size,
    })
  }
  return peaks
}

const within = (buckets: readonly Bucket[], { from, to }: Span) => buckets.filter((bucket) => bucket.from >= from && bucket.to <= to)

function candidatesOf(lane: LaneId, buckets: readonly Bucket[]): Candidate[] {
  return buckets.flatMap((bucket, index) => {
    const about = [...buckets.slice(Math.max(0, index - neighbours), index), ...buckets.slice(index + 1, index + 1 + neighbours)]
    const usual = medianOf(about.map(({ count }) => count))
    const isTop = (buckets[index - 1]?.count ?? 0) <= bucket.count && (buckets[index + 1]?.count ?? 0) < bucket.count
    if (about.length < 4 || !isTop || bucket.count < usual * 1.5 + 4) return []
    return [{ lane, bucket, size: (bucket.count - usual) / Math.sqrt(usual + 1) }]
  })
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const nouns: Readonly<Record<LaneId, string>> = {
  orders: 'order event', calls: 'call or meeting', emails: 'email or message', documents: 'document', events: 'event', notes: 'note', followups: 'follow-up',
}
const manyNouns: Readonly<Record<LaneId, string>> = {
  orders: 'order events', calls: 'calls and meetings', emails: 'emails and messages', documents: 'documents', events: 'events', notes: 'notes', followups: 'follow-ups',
}

/** "188 order events, 41 calls and meetings": the lane that leads first, then the largest other. */
function countsInWords(counts: ReadonlyMap<LaneId, number>, leading: LaneId): string {
  const others = [...counts].filter(([lane, count]) => lane !== leading && count > 0).sort(([, a], [, b]) => b - a)
  const shown: readonly (readonly [LaneId, number])[] = [[leading, counts.get(leading) ?? 0], ...others.slice(0, 1)]
  return shown.map(([lane, count]) => plural(count, nouns[lane], manyNouns[lane])).join(', ')
}

/** The bars of what was spoken and what was written, from the first on: either is contact. */
export const contactIn = ({ buckets }: DensityLayer): Bucket[] => [...(buckets.get('calls') ?? []), ...(buckets.get('emails') ?? [])].sort((a, b) => a.from - b.from)

/**
 * The longest time without contact between two bars that have some, or from the last one to `until` where it is given; null where there is
 * none of two weeks.
 */
export function quietStretch(contact: readonly Bucket[], until: number | null): Span | null {
  const held = contact.filter(({ count }) => count > 0)
  let longest: Span | null = null
  held.forEach((bucket, index) => {
    const next = held[index + 1]?.from ?? until
    if (next === null || next - bucket.to < leastSilence) return
    if (longest === null || next - bucket.to > longest.to - longest.from) longest = { from: bucket.to, to: next }
  })
  return longest
}

const leastSilence = 14 * day

/** A silence between two days with contact, as a stand-out: its days are those with none. */
export function silence({ from, to }: Span): StandOut {
  const days = Math.round((to - from) / day)
  return { id: `silence ${from}`, lane: null, span: { from, to }, counts: new Map(), title: `${formatCount(days)} days silent`, detail: 'the longest without a call or a message', size: days / 4 }
}

export interface YearRow {
  year: number
  orders: number
  contact: number
  notes: number
}

/** Counts by calendar year (UTC), the latest first; empty where a bar reaches over the end of a year. */
export function byYear(layer: DensityLayer): YearRow[] {
  const years = new Map<number, YearRow>()
  for (const [lane, column] of [['orders', 'orders'], ['calls', 'contact'], ['emails', 'contact'], ['notes', 'notes']] as const) {
    for (const { from, to, count } of layer.buckets.get(lane) ?? []) {
      const year = new Date(from).getUTCFullYear()
      if (new Date(to - 1).getUTCFullYear() !== year) return []
      const row = years.get(year) ?? { year, orders: 0, contact: 0, notes: 0 }
      row[column] += count
      years.set(year, row)
    }
  }
  return [...years.values()].sort((a, b) => b.year - a.year)
}
