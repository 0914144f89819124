import type { Database } from '../postgres/database'
import type { Leases } from '../postgres/leases'
import type { Signals } from '../postgres/signals'
import type { Logger } from '../telemetry/logger'
import { startPump } from '../log/pump'

/** Moves what modules put on record out of their tables into the platform's queue, where the sequencer takes it. */
export interface AuditRelay {
  /** Tells that something was put on record. */
  wake(): void
  stop(): Promise<void>
}

/** Sent when the queue has grown. */
export const auditGrew = 'audit'

const batch = 1_000
/** Milliseconds for which rows gather: nobody waits for them, and many at once cost a fraction of as many alone. */
const gather = 200

const columns = 'id, at, occurred_at, actor_id, credential, address, agent, request_id, action, subject_type, subject_id, reads, client_ids, changes'

// One statement for all modules of the process, as the relay of events does it: what is committed is taken, in the order of
// the rows' UUIDv7s, so by time, and gets the next positions under the lock of the head. A row that commits late comes in a later batch.
const move = (schemas: readonly string[]) => `
WITH ${schemas.map((schema) => `of_${schema} AS (
  DELETE FROM ${schema}.audit WHERE id = ANY (ARRAY(SELECT id FROM ${schema}.audit ORDER BY id LIMIT ${batch})) RETURNING '${schema}' AS module, ${columns}
)`).join(', ')}, taken AS (
  ${schemas.map((schema) => `SELECT * FROM of_${schema}`).join(' UNION ALL ')}
), numbered AS (
  SELECT taken.*, row_number() OVER (ORDER BY id) AS n FROM taken
), moved AS (
  UPDATE bus.audit_head SET position = position + (SELECT count(*) FROM taken) WHERE EXISTS (SELECT 1 FROM taken)
  RETURNING position - (SELECT count(*) FROM taken) AS before
), queued AS (
  INSERT INTO bus.audit (position, module, ${columns}) SELECT before + n, module, ${columns} FROM numbered, moved
)
SELECT count(*) AS taken FROM taken`

/** @param schemas the modules of this process. Where another process runs one of them too, each row is still taken once. */
export function startAuditRelay(
  schemas: readonly string[],
  { database, leases, signals, logger }: { database: Database; leases: Leases; signals: Signals; logger: Logger },
): AuditRelay {
  const name = `audit relay ${schemas.join(',')}`
  const text = move(schemas)
  let timer: NodeJS.Timeout | undefined

  const turn = async (): Promise<boolean> => {
    if (!(await leases.holds(name))) return false
    const [row] = await database.query<{ taken: number }>(text)
    const taken = row?.taken ?? 0
    if (taken > 0) signals.send(auditGrew)
    return taken >= batch
  }
  const pump = startPump(name, turn, logger)

  return {
    wake() {
      timer ??= setTimeout(() => {
        timer = undefined
        pump.wake()
      }, gather).unref()
    },
    async stop() {
      clearTimeout(timer)
      await pump.stop()
    },
  }
}
