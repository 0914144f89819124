import type { Database } from '../../../platform/postgres/database'
import type { AuditStore, ChainHead } from './audit.store'

interface HeadRow extends Record<string, unknown> {
  number: number
  hash: Buffer
  recorded_at: Date | null
}

export function postgresAuditStore(database: Database): AuditStore {
  return {
    async head() {
      const [row] = await database.query<HeadRow>('SELECT number, hash, recorded_at FROM compliance.audit_head')
      if (row === undefined) throw new Error('compliance.audit_head has lost its row')
      return { number: row.number, hash: row.hash, recordedAt: row.recorded_at } satisfies ChainHead
    },
  }
}
