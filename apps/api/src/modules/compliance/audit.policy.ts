import type { Rules } from '../../platform/graph/rules'

/** The audit trail is for those who may read it as a whole; of a field that one may not read itself it shows a fingerprint. */
export const auditRules: Rules = {
  'Query.auditChain': 'audit:read',
  'Query.auditTrail': 'audit:read',
  'Query.auditActions': 'audit:read',
  'Query.recordAsOf': 'audit:read',
  'Mutation.verifyAudit': 'audit:read',
  'Mutation.exportAudit': 'audit:export',
  'Client.accesses': 'audit:read',
  'Client.asOf': 'audit:read',
  'PastState.*': 'inherit',
  'PastField.*': 'inherit',
  'Document.auditTrail': 'audit:read',
  'AuditChain.*': 'inherit',
  'AuditEntry.*': 'inherit',
  'AuditEntryConnection.*': 'inherit',
  'AuditEntryEdge.*': 'inherit',
  'AuditSubject.*': 'inherit',
  'AuditVerification.*': 'inherit',
  'AuditExport.*': 'inherit',
  'ClientAccess.*': 'inherit',
  'FieldChange.*': 'inherit',
}
