import { createPublicAddress } from '../../platform/files/public-address'
import type { ModuleGraph } from '../../platform/federation/module-graph'
import type { ModuleFactory } from '../../platform/module'
import { approvalRules } from './approval.policy'
import { ApprovalService } from './approval.service'
import { startAuditTrail } from './audit-trail'
import { auditRules } from './audit.policy'
import { AuditCheckService } from './audit-check.service'
import { AuditExportService } from './audit-export.service'
import { AuditService } from './audit.service'
import { keepApprovalsWhenAskedFor } from './consumers/keep-approvals-when-asked-for'
import { pickCommunicationsForReview } from './consumers/pick-communications-for-review'
import { ApprovalResolver } from './graphql/approval.resolver'
import { AuditResolver, ClientAuditResolver, DocumentAuditResolver } from './graphql/audit.resolver'
import { RetentionResolver } from './graphql/retention.resolver'
import { ReviewResolver } from './graphql/review.resolver'
import { ClientKeptResolver, PrivacyResolver } from './graphql/privacy.resolver'
import { ProductionResolver } from './graphql/production.resolver'
import { serveAuditExport } from './http/audit-export.routes'
import { serveDataExports } from './http/data-export.routes'
import { serveProductions } from './http/production.routes'
import { complianceData } from './personal-data'
import { privacyRules } from './privacy.policy'
import { productionRules } from './production.policy'
import { printedRetention } from './retention-file'
import { retentionRules } from './retention.policy'
import { reviewRules } from './review.policy'
import { ReviewService } from './review.service'
import { startPrivacy } from './start-privacy'
import { loadSupervision } from './supervision'
import { postgresApprovalStore } from './store/approval.store'
import { createReviewStore } from './store/review.store'
import { createWording } from './wording'

/** What compliance adds to the graph. */
export const complianceGraph: ModuleGraph = { name: 'compliance', resolvers: [AuditResolver, ClientAuditResolver, DocumentAuditResolver, ApprovalResolver, PrivacyResolver, ClientKeptResolver, ProductionResolver, RetentionResolver, ReviewResolver], rules: { ...auditRules, ...approvalRules, ...privacyRules, ...productionRules, ...retentionRules, ...reviewRules } }

/** Who saw and changed what, and the proof of it. */
export const compliance: ModuleFactory = async (surroundings) => {
  const { database, keys, directory, cursors, passes, commit, consume, environment, readAudit, logger } = surroundings
  const audit = new AuditService({ database, keys, directory, cursors })
  const exports = new AuditExportService({ database, keys, passes, directory })
  const address = createPublicAddress(environment.PUBLIC_URL)
  const asked = postgresApprovalStore({ database, keys, commit })
  const approvals = new ApprovalService({ store: asked, directory, cursors, database, keys, asked: consume(keepApprovalsWhenAskedFor) })
  const privacy = await startPrivacy(surroundings)
  consume(pickCommunicationsForReview(await loadSupervision(environment.CONFIG_DIR), keys))
  const reviewed = createReviewStore({ database, keys, commit })
  const reviews = new ReviewService({ store: reviewed, cursors, database, keys })
  const trail = await startAuditTrail(surroundings)
  return {
    ...complianceGraph,
    resolvers: [
      new AuditResolver(audit, new AuditCheckService({ database, commit }), exports, address),
      new ClientAuditResolver(audit),
      new DocumentAuditResolver(audit),
      new ApprovalResolver(approvals),
      new PrivacyResolver(privacy.privacy, privacy.holds, address),
      new ClientKeptResolver(privacy.privacy),
      new ProductionResolver(privacy.productions, address),
      new RetentionResolver(privacy.retention),
      new ReviewResolver(reviews),
    ],
    personalData: complianceData({ database, keys, reviews: reviewed, approvals: asked, ...privacy.stores }),
    routes(server) {
      address.learnFrom(server)
      serveAuditExport(server, exports, readAudit)
      serveDataExports(server, privacy.privacy, { audit: readAudit, wordingNow: createWording(surroundings), logger })
      serveProductions(server, privacy.productions, { audit: readAudit, logger })
    },
    commands: { retention: async () => printedRetention(await privacy.retention.current(), privacy.retention.regimes) },
    ready: () => trail.ready(),
    async stop() {
      await privacy.stop()
      await trail.stop()
    },
  }
}
