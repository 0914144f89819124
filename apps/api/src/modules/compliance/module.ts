import type { ModuleGraph } from '../../platform/federation/module-graph'
import type { ModuleFactory } from '../../platform/module'
import { auditRules } from './audit.policy'
import { AuditService } from './audit.service'
import { AuditResolver } from './graphql/audit.resolver'
import { postgresAuditStore } from './store/postgres-audit.store'

/** What compliance adds to the graph. */
export const complianceGraph: ModuleGraph = { name: 'compliance', resolvers: [AuditResolver], rules: { ...auditRules } }

/** Who saw and changed what, and the proof of it. */
export const compliance: ModuleFactory = async ({ database }) => {
  const audit = new AuditService({ store: postgresAuditStore(database) })
  return {
    ...complianceGraph,
    resolvers: [new AuditResolver(audit)],
  }
}
