import { covers, type Span } from '../../ui/timeline/span'

/** Adds what arrived to what is held, by id: nothing twice, and the newer reading of an item wins. */
export function mergeById<T extends { id: string }>(held: ReadonlyMap<string, T>, arrived: readonly T[]): Map<string, T> {
  const merged = new Map(held)
  for (const item of arrived) merged.set(item.id, item)
  return merged
}

/**
 * Takes a whole reading of a span: what it brought is merged, and what was held in that span but is no longer there is dropped.
 * `at` tells an item's instant, `concerns` whether the reading covered its kind.
 */
export function replaceWithin<T extends { id: string }>(
  held: ReadonlyMap<string, T>,
  read: readonly T[],
  span: Span,
  { at, concerns }: { at: (item: T) => number; concerns: (item: T) => boolean },
): Map<string, T> {
  const present = new Set(read.map(({ id }) => id))
  const kept = [...held].filter(([id, item]) => present.has(id) || !concerns(item) || at(item) < span.from || at(item) >= span.to)
  return mergeById(new Map(kept), read)
}

/** What is still missing of a wanted span: all of it, or the one side that the held span does not reach; null where nothing is. */
export function missingOf(wanted: Span, held: Span | undefined): Span | null {
  if (!held || held.to < wanted.from || held.from > wanted.to) return wanted
  if (covers(held, wanted)) return null
  if (wanted.from < held.from && wanted.to > held.to) return wanted
  return wanted.from < held.from ? { from: wanted.from, to: held.from } : { from: held.to, to: wanted.to }
}

/** The held span with a reading added: one span where they touch, else the reading alone. */
export function joined(held: Span | undefined, read: Span): Span {
  if (!held || held.to < read.from || held.from > read.to) return read
  return { from: Math.min(held.from, read.from), to: Math.max(held.to, read.to) }
}

/** The part of a span that lies in another; null where they do not meet. */
export function overlapOf(one: Span, other: Span): Span | null {
  const from = Math.max(one.from, other.from)
  const to = Math.min(one.to, other.to)
  return from < to ? { from, to } : null
}
