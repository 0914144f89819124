import type { Rules } from '../../platform/graph/rules'

/** The audit trail is for those who may read it as a whole; of a field that one may not read itself it shows a fingerprint. */
export const auditRules: Rules = {
  'Query.auditChain': 'audit:read',
  'AuditChain.*': 'inherit',
}
