import type { ClientId } from '@brokersync/schema/ids'
import type { CountUnit, Span } from '../density'
import type { ActivityStore, Layout, Stretch } from './activity.store'
import { boundsOf, type Window } from './interaction.store'

/** A part of one partition: what happened with a client in a stretch of time that lies in one bucket. */
export interface Piece extends Span {
  clientId: ClientId
  bucket: string
}

/** The bucket in which an instant lies: a pure function of layout and instant, so that a replay lands where it was. */
export function bucketOf(layout: Layout, at: Date): string {
  const text = at.toISOString()
  switch (layout) {
    case 'year':
      return text.slice(0, 4)
    case 'month':
      return text.slice(0, 7)
    case 'day':
      return text.slice(0, 10)
  }
}

function nextOf(unit: CountUnit | Layout, start: Date): Date {
  const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()]
  switch (unit) {
    case 'year':
      return new Date(Date.UTC(year + 1, 0))
    case 'month':
      return new Date(Date.UTC(year, month + 1))
    case 'day':
      return new Date(Date.UTC(year, month, day + 1))
    case 'hour':
      return new Date(start.getTime() + 3_600_000)
  }
}

const startOf = (layout: Layout, at: Date): Date => new Date(`${`${bucketOf(layout, at)}-01-01`.slice(0, 10)}T00:00:00.000Z`)

/** The buckets that a span of a few hours touches. */
export function bucketsBetween(layout: Layout, { from, to }: Span): string[] {
  const buckets: string[] = []
  for (let at = startOf(layout, from); at < to; at = nextOf(layout, at)) buckets.push(bucketOf(layout, at))
  return buckets
}

/**
 * Enough of a client's pieces, in the window's order, that they hold a page; a piece in which the window begins or ends
 * counts for nothing, since it may have been read through.
 */
function enough(pieces: readonly (Piece & { n: number })[], within: Span, first: number): number {
  let held = 0
  for (const [index, piece] of pieces.entries()) {
    if (piece.from >= within.from && piece.to <= within.to) held += piece.n
    if (held >= first) return index + 1
  }
  return pieces.length
}

function piecesOf(stretches: readonly Stretch[], unit: CountUnit, layout: Layout): (Piece & { n: number })[] {
  const pieces = new Map<string, Piece & { n: number }>()
  for (const { clientId, start, n } of stretches) {
    const from = unit === 'day' ? start : startOf(layout, start)
    const known = pieces.get(from.toISOString())
    if (known === undefined) pieces.set(from.toISOString(), { clientId, bucket: bucketOf(layout, start), from, to: nextOf(unit === 'day' ? unit : layout, from), n })
    else known.n += n
  }
  return [...pieces.values()]
}

/** So many stretches are asked for at once: a page has no more days in it than items, and a century 1,200 months. */
const mostStretches = 1_300

/**
 * Which pieces to read for a window, in batches: in the window's order: the first holds a page by the counts, the second is the rest, for a client
 * of which more was counted than is there. With categories a piece is a day that has them, as no partition is read past what is asked for.
 */
export async function windowPlan(activity: Pick<ActivityStore, 'stretches'>, window: Window, layoutOf: (clientId: ClientId) => Layout): Promise<Piece[][]> {
  const { clientIds, categories, first, order = 'newest' } = window
  const { low, high } = boundsOf(window)
  const within = { from: low.occurredAt, to: high.occurredAt }
  const byDay = clientIds.filter((id) => categories !== null || layoutOf(id) === 'day')
  const byMonth = clientIds.filter((id) => !byDay.includes(id))
  const found = async (ids: readonly ClientId[], unit: 'day' | 'month', limit: number) => {
    if (ids.length === 0) return []
    // A unit in which the window begins starts before it does.
    const stretches = await activity.stretches({ clientIds: ids, unit, since: startOf(unit, within.from), until: within.to, categories, order, limit })
    return ids.map((id) => piecesOf(stretches.filter(({ clientId }) => clientId === id), unit, layoutOf(id)))
  }
  const pieces = [...(await found(byDay, 'day', first + 1)), ...(await found(byMonth, 'month', mostStretches))]
  const cut = pieces.map((ofClient) => ({ ofClient, at: enough(ofClient, within, first) }))
  return [cut.flatMap(({ ofClient, at }) => ofClient.slice(0, at)), cut.flatMap(({ ofClient, at }) => ofClient.slice(at))]
}
