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

/** The whole of the partition that an instant lies in. */
export function pieceAt(layout: Layout, clientId: ClientId, at: Date): Piece {
  const from = startOf(layout, at)
  return { clientId, bucket: bucketOf(layout, at), from, to: nextOf(layout, from) }
}

const startOf = (layout: Layout, at: Date): Date => new Date(`${`${bucketOf(layout, at)}-01-01`.slice(0, 10)}T00:00:00.000Z`)

/** The buckets that a span of a few hours touches. */
export function bucketsBetween(layout: Layout, { from, to }: Span): string[] {
  const buckets: string[] = []
  for (let at = startOf(layout, from); at < to; at = nextOf(layout, at)) buckets.push(bucketOf(layout, at))
  return buckets
}

/**
 * How many of a client's pieces, in the window's order, hold a page; null where all of them do not. A piece in which the window begins or ends
 * counts for nothing, since it may have been read through.
 */
function enough(pieces: readonly (Piece & { n: number })[], within: Span, first: number): number | null {
  let held = 0
  for (const [index, piece] of pieces.entries()) {
    if (piece.from >= within.from && piece.to <= within.to) held += piece.n
    if (held >= first) return index + 1
  }
  return null
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

/** So many stretches are asked for: a page has no more days in it than items, and a century 1,200 months; of those, at first, as many as mostly hold a page. */
const mostStretches = 1_300
const fewStretches = 24

/** A client's pieces in the window's order, and whether these are all that there are. */
interface Found {
  clientId: ClientId
  pieces: (Piece & { n: number })[]
  isAll: boolean
}

/**
 * Which pieces to read for a window, in the window's order, in batches: the first holds a page by the counts where anything does; the second is the rest,
 * for a client of which more was counted than is there, and is asked for only then. With categories a piece is a day that has them, as no partition is read
 * past what is asked for.
 */
export async function* windowPlan(activity: Pick<ActivityStore, 'stretches'>, window: Window, layoutOf: (clientId: ClientId) => Layout): AsyncGenerator<Piece[]> {
  const { clientIds, categories, first, order = 'newest' } = window
  const { low, high } = boundsOf(window)
  const within = { from: low.occurredAt, to: high.occurredAt }
  const byDay = clientIds.filter((id) => categories !== null || layoutOf(id) === 'day')
  const byMonth = clientIds.filter((id) => !byDay.includes(id))
  const find = async (ids: readonly ClientId[], unit: 'day' | 'month', limit: number): Promise<Found[]> => {
    if (ids.length === 0) return []
    // A unit in which the window begins starts before it does.
    const stretches = await activity.stretches({ clientIds: ids, unit, since: startOf(unit, within.from), until: within.to, categories, order, limit })
    return ids.map((clientId) => {
      const own = stretches.filter((one) => one.clientId === clientId)
      return { clientId, pieces: piecesOf(own, unit, layoutOf(clientId)), isAll: own.length < limit }
    })
  }
  const days = await find(byDay, 'day', first + 1)
  const few = await find(byMonth, 'month', fewStretches)
  // The last of some may have been cut off in the middle of what it counts.
  const holding = ({ pieces, isAll }: Found) => enough(isAll ? pieces : pieces.slice(0, -1), within, first)
  const lacking = few.filter((one) => !one.isAll && holding(one) === null).map(({ clientId }) => clientId)
  // Of several clients each must hold a page, or be known whole: what is left out of one may come before what another has.
  const whole = await find(lacking, 'month', mostStretches)
  const found = [...days, ...few.map((one) => whole.find(({ clientId }) => clientId === one.clientId) ?? one)]
  const cut = found.map((one) => ({ ...one, at: holding(one) ?? one.pieces.length }))
  yield cut.flatMap(({ pieces, at }) => pieces.slice(0, at))
  const unknown = few.filter(({ clientId, isAll }) => !isAll && !lacking.includes(clientId)).map(({ clientId }) => clientId)
  const more = await find(unknown, 'month', mostStretches)
  yield cut.flatMap(({ clientId, pieces, at }) => (more.find((one) => one.clientId === clientId)?.pieces ?? pieces).slice(at))
}
