import { interactionEvent, interactionEventTypes, type InteractionEventType } from '@brokersync/schema/events/interactions'
import type { Directory } from '../../../platform/directory/directory'
import type { Keys } from '../../../platform/keys/keys'
import type { Consumer } from '../../../platform/log/consumer'
import { openAll, storedOf } from '../interaction-events'
import { placeOf, type Interaction } from '../interaction'
import type { OrderIndex } from '../order-index'
import { activityWrites } from '../store/activity-writes'
import type { InteractionStore, StoredInteraction } from '../store/interaction.store'
import { itemWrites, type Indexed } from '../store/item-writes'

/** What tells of a change of what is there already: it counts no more for that. */
const changing: ReadonlySet<string> = new Set<InteractionEventType>(['recommendation.answered', 'feedback.handled', 'interaction.corrected', 'interaction.retracted'])

/** The name of the applier's position: how far the timeline has come. */
export const applier = 'apply'

/** What of erased clients comes again after it went, by a replay or a lane that was parked: its key is gone, and that it happened is to be so too. */
async function erasedOf({ directory, keys }: { directory: Pick<Directory, 'find'>; keys: Keys }, stored: readonly StoredInteraction[]): Promise<ReadonlySet<StoredInteraction>> {
  const clients = await directory.find([...new Set(stored.map(({ clientId }) => clientId))])
  const ofErased = stored.filter(({ clientId }) => clients.get(clientId)?.status === 'ERASED')
  if (ofErased.length === 0) return new Set()
  const texts = await keys.open(ofErased.map(({ id, sealed }) => ({ value: sealed, place: placeOf(id) })))
  return new Set(ofErased.filter((_, at) => texts[at] === null))
}

/**
 * Puts what was recorded into the store, and then, with its own position, what is derived of it: counts, extents, search entries.
 * A store that is away is waited for; nothing is lost meanwhile, since the log holds it.
 */
export const applyWhenRecorded = (parts: {
  store: InteractionStore
  keys: Keys
  directory: Pick<Directory, 'find'>
  /** What an item is filtered and found by. */
  index: (item: Interaction) => Indexed
  orders: Pick<OrderIndex, 'writesFor'>
  /** Told whether the store took what it was given. */
  isStoring: (storing: boolean) => void
}): Consumer => ({
  name: applier,
  types: interactionEventTypes,
  async handle(events) {
    const { store, keys, directory, index, orders, isStoring } = parts
    const told = events.map((event) => ({ type: event.type, item: storedOf(interactionEvent.parse(event.data)) }))
    const gone = await erasedOf({ directory, keys }, told.map(({ item }) => item))
    const left = told.filter(({ item }) => !gone.has(item))
    const stored = left.map(({ item }) => item)
    try {
      await store.put(stored)
      isStoring(true)
    } catch (error) {
      isStoring(false)
      throw error
    }
    const items = await openAll(keys, stored)
    const added = items.filter((_, at) => !changing.has(left[at]?.type ?? ''))
    const lastOfEach = [...new Map(items.map((item) => [item.id, item])).values()]
    const indexed = lastOfEach.map((item) => index(item))
    return { writes: [...activityWrites(added), ...itemWrites(indexed), ...(await orders.writesFor(indexed))] }
  },
})
