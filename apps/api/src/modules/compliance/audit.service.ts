import type { Database } from '../../platform/postgres/database'
import { chainHead, type ChainHead } from './store/audit-chain.store'

/** The use cases of the audit trail. */
export class AuditService {
  constructor(private readonly parts: { database: Database }) {}

  /** Where the chain of entries ends. */
  head(): Promise<ChainHead> {
    return chainHead(this.parts.database)
  }
}
