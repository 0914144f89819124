import type { Channel, OrderStatus, RollUp } from '../../generated/graphql'
import { laneIds, type LaneId } from '../../ui/timeline/lanes'
import { leastWindow, type Span } from '../../ui/timeline/span'
import { everything, type TimelineQuery } from './timeline-query'

/** What the page's address says of the timeline. */
export interface PaneAddress {
  /** Null where it follows now. */
  window: Span | null
  /** The lanes that are shown; empty for all. */
  lanes: readonly LaneId[]
  query: TimelineQuery
}

const channels: readonly Channel[] = ['CALL', 'MEETING', 'EMAIL', 'MESSAGE', 'SMS']
export const orderStatuses: readonly OrderStatus[] = ['PLACED', 'PARTIALLY_FILLED', 'FILLED', 'CANCELLED', 'REJECTED', 'EXPIRED']

const rollUps: readonly RollUp[] = ['HOUSEHOLD', 'COMPANY']

const known = <T extends string>(all: readonly T[], given: readonly string[]): T[] => all.filter((value) => given.some((one) => one.toUpperCase() === value.toUpperCase()))
const told = (params: URLSearchParams, name: string) => [...new Set(params.getAll(name).filter((value) => value !== ''))]

/** Reads the address; what it does not know it leaves out. */
export function readAddress(params: URLSearchParams): PaneAddress {
  return {
    window: windowOf(params.get('from'), params.get('to')),
    lanes: known(laneIds, told(params, 'lane')),
    query: {
      rollUp: known(rollUps, told(params, 'with'))[0] ?? null,
      search: params.get('q') ?? '',
      channels: known(channels, told(params, 'channel')),
      authorIds: told(params, 'author'),
      commodities: told(params, 'commodity').map((code) => code.toUpperCase()),
      accounts: told(params, 'account'),
      orderStatuses: known(orderStatuses, told(params, 'order')),
      attached: params.has('files'),
    },
  }
}

function windowOf(from: string | null, to: string | null): Span | null {
  const span = { from: Date.parse(from ?? ''), to: Date.parse(to ?? '') }
  return span.to - span.from >= leastWindow ? span : null
}

/** To the minute: finer would make every pan another address. */
const minutely = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`

/** Writes the address, without what stands at its first value. */
export function writeAddress({ window, lanes, query }: PaneAddress): URLSearchParams {
  const params = new URLSearchParams()
  if (window !== null) {
    params.set('from', minutely(window.from))
    params.set('to', minutely(window.to))
  }
  lanes.forEach((lane) => params.append('lane', lane))
  if (query.rollUp !== null) params.set('with', query.rollUp.toLowerCase())
  if (query.search.trim() !== '') params.set('q', query.search)
  query.channels.forEach((channel) => params.append('channel', channel.toLowerCase()))
  query.authorIds.forEach((id) => params.append('author', id))
  query.commodities.forEach((code) => params.append('commodity', code.toLowerCase()))
  query.accounts.forEach((account) => params.append('account', account))
  query.orderStatuses.forEach((status) => params.append('order', status.toLowerCase()))
  if (query.attached) params.set('files', '')
  return params
}

export const firstAddress: PaneAddress = { window: null, lanes: [], query: everything }
