import type { AuditStore, ChainHead } from './store/audit.store'

/** The use cases of the audit trail. */
export class AuditService {
  constructor(private readonly parts: { store: AuditStore }) {}

  /** Where the chain of entries ends. */
  head(): Promise<ChainHead> {
    return this.parts.store.head()
  }
}
