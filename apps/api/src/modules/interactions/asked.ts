import type { Channel, FeedbackState, OrderStatus, RollUp, TimelineCategory } from '@brokersync/schema/enums'
import { isUuid } from '@brokersync/schema/ids'
import { wordsOf } from '@brokersync/schema/search-words'
import { badInput, type Fault } from '../../platform/errors/domain-error'
import { parseInstant } from './input-fields'
import type { ItemIndex } from './item-index'
import type { ItemFilter } from './store/item-filter'

type Optional<Value> = Value | null | undefined

/** What is asked of a list of interactions, in the words of the API; null or empty does not filter. */
export interface Asked {
  /** Of one client's timeline: with whom it is read together. */
  rollUp?: Optional<RollUp>
  search?: Optional<string>
  from?: Optional<string>
  to?: Optional<string>
  categories?: Optional<readonly TimelineCategory[]>
  channels?: Optional<readonly Channel[]>
  authorIds?: Optional<readonly string[]>
  commodities?: Optional<readonly string[]>
  accounts?: Optional<readonly string[]>
  orderStatuses?: Optional<readonly OrderStatus[]>
  hasAttachment?: Optional<boolean>
  feedbackStates?: Optional<readonly FeedbackState[]>
}

/** The words that are sought, and the rest of what was asked, as the index takes it. */
export interface Sought {
  words: readonly string[] | null
  filter: Omit<ItemFilter, 'reach' | 'viewer' | 'clientIds' | 'mentioned' | 'orderId'>
}

const mostOfSearch = 500
const mostWords = 20

const orNull = <Value>(list: Optional<readonly Value[]>): readonly Value[] | null => (list && list.length > 0 ? list : null)

/** An instant of an input, a fault where it is none, null where there is none. */
export function instantOf(path: string, value: Optional<string>, faults: Fault[]): Date | null {
  if (value === null || value === undefined) return null
  const parsed = parseInstant(value)
  if (parsed === null) faults.push({ path, message: 'must be an instant such as 2026-11-20T10:00:00Z (RFC 3339)' })
  return parsed
}

function wordsIn(search: Optional<string>, faults: Fault[]): readonly string[] | null {
  if (search === null || search === undefined || search.trim() === '') return null
  if (search.length > mostOfSearch) faults.push({ path: 'search', message: `must have at most ${mostOfSearch} characters` })
  const words = wordsOf(search)
  if (words.length > mostWords) faults.push({ path: 'search', message: `must have at most ${mostWords} different words` })
  return words
}

/**
 * What was asked, read.
 * @param prefix what stands before the fields' names in the input.
 * @throws {DomainError} BAD_USER_INPUT with all faults.
 */
export function readAsked(asked: Asked, index: ItemIndex, prefix = ''): Sought {
  const faults: Fault[] = []
  const [from, to] = [instantOf(`${prefix}from`, asked.from, faults), instantOf(`${prefix}to`, asked.to, faults)]
  const words = wordsIn(asked.search, faults)
  if (faults.length > 0) throw badInput(faults)
  return {
    words,
    filter: {
      from, to, categories: orNull(asked.categories), channels: orNull(asked.channels), authorIds: orNull(asked.authorIds)?.filter(isUuid) ?? null,
      commodities: orNull(asked.commodities), accounts: orNull(asked.accounts)?.map((name) => index.account(name)) ?? null, orderStatuses: orNull(asked.orderStatuses),
      hasAttachment: asked.hasAttachment ?? null, feedbackStates: orNull(asked.feedbackStates), words: words === null ? null : index.words(words),
    },
  }
}

/** The same, found also by how people are reached: for who may see that. */
export const withContact = (sought: Sought, index: ItemIndex): Sought =>
  sought.words === null ? sought : { ...sought, filter: { ...sought.filter, words: index.words(sought.words, true) } }

/** Whether nothing but time, category and channel is asked: then there are kept counts of it. */
export const isOfKeptCounts = ({ filter }: Sought): boolean =>
  [filter.authorIds, filter.commodities, filter.accounts, filter.orderStatuses, filter.hasAttachment, filter.feedbackStates, filter.words].every((part) => part === null)

/** Whether nothing but time and category is asked: then the interactions' own store knows best. */
export const isPlain = (sought: Sought): boolean => isOfKeptCounts(sought) && sought.filter.channels === null
