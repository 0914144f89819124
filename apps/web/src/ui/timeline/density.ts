import type { LaneId } from './lanes'
import { covers, type Span } from './span'

/** How many things of a lane happened in one stretch of time. Instants are milliseconds of the Unix epoch. */
export interface Bucket extends Span {
  count: number
}

/** Counts of a stretch of time by lane. */
export interface DensityLayer {
  span: Span
  buckets: ReadonlyMap<LaneId, readonly Bucket[]>
}

/** A bucket width in milliseconds such that a bucket is a few pixels wide: an hour at least, so that the server's counts are exact. */
export function bucketLength(millisecondsPerPixel: number, pixels = 5): number {
  const wanted = millisecondsPerPixel * pixels
  return bucketLengths.find((length) => length >= wanted) ?? wanted
}

const hour = 3_600_000
const bucketLengths = [1, 2, 4, 8, 24, 48, 168, 336, 730.5, 1461, 2191.5, 4383, 8766].map((hours) => hours * hour)

/** The span widened to whole buckets, and how many there are; never more than the server takes. */
export function bucketGrid(span: Span, length: number, most = 500): { span: Span; buckets: number } {
  const from = Math.floor(span.from / length) * length
  const buckets = Math.min(most, Math.max(1, Math.ceil((span.to - from) / length)))
  const step = Math.max(length, Math.ceil((span.to - from) / buckets / length) * length)
  return { span: { from, to: from + step * buckets }, buckets }
}

/** The finer layer where it covers the span, else the overview of all time. */
export const layerFor = (span: Span, fine: DensityLayer | null, overview: DensityLayer | null): DensityLayer | null =>
  fine !== null && covers(fine.span, span) ? fine : (overview ?? fine)

/** How many fall within the span, taking a bucket that reaches over its edge by the share that is inside. */
export function countWithin(buckets: readonly Bucket[], span: Span): number {
  let sum = 0
  for (const bucket of buckets) {
    const inside = Math.min(bucket.to, span.to) - Math.max(bucket.from, span.from)
    if (inside > 0) sum += (bucket.count * inside) / (bucket.to - bucket.from)
  }
  return sum
}

/** The bucket that an instant lies in. */
export const bucketAt = (buckets: readonly Bucket[], at: number): Bucket | undefined =>
  buckets.find(({ from, to }) => from <= at && at < to)
