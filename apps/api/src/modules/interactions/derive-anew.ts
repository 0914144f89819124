import type { InteractionId } from '@brokersync/schema/ids'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import type { Logger } from '../../platform/telemetry/logger'
import { openAll } from './interaction-events'
import type { ItemIndex } from './item-index'
import type { OrderIndex } from './order-index'
import type { InteractionStore } from './store/interaction.store'
import { itemWrites, scheme } from './store/item-writes'

interface Parts {
  store: InteractionStore
  index: ItemIndex
  orders: OrderIndex
  keys: Keys
  database: Database
  logger: Logger
}

const batch = 200
const pause = 1_000

// Whoever applies a change of a locked item comes after, and so has the last word.
const outdated = `SELECT id FROM interactions.item WHERE scheme < ${scheme} LIMIT ${batch} FOR UPDATE SKIP LOCKED`

/** Derives a batch anew of what an older version of the code derived. @returns how many there were. */
function deriveBatch({ store, index, orders, keys, database }: Parts): Promise<number> {
  return database.transaction(async (query) => {
    const ids = (await query<{ id: InteractionId }>(outdated)).map(({ id }) => id)
    const items = await openAll(keys, await store.byIds(ids))
    const indexed = items.map((item) => index.of(item))
    for (const { sql, values, expect } of items.length === 0 ? [] : [...itemWrites(indexed), ...(await orders.writesFor(indexed))]) {
      const rows = await query(sql, values)
      if (expect !== undefined && rows.length !== expect) throw new Error('The applier came first: the batch is tried again')
    }
    // What its store does not have is nothing to derive from.
    const missing = ids.filter((id) => items.every((item) => item.id !== id))
    if (missing.length > 0) await query('UPDATE interactions.item SET scheme = $2 WHERE id = ANY ($1::text[])', [missing, scheme])
    return ids.length
  })
}

/** After an upgrade, derives all items anew by which they are filtered and found, some at a time, beside what else is done. @returns how to stop. */
export function deriveAnew(parts: Parts): () => Promise<void> {
  let stopped = false
  const run = async (): Promise<void> => {
    while (!stopped) {
      const done = await deriveBatch(parts).catch((error: unknown) => {
        if (!stopped) parts.logger.warn({ error: String(error) }, 'items could not be derived anew yet')
        return null
      })
      if (done === 0) return
      if (done === null) await new Promise((resolve) => setTimeout(resolve, pause).unref())
    }
  }
  const running = run()
  return async () => {
    stopped = true
    await running
  }
}
