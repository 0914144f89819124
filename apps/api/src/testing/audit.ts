import { setTimeout as pause } from 'node:timers/promises'
import type { App } from './app'

const columns = 'id, at, occurred_at, actor_id, credential, address, agent, request_id, action, subject_type, subject_id, reads, client_ids, changes'

/**
 * All that was put on record in a running app, to be put after FROM, wherever it has come on its way: in its module's
 * table, in the platform's queue, or in the chain. One statement sees each row once.
 */
export function auditIn({ environment }: App): string {
  const tables = [...environment.MODULES.map((module) => `${module}.audit`), 'bus.audit', ...(environment.MODULES.includes('compliance') ? ['compliance.audit_entry'] : [])]
  return `(${tables.map((table) => `SELECT ${columns} FROM ${table}`).join(' UNION ALL ')}) AS audit`
}

/** Waits until all that was put on record so far stands in the chain. */
export async function whenChained(app: App): Promise<void> {
  const { database } = app.runtime
  const written = app.environment.MODULES.map((module) => `SELECT id FROM ${module}.audit`).join(' UNION ALL ')
  const before = await database.query<{ id: string }>(`${written} UNION ALL SELECT id FROM bus.audit`)
  const ids = before.map(({ id }) => id)
  for (let missing = ids.length; missing > 0; ) {
    const [row] = await database.query<{ chained: number }>('SELECT count(*) AS chained FROM compliance.audit_entry WHERE id = ANY ($1::uuid[])', [ids])
    missing = ids.length - (row?.chained ?? 0)
    if (missing > 0) await pause(20)
  }
}
