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
