import type { EventId } from '@brokersync/schema/ids'
import type { Database } from '../postgres/database'
import type { Leases } from '../postgres/leases'
import type { Signals } from '../postgres/signals'
import type { Logger } from '../telemetry/logger'
import { logGrew, type Log } from './log'
import { startPump } from './pump'
import { createWaiting } from './waiting'

/** Moves a module's committed events from its outbox into the log. */
export interface Relay {
  /** Tells that a change with events was committed. */
  wake(): void
  /** Resolves when an event stands in the log; asked before its commit, so that it cannot be missed. @throws {DomainError} UNAVAILABLE after two seconds. */
  whenAppended(id: EventId): Promise<void>
  /** Resolves when all that is committed now stands in the log, and after two seconds in any case: another process may be the one that moves it. */
  caughtUp(): Promise<void>
  stop(): Promise<void>
}

const batch = 1_000

// One statement: take what is committed, in the order of ids, and give it the next positions under the lock of the head,
// which is left alone when there is nothing. The ids are fetched as an array, since a join walks the rows that were moved before.
const move = (schema: string) => `
WITH taken AS (
  DELETE FROM ${schema}.outbox WHERE id = ANY (ARRAY(SELECT id FROM ${schema}.outbox ORDER BY id LIMIT ${batch})) RETURNING *
), numbered AS (
  SELECT taken.*, row_number() OVER (ORDER BY id) AS n FROM taken
), moved AS (
  UPDATE bus.head SET position = position + (SELECT count(*) FROM taken) WHERE EXISTS (SELECT 1 FROM taken)
  RETURNING position - (SELECT count(*) FROM taken) AS before
), appended AS (
  INSERT INTO bus.log (position, event_id, module, type, subject, version, at, actor_id, request_id, data)
  SELECT before + n, event_id, $1, type, subject, version, at, actor_id, request_id, data FROM numbered, moved
)
SELECT event_id FROM taken`

export function startRelay(
  schema: string,
  { database, log, leases, signals, logger }: { database: Database; log: Log; leases: Leases; signals: Signals; logger: Logger },
): Relay {
  const topic = `outbox:${schema}`
  const waiting = createWaiting('The log', async (id) => (await log.positionOf(id)) !== null)

  const turn = async (): Promise<boolean> => {
    if (!(await leases.holds(`relay ${schema}`))) return false
    const rows = await database.query<{ event_id: EventId }>(move(schema), [schema])
    for (const { event_id: id } of rows) waiting.done(id)
    if (rows.length > 0) signals.send(logGrew)
    return rows.length === batch
  }
  const pump = startPump(`relay ${schema}`, turn, logger)
  const off = signals.on(topic, () => pump.wake())

  return {
    wake: () => signals.send(topic),
    whenAppended: (id) => waiting.until(id),
    async caughtUp() {
      const [last] = await database.query<{ event_id: EventId }>(`SELECT event_id FROM ${schema}.outbox ORDER BY id DESC LIMIT 1`)
      if (last !== undefined) await waiting.until(last.event_id).catch((error: unknown) => logger.warn({ error: String(error) }, 'events of before the start are not in the log yet'))
    },
    async stop() {
      off()
      await pump.stop()
    },
  }
}
