import type { Channel, OrderStatus } from '../../generated/graphql'
import { orderStatuses } from './pane-address'
import type { ListField, TimelineQuery } from './timeline-query'
import type { Facets } from './timeline-source'
import { codeName, commodityName, inWords } from './words'

export interface Choice {
  value: string
  name: string
  /** How many it would leave; null where that is not known. */
  count: number | null
}

export interface FacetList {
  field: ListField
  label: string
  choices: readonly Choice[]
}

const channels: readonly Channel[] = ['CALL', 'MEETING', 'EMAIL', 'MESSAGE', 'SMS']

/** The filters that there is anything to choose for: what the window holds, and what is chosen already. */
export function facetLists(facets: Facets | null, query: TimelineQuery): FacetList[] {
  const lists: FacetList[] = [
    { field: 'channels', label: 'Channel', choices: ofCodes<Channel>(channels, query.channels, facets?.channels.map(({ channel, count }) => [channel, count]), codeName) },
    { field: 'orderStatuses', label: 'Order event', choices: ofCodes<OrderStatus>(orderStatuses, query.orderStatuses, facets?.orderStatuses.map(({ status, count }) => [status, count]), inWords) },
    { field: 'commodities', label: 'Commodity', choices: ofFound(query.commodities, facets?.commodities.map(({ commodity, count }) => [commodity, commodityName(commodity), count]), commodityName) },
    { field: 'accounts', label: 'Account', choices: ofFound(query.accounts, facets?.accounts.map(({ account, count }) => [account, account, count]), (account) => account) },
    { field: 'authorIds', label: 'Recorded by', choices: ofFound(query.authorIds, facets?.authors.flatMap(({ author, count }) => (author ? [[author.id, author.name, count] as const] : [])), () => 'Somebody else') },
  ]
  return lists.filter(({ choices }) => choices.length > 0)
}

/** A closed list of codes in its own order, without those of which there are none. */
function ofCodes<Code extends string>(all: readonly Code[], chosen: readonly Code[], found: readonly (readonly [Code, number])[] | undefined, nameOf: (code: Code) => string): Choice[] {
  const counts = new Map(found)
  return all
    .filter((code) => found === undefined || counts.has(code) || chosen.includes(code))
    .map((code) => ({ value: code, name: nameOf(code), count: found === undefined ? null : (counts.get(code) ?? 0) }))
}

/** What was found, the most frequent first, and what is chosen though nothing of it was found. */
function ofFound(chosen: readonly string[], found: readonly (readonly [string, string, number])[] | undefined, nameOf: (value: string) => string): Choice[] {
  const choices: Choice[] = (found ?? []).map(([value, name, count]) => ({ value, name, count }))
  const missing = chosen.filter((value) => !choices.some((choice) => choice.value === value))
  return [...choices.sort((a, b) => (b.count ?? 0) - (a.count ?? 0)), ...missing.map((value) => ({ value, name: nameOf(value), count: found === undefined ? null : 0 }))]
}
