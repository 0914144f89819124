import { z } from 'zod'
import type { UserId } from '@brokersync/schema/ids'
import { reachShape } from '../../../platform/directory/reach-sql'
import type { Keys } from '../../../platform/keys/keys'
import type { Consumer } from '../../../platform/log/consumer'
import { batchPlace, type OrderImportService } from '../order-import.service'

const userId = z.uuid().transform((id) => id as UserId)

/** What an import asks for in one batch. */
const requested = z.object({
  importId: z.uuid(),
  batch: z.int(),
  actorId: userId,
  reach: reachShape,
  dryRun: z.boolean().default(false),
  /** Sealed under the import's own key. */
  rows: z.base64().transform((text) => Buffer.from(text, 'base64')),
})

const rows = z.array(z.object({ row: z.int(), clientId: z.string(), input: z.record(z.string(), z.unknown()), naturalKey: z.string() }))

/** Takes an import's batches of orders, and answers each with what came of its rows. */
export const recordOrdersWhenImportRequested = (orders: OrderImportService, keys: Keys): Consumer => ({
  name: 'record-orders-when-import-requested',
  types: ['import.orders_requested'],
  // A batch's orders, their answer and its claim are one commit of their own, which is not made twice.
  atMost: 1,
  async handle(events) {
    for (const event of events) {
      const { rows: sealed, ...batch } = requested.parse(event.data)
      const [opened] = await keys.open([{ value: sealed, place: batchPlace(batch, 'rows') }])
      await orders.recordOrders({ ...batch, requestId: event.requestId, rows: rows.parse(opened ?? []) })
    }
    return { writes: [] }
  },
})
