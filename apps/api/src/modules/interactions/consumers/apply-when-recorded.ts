import { interactionEvent, interactionEventTypes, type InteractionEventType } from '@brokersync/schema/events/interactions'
import type { Keys } from '../../../platform/keys/keys'
import type { Consumer } from '../../../platform/log/consumer'
import { openAll, storedOf } from '../interaction-events'
import type { Interaction } from '../interaction'
import type { OrderIndex } from '../order-index'
import { activityWrites } from '../store/activity-writes'
import type { InteractionStore } from '../store/interaction.store'
import { itemWrites, type Indexed } from '../store/item-writes'

/** What tells of a change of what is there already: it counts no more for that. */
const changing: ReadonlySet<string> = new Set<InteractionEventType>(['recommendation.answered', 'feedback.handled', 'interaction.corrected', 'interaction.retracted'])

/** The name of the applier's position: how far the timeline has come. */
export const applier = 'apply'

/**
 * Puts what was recorded into the store, and then, with its own position, what is derived of it: counts, extents, search entries.
 * A store that is away is waited for; nothing is lost meanwhile, since the log holds it.
 */
export const applyWhenRecorded = (parts: {
  store: InteractionStore
  keys: Keys
  /** What an item is filtered and found by. */
  index: (item: Interaction) => Indexed
  orders: Pick<OrderIndex, 'writesFor'>
  /** Told whether the store took what it was given. */
  isStoring: (storing: boolean) => void
}): Consumer => ({
  name: applier,
  types: interactionEventTypes,
  async handle(events) {
    const { store, keys, index, orders, isStoring } = parts
    const stored = events.map((event) => storedOf(interactionEvent.parse(event.data)))
    try {
      await store.put(stored)
      isStoring(true)
    } catch (error) {
      isStoring(false)
      throw error
    }
    const items = await openAll(keys, stored)
    const added = items.filter((_, at) => !changing.has(events[at]?.type ?? ''))
    const lastOfEach = [...new Map(items.map((item) => [item.id, item])).values()]
    const indexed = lastOfEach.map((item) => index(item))
    return { writes: [...activityWrites(added), ...itemWrites(indexed), ...(await orders.writesFor(indexed))] }
  },
})
