import type { ModuleGraph } from '../../platform/federation/module-graph'
import type { ModuleFactory } from '../../platform/module'
import { startAuditTrail } from './audit-trail'
import { auditRules } from './audit.policy'
import { AuditService } from './audit.service'
import { AuditResolver } from './graphql/audit.resolver'

/** What compliance adds to the graph. */
export const complianceGraph: ModuleGraph = { name: 'compliance', resolvers: [AuditResolver], rules: { ...auditRules } }

/** Who saw and changed what, and the proof of it. */
export const compliance: ModuleFactory = async (surroundings) => {
  const { database } = surroundings
  const audit = new AuditService({ database })
  const trail = await startAuditTrail(surroundings)
  return {
    ...complianceGraph,
    resolvers: [new AuditResolver(audit)],
    ready: () => trail.ready(),
    stop: () => trail.stop(),
  }
}
