import { startApprovals } from '../../platform/approvals/approvals'
import { createPasses } from '../../platform/files/passes'
import type { Surroundings } from '../../platform/module'
import { exportFiles } from '../../platform/privacy/export-when-asked'
import { keepAnswersWhenModulesAnswered } from './consumers/keep-answers-when-modules-answered'
import { HoldService } from './hold.service'
import { PrivacyService } from './privacy.service'
import { startRequests } from './request-runner'
import { loadRetention } from './retention'
import { createHoldStore } from './store/hold.store'
import { createRequestStore } from './store/request.store'

/** Requests of data subjects, legal holds, and the work on them that goes on by itself. */
export async function startPrivacy(surroundings: Surroundings): Promise<{ privacy: PrivacyService; holds: HoldService; stop: () => Promise<void> }> {
  const { database, keys, directory, cursors, commit, consume, environment } = surroundings
  const rules = await loadRetention(environment.CONFIG_DIR)
  const [requests, holds] = [createRequestStore({ database, keys, commit }), createHoldStore({ database, keys, commit })]
  const files = exportFiles(environment.DATA_DIR, keys)
  const approvals = startApprovals('compliance', surroundings)
  const running = startRequests({ requests, holds, files, keys, rules }, surroundings)
  consume(keepAnswersWhenModulesAnswered(() => running.wake()))
  return {
    privacy: new PrivacyService({ requests, holds, directory, approvals, passes: createPasses(keys.derive('passes')), cursors, files, database, keys, rules }),
    holds: new HoldService({ holds, requests, directory, approvals, database, keys }),
    stop: () => running.stop(),
  }
}
