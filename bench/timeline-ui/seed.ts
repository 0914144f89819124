import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Interaction } from '../../apps/api/src/modules/interactions/interaction'
import { OrderIndex } from '../../apps/api/src/modules/interactions/order-index'
import { activityWrites } from '../../apps/api/src/modules/interactions/store/activity-writes'
import { itemWrites } from '../../apps/api/src/modules/interactions/store/item-writes'
import { createOrderStore } from '../../apps/api/src/modules/interactions/store/order.store'
import { createPostgresInteractionStore } from '../../apps/api/src/modules/interactions/store/postgres-interaction.store'
import { loadCommodities } from '../../apps/api/src/platform/firm/commodities'
import type { Keys } from '../../apps/api/src/platform/keys/keys'
import type { Database } from '../../apps/api/src/platform/postgres/database'
import { seeded } from '../../proofs/lib/random'
import { batchesOf } from '../lib/batches'
import { interactionOf } from '../lib/interactions'
import { keep } from '../lib/keeping'
import { writer } from '../lib/writing'

/** Whose interactions, and how many. */
export interface Seeded {
  clientId: ClientId
  authorId: UserId
  count: number
}

/** The time over which they happened, evenly; milliseconds since the epoch. */
export interface Years {
  from: number
  to: number
}

const batch = 2_000

function* interactionsOf({ clientId, authorId, count }: Seeded, { from, to }: Years): Generator<Interaction> {
  const [random, writing] = [seeded(count), writer(seeded(2_026), 2_000)]
  for (let number = 0; number < count; number += 1) {
    const occurredAt = new Date(from + Math.floor(((number + 0.5) * (to - from)) / count))
    yield interactionOf({ random, writer: writing, clientId, authorId, occurredAt, number })
  }
}

/** Gives a client its interactions, with all that the applier derives of them but the words that they are found by: nothing is searched for here. */
export async function seed({ database, keys, configDir }: { database: Database; keys: Keys; configDir: string }, asked: Seeded, years: Years): Promise<void> {
  const commodities = await loadCommodities(configDir)
  const orders = new OrderIndex(createOrderStore(database), commodities)
  const parts = { database, keys, commodities, store: createPostgresInteractionStore(database) }
  for (const items of batchesOf(interactionsOf(asked, years), batch)) {
    const indexed = items.map((item) => ({ item, tokens: [], account: null }))
    await keep(parts, items, [...activityWrites(items), ...itemWrites(indexed), ...(await orders.writesFor(indexed))])
  }
}
