import type { TimelineCategory } from '@brokersync/schema/enums'
import type { ClientId, DocumentId, InteractionId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import { reachOf } from '../../platform/directory/actor'
import { everywhere } from '../../platform/directory/reach'
import type { Directory } from '../../platform/directory/directory'
import { badInput, type Fault } from '../../platform/errors/domain-error'
import type { Commodities } from '../../platform/firm/commodities'
import type { RequestContext } from '../../platform/graph/context'
import type { Keys } from '../../platform/keys/keys'
import { bucketsOf, planDensity, type Bucket } from './density'
import { parseInstant } from './input-fields'
import { openAll } from './interaction-events'
import type { Interaction } from './interaction'
import { wordsOf, wordsOfItem, type Tokenise } from './search-tokens'
import type { ActivityStore, ClientActivity, Hit, Search } from './store/activity.store'
import type { InteractionStore } from './store/interaction.store'

/** One page of a list, newest first: one item more than was asked for, where there are more. */
export interface Page {
  first: number
  after: { occurredAt: Date; id: InteractionId } | null
}

/** What is asked of a list of interactions, in the words of the API; null or empty does not filter. */
export interface Asked {
  search?: string | null | undefined
  from?: string | null | undefined
  to?: string | null | undefined
  categories?: readonly TimelineCategory[] | null | undefined
}

interface Parts {
  store: InteractionStore
  activity: ActivityStore
  directory: Directory
  keys: Keys
  commodities: Commodities
  tokenise: Tokenise
}

const mostOfSearch = 500
const mostBuckets = 1_000
/** Hits whose words are not there after all are replaced by further ones, so many times. */
const rounds = 5

const orNull = <Value>(list: readonly Value[] | null | undefined): readonly Value[] | null => (list && list.length > 0 ? list : null)

/** What was asked, read; @param prefix what stands before the fields' names in the input. */
function read({ search, from, to, categories }: Asked, prefix = '') {
  const faults: Fault[] = []
  const instant = (path: string, value: string | null | undefined) => {
    if (value === null || value === undefined) return null
    const parsed = parseInstant(value)
    if (parsed === null) faults.push({ path: `${prefix}${path}`, message: 'must be an instant such as 2026-11-20T10:00:00Z (RFC 3339)' })
    return parsed
  }
  const asked = { from: instant('from', from), to: instant('to', to), categories: orNull(categories), words: search === null || search === undefined || search.trim() === '' ? null : wordsOf(search) }
  if (search && search.length > mostOfSearch) faults.push({ path: 'search', message: `must have at most ${mostOfSearch} characters` })
  if (faults.length > 0) throw badInput(faults)
  return asked
}

/** Reads what happened, for those who may see it; every reading is noted for the audit. */
export class TimelineService {
  constructor(private readonly parts: Parts) {}

  /** Whether the caller may read what happened with a client; asked for many at once within an operation. */
  private reaches(context: RequestContext, id: ClientId): Promise<boolean> {
    const loader = context.loader<ClientId, boolean>('interactions.reach', async (ids) => {
      const reached = await this.parts.directory.reachable(context.actor, 'interactions:read', ids)
      return ids.map((one) => reached.has(one))
    })
    return loader.load(id)
  }

  /** A client's timeline, or null where it is out of reach. */
  async timeline(context: RequestContext, clientId: ClientId, asked: Asked, page: Page): Promise<Interaction[] | null> {
    const { words, ...query } = read(asked)
    if (!(await this.reaches(context, clientId))) return null
    context.reads.add('timeline', [clientId])
    if (words !== null) return this.found(words, { ...ofThatClient, ...query, clientIds: [clientId], ...page })
    const stored = await this.parts.store.window({ ...query, clientIds: [clientId], after: page.after, first: page.first + 1 })
    return openAll(this.parts.keys, stored)
  }

  async density(context: RequestContext, clientId: ClientId, asked: { from: string; to: string }, buckets: number): Promise<Bucket[] | null> {
    const { from, to } = read(asked)
    const faults = [
      ...(buckets < 1 || buckets > mostBuckets ? [{ path: 'buckets', message: 'must be from 1 to 1,000' }] : []),
      ...(from !== null && to !== null && from >= to ? [{ path: 'to', message: 'must be after from' }] : []),
    ]
    if (faults.length > 0) throw badInput(faults)
    if (from === null || to === null || !(await this.reaches(context, clientId))) return null
    context.reads.add('timeline', [clientId])
    const plan = planDensity({ from, to }, buckets)
    const [kept, counted] = await Promise.all([
      this.parts.activity.counts([clientId], plan.kept),
      plan.counted.length === 0 ? [] : this.parts.store.count({ clientIds: [clientId], spans: plan.counted, step: plan.countedStep }),
    ])
    return bucketsOf(plan, [...kept, ...counted])
  }

  /** When a client's timeline begins and ends, and when it was last in touch; null out of reach, undefined where nothing happened yet. */
  async activity(context: RequestContext, clientId: ClientId): Promise<ClientActivity | null | undefined> {
    if (!(await this.reaches(context, clientId))) return null
    context.reads.add('engagement', [clientId])
    const loader = context.loader<ClientId, ClientActivity | undefined>('interactions.activity', async (ids) => {
      const found = await this.parts.activity.byClients(ids)
      return ids.map((id) => found.get(id))
    })
    return loader.load(clientId)
  }

  /** Across all clients that the caller may see. */
  async search(context: RequestContext, asked: Asked, filter: Pick<Partial<Search>, 'clientIds' | 'channels' | 'authorIds'>, page: Page): Promise<Interaction[]> {
    const { words, ...query } = read(asked, 'filter.')
    const ids = (given: readonly string[] | null | undefined) => orNull(given)?.filter(isUuid) ?? null
    const search = { ...query, clientIds: ids(filter.clientIds), authorIds: ids(filter.authorIds), channels: orNull(filter.channels), reach: reachOf(context.actor, 'interactions:read'), ...page }
    const items = await this.found(words, search)
    context.reads.add('interactions', items.map((item) => item.clientId))
    return items
  }

  /** Those that are about a document, of the clients that the caller may see. */
  async aboutDocument(context: RequestContext, documentId: DocumentId, page: Page): Promise<Interaction[]> {
    const hits = isUuid(documentId) ? await this.parts.activity.aboutDocument(documentId, { reach: reachOf(context.actor, 'interactions:read'), after: page.after, first: page.first + 1 }) : []
    context.reads.add('interactions', hits.map((hit) => hit.clientId))
    return this.open(hits)
  }

  /** Items of a client that the caller was given already, by their ids. */
  async byIds(context: RequestContext, ids: readonly InteractionId[]): Promise<(Interaction | null)[]> {
    const items = await openAll(this.parts.keys, await this.parts.store.byIds(ids))
    context.reads.add('interactions', items.map((item) => item.clientId))
    const byId = new Map(items.map((item) => [item.id, item]))
    return ids.map((id) => byId.get(id) ?? null)
  }

  private async open(hits: readonly Hit[]): Promise<Interaction[]> {
    const { store, keys } = this.parts
    const items = new Map((await openAll(keys, await store.byIds(hits.map(({ id }) => id)))).map((item) => [item.id, item]))
    return hits.flatMap(({ id }) => items.get(id) ?? [])
  }

  /** The tokens say where words may be; whether they are, is seen when the item is opened. */
  private async found(words: readonly string[] | null, search: Omit<Search, 'tokens'>): Promise<Interaction[]> {
    if (words?.length === 0) return []
    const { activity, tokenise, commodities } = this.parts
    const tokens = words === null ? null : tokenise(words)
    const found: Interaction[] = []
    let { after } = search
    for (let round = 0; round < rounds; round += 1) {
      const wanted = search.first + 1 - found.length
      const hits = await activity.search({ ...search, tokens, after, first: wanted })
      const items = await this.open(hits)
      found.push(...items.filter((item) => words === null || hasAll(new Set(wordsOfItem(item, commodities)), words)))
      after = hits.at(-1) ?? null
      if (hits.length < wanted || found.length > search.first) break
    }
    return found
  }
}

const hasAll = (present: ReadonlySet<string>, words: readonly string[]): boolean => words.every((word) => present.has(word))

/** For a client whose reach was looked at: no more bounds. */
const ofThatClient = { reach: everywhere, channels: null, authorIds: null }
