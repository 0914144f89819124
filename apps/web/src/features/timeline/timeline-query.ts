import type { Channel, OrderStatus, RollUp, TimelineFilter } from '../../generated/graphql'

/** What of a timeline somebody asked to see, besides its lanes; empty parts do not filter. */
export interface TimelineQuery {
  /** With whom the client is read together; null: by itself. It narrows nothing. */
  rollUp: RollUp | null
  /** Words, as one types them. */
  search: string
  channels: readonly Channel[]
  authorIds: readonly string[]
  commodities: readonly string[]
  accounts: readonly string[]
  orderStatuses: readonly OrderStatus[]
  /** Only what documents came with, or what is about one. */
  attached: boolean
}

export const everything: TimelineQuery = {
  rollUp: null, search: '', channels: [], authorIds: [], commodities: [], accounts: [], orderStatuses: [], attached: false,
}

export const listFields = ['channels', 'authorIds', 'commodities', 'accounts', 'orderStatuses'] as const
export type ListField = (typeof listFields)[number]

export const isEverything = (query: TimelineQuery): boolean => query.search.trim() === '' && !query.attached && listFields.every((field) => query[field].length === 0)

/** How many of its parts filter. */
export const partsOf = (query: TimelineQuery): number => listFields.filter((field) => query[field].length > 0).length + (query.attached ? 1 : 0)

export const sameQuery = (one: TimelineQuery, other: TimelineQuery): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Channels in which people speak; the others are written. */
export const spokenChannels: readonly Channel[] = ['CALL', 'MEETING']
export const writtenChannels: readonly Channel[] = ['EMAIL', 'MESSAGE', 'SMS']

/** The query as the API takes it. */
export function filterOf({ channels, authorIds, commodities, accounts, orderStatuses, attached }: TimelineQuery): TimelineFilter {
  return {
    channels: [...channels],
    authorIds: [...authorIds],
    commodities: [...commodities],
    accounts: [...accounts],
    orderStatuses: [...orderStatuses],
    hasAttachment: attached ? true : null,
  }
}

/** The query of some channels alone; null where it leaves none of them. */
export function ofChannels(query: TimelineQuery, channels: readonly Channel[]): TimelineQuery | null {
  const left = query.channels.length === 0 ? channels : query.channels.filter((channel) => channels.includes(channel))
  return left.length === 0 ? null : { ...query, channels: left }
}

/** The query as the API takes it, for what was spoken alone, so that calls and emails are counted apart; null where it leaves none of it. */
export function spokenFilterOf(query: TimelineQuery): TimelineFilter | null {
  const spoken = ofChannels(query, spokenChannels)
  return spoken && filterOf(spoken)
}
