import type { TimelineCategory } from '@brokersync/schema/enums'
import type { Count } from '../density'
import { isoOf } from './instants'

/** How many there are of a category between one boundary and the next, as `width_bucket` numbers them: from 1. */
export interface Bucketed {
  category: TimelineCategory
  bucket: number
  count: number
}

/** Boundaries in milliseconds since the epoch, as SQL takes them. */
export const instantsOf = (boundaries: readonly number[]): string[] => boundaries.map((at) => isoOf(new Date(at)))

/** The same counts, each at its boundary. */
export const countsAt = (boundaries: readonly number[], rows: readonly Bucketed[]): Count[] =>
  rows.map(({ category, bucket, count }) => ({ category, count, start: new Date(boundaries[bucket - 1] ?? 0) }))
