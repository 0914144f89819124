import type { RollUp } from '@brokersync/schema/enums'
import type { ClientId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import { isUuid } from '@brokersync/schema/ids'
import { reachOf } from '../../platform/directory/actor'
import { everywhere } from '../../platform/directory/reach'
import type { Directory } from '../../platform/directory/directory'
import { badInput } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import { isOfKeptCounts, isPlain, readAsked, withContact, type Asked, type Sought } from './asked'
import { seesAllContact } from './contact-details'
import { bucketsOf, planDensity, type Bucket, type DensityPlan } from './density'
import type { ItemIndex } from './item-index'
import { reached, reaches } from './reaching'
import type { ActivityStore, ClientActivity } from './store/activity.store'
import type { InteractionStore } from './store/interaction.store'
import type { ItemFilter } from './store/item-filter'
import type { FacetCount, ItemStore } from './store/item.store'
import { viewerOf } from './visibility'

interface Parts {
  store: InteractionStore
  activity: ActivityStore
  items: ItemStore
  index: ItemIndex
  directory: Directory
}

/** How many interactions there are, in all and by each value that one may filter by. */
export interface TimelineCounts {
  total: number
  facets: readonly FacetCount[]
}

const mostBuckets = 1_000
/** More are not counted by facets: that would cost more than it tells. */
const mostCounted = 100_000

/** For a client whose reach was looked at: no more bounds. */
const ofThatClient = { reach: everywhere, mentioned: null, orderId: null }

/** Counts what happened, exactly or not at all, for those who may see it. */
export class TimelineCountsService {
  constructor(private readonly parts: Parts) {}

  /**
   * How many there are in at most so many stretches of a span; null out of reach. Always exact: by time, category and channel
   * out of counts that are kept, whatever the number; under any other filter by counting the client's items that it leaves.
   */
  async density(context: RequestContext, clientId: ClientId, asked: Asked & { from: string; to: string }, buckets: number): Promise<Bucket[] | null> {
    const sought = readAsked(asked, this.parts.index)
    const { from, to, categories } = sought.filter
    const faults = [
      ...(buckets < 1 || buckets > mostBuckets ? [{ path: 'buckets', message: 'must be from 1 to 1,000' }] : []),
      ...(from !== null && to !== null && from >= to ? [{ path: 'to', message: 'must be after from' }] : []),
    ]
    if (faults.length > 0) throw badInput(faults)
    const clientIds = from === null || to === null ? null : await reached(this.parts.directory, context, clientId, asked.rollUp)
    if (from === null || to === null || clientIds === null) return null
    context.reads.add('timeline', clientIds)
    const plan = planDensity({ from, to }, buckets)
    if (sought.words?.length === 0) return []
    if (isPlain(sought)) return (await this.ofTime(context, clientIds, plan)).filter(({ category }) => categories === null || categories.includes(category))
    const { filter: asks } = await this.asSeen(context, sought, clientIds)
    const filter = { ...asks, ...ofThatClient, viewer: viewerOf(context.actor), clientIds }
    if (isOfKeptCounts(sought)) return this.ofChannels(filter, clientIds, plan)
    return bucketsOf(plan, await this.parts.items.density(filter, plan.boundaries))
  }

  /** By the kept counts, less what this viewer may not read. */
  private async ofTime(context: RequestContext, clientIds: readonly ClientId[], plan: DensityPlan): Promise<Bucket[]> {
    const { activity, store, items } = this.parts
    const [kept, counted, unreadable] = await Promise.all([
      activity.counts(clientIds, plan, null),
      plan.counted.length === 0 ? [] : store.count({ clientIds, spans: plan.counted, step: plan.countedStep }),
      items.unreadable(viewerOf(context.actor), clientIds, plan.boundaries),
    ])
    return bucketsOf(plan, [...kept, ...counted, ...unreadable.map((one) => ({ ...one, count: -one.count }))]).filter(({ count }) => count > 0)
  }

  /** By the kept counts of channels: of communications, which all may read who see the client. */
  private async ofChannels(filter: ItemFilter, clientIds: readonly ClientId[], plan: DensityPlan): Promise<Bucket[]> {
    if (filter.categories?.includes('COMMUNICATION') === false) return []
    const { activity, items } = this.parts
    const [kept, ...counted] = await Promise.all([activity.counts(clientIds, plan, filter.channels), ...plan.counted.map(({ from, to }) => items.density({ ...filter, from, to }, plan.boundaries))])
    return bucketsOf(plan, [...kept, ...counted.flat()])
  }

  /** Of one client, or of its household or company: in all, and by each facet under the others; null out of reach, undefined where there are too many. */
  async ofClient(context: RequestContext, clientId: ClientId, asked: Asked): Promise<TimelineCounts | null | undefined> {
    const sought = readAsked(asked, this.parts.index)
    const clientIds = await reached(this.parts.directory, context, clientId, asked.rollUp)
    if (clientIds === null) return null
    context.reads.add('timeline', clientIds)
    const { words, filter } = await this.asSeen(context, sought, clientIds)
    return this.counted(words, { ...filter, ...ofThatClient, viewer: viewerOf(context.actor), clientIds })
  }

  /** Of all clients that the caller may see; undefined where there are too many. */
  async ofAll(context: RequestContext, asked: Asked, given: readonly string[] | null): Promise<TimelineCounts | undefined> {
    const sought = readAsked(asked, this.parts.index, 'filter.')
    const clientIds = given !== null && given.length > 0 ? given.filter(isUuid) : null
    const who = { reach: reachOf(context.actor, 'interactions:read'), viewer: viewerOf(context.actor), mentioned: null, orderId: null }
    const told = clientIds === null ? [] : (await this.parts.directory.reachable(context.actor, 'interactions:read', clientIds)).keys()
    context.reads.add('interaction counts', told)
    const { words, filter } = await this.asSeen(context, sought, clientIds)
    return this.counted(words, { ...filter, ...who, clientIds })
  }

  /** By how people are reached is found, and so counted, only for who may see that. */
  private async asSeen(context: RequestContext, sought: Sought, clientIds: readonly string[] | null): Promise<Sought> {
    const { directory, index } = this.parts
    return sought.words !== null && (await seesAllContact(directory, context, clientIds)) ? withContact(sought, index) : sought
  }

  private async counted(words: readonly string[] | null, filter: ItemFilter): Promise<TimelineCounts | undefined> {
    if (words?.length === 0) return { total: 0, facets: [] }
    return (await this.parts.items.counts(filter, mostCounted)) ?? undefined
  }

  /** When the timeline of a client, or of its household or company, begins and ends, and how much there is; null out of reach. */
  async extent(context: RequestContext, clientId: ClientId, rollUp: RollUp | null): Promise<{ first: Date | null; last: Date | null; count: number } | null> {
    const clientIds = await reached(this.parts.directory, context, clientId, rollUp)
    if (clientIds === null) return null
    const found = (await Promise.all(clientIds.map((id) => this.activity(context, id)))).filter((one) => one !== null && one !== undefined)
    const [first = null] = found.flatMap(({ firstAt }) => firstAt ?? []).sort((a, b) => a.getTime() - b.getTime())
    const [last = null] = found.flatMap(({ lastAt }) => lastAt ?? []).sort((a, b) => b.getTime() - a.getTime())
    return { first, last, count: found.reduce((sum, { n }) => sum + n, 0) }
  }

  /** When a client's timeline begins and ends, and when it was last in touch; null out of reach, undefined where nothing happened yet. */
  async activity(context: RequestContext, clientId: ClientId, permission: Permission = 'interactions:read'): Promise<ClientActivity | null | undefined> {
    if (!(await reaches(this.parts.directory, context, clientId, permission))) return null
    context.reads.add('engagement', [clientId])
    const loader = context.loader<ClientId, ClientActivity | undefined>('interactions.activity', async (ids) => {
      const [found, unreadable] = await Promise.all([this.parts.activity.byClients(ids), this.parts.items.unreadableOf(viewerOf(context.actor), ids)])
      return ids.map((id) => {
        const activity = found.get(id)
        return activity && { ...activity, n: activity.n - (unreadable.get(id) ?? 0) }
      })
    })
    return loader.load(clientId)
  }
}
