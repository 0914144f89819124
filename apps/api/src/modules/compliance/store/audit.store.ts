/** The last entry of the chain. */
export interface ChainHead {
  /** 0 before the first entry. */
  number: number
  /** SHA-256; 32 zero bytes before the first entry. */
  hash: Buffer
  recordedAt: Date | null
}

/** The audit trail of all modules. */
export interface AuditStore {
  head(): Promise<ChainHead>
}
