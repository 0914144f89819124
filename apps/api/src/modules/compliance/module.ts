import type { ModuleGraph } from '../../platform/federation/module-graph'
import type { ModuleFactory } from '../../platform/module'
import { approvalRules } from './approval.policy'
import { ApprovalService } from './approval.service'
import { startAuditTrail } from './audit-trail'
import { auditRules } from './audit.policy'
import { AuditService } from './audit.service'
import { keepApprovalsWhenAskedFor } from './consumers/keep-approvals-when-asked-for'
import { ApprovalResolver } from './graphql/approval.resolver'
import { AuditResolver } from './graphql/audit.resolver'
import { postgresApprovalStore } from './store/approval.store'

/** What compliance adds to the graph. */
export const complianceGraph: ModuleGraph = { name: 'compliance', resolvers: [AuditResolver, ApprovalResolver], rules: { ...auditRules, ...approvalRules } }

/** Who saw and changed what, and the proof of it. */
export const compliance: ModuleFactory = async (surroundings) => {
  const { database, keys, cursors, commit, consume } = surroundings
  const audit = new AuditService({ database })
  const approvals = new ApprovalService({ store: postgresApprovalStore({ database, keys, commit }), cursors, database, keys, asked: consume(keepApprovalsWhenAskedFor) })
  const trail = await startAuditTrail(surroundings)
  return {
    ...complianceGraph,
    resolvers: [new AuditResolver(audit), new ApprovalResolver(approvals)],
    ready: () => trail.ready(),
    stop: () => trail.stop(),
  }
}
