import type { EventId } from '@brokersync/schema/ids'
import { uuidv7 } from '../../apps/api/src/platform/ids'
import { startConsumer } from '../../apps/api/src/platform/log/consumer'
import { openLog } from '../../apps/api/src/platform/log/log'
import { startRelay } from '../../apps/api/src/platform/log/relay'
import { commit, type NewEvent } from '../../apps/api/src/platform/postgres/commit'
import { openLeases } from '../../apps/api/src/platform/postgres/leases'
import { openSignals } from '../../apps/api/src/platform/postgres/signals'
import { change, logger, origin, schema, unsealed } from './ground'
import { changeMany, idOf, type OpenPath } from './path'

// None of the events that were written before it was opened.
const type = 'client.changed_along_a_path'

/** The product's own: outbox, relay, log, and a consumer that keeps its position. */
export const openOurLog: OpenPath = async ({ url, database, ids, handled }) => {
  const signals = openSignals(url, logger)
  const leases = openLeases(url, logger)
  const log = openLog(database, signals)
  const relay = startRelay(schema, { database, log, leases, signals, logger })
  const consumer = startConsumer(
    { name: 'bench', types: [type], handle: async () => ({ writes: [] }), afterwards: (events) => handled(events.map(({ data }) => Number(data['number']))) },
    { schema, database, log, leases, signals, logger },
  )
  const event = (number: number): NewEvent => ({ id: uuidv7<EventId>(), type, subject: idOf(ids, number), version: 2, at: new Date(), data: { number } })
  const tell = async (sql: string, id: unknown, numbers: readonly number[]) => {
    await commit(database, schema, { writes: [{ sql, values: [id, unsealed], expect: numbers.length, what: 'client' }], events: numbers.map(event) }, origin)
    relay.wake()
  }
  return {
    send: (number) => tell(change, idOf(ids, number), [number]),
    sendMany: (numbers) => tell(changeMany, numbers.map((number) => idOf(ids, number)), numbers),
    async stop() {
      await Promise.all([relay.stop(), consumer.stop()])
      await Promise.all([signals.close(), leases.close()])
    },
  }
}
