import { startApprovals } from '../../platform/approvals/approvals'
import type { Surroundings } from '../../platform/module'
import { handedOutFiles } from '../../platform/privacy/hand-out-when-asked'
import { keepAnswersWhenModulesAnswered } from './consumers/keep-answers-when-modules-answered'
import { keepOwnersWhenClientChanged } from './consumers/keep-owners-when-client-changed'
import { HoldService } from './hold.service'
import { PrivacyService } from './privacy.service'
import { startProductions } from './production-runner'
import { ProductionService } from './production.service'
import { startRequests } from './request-runner'
import { loadRetention } from './retention'
import { RetentionService } from './retention.service'
import { createHoldStore, type HoldStore } from './store/hold.store'
import { createProductionStore, type ProductionStore } from './store/production.store'
import { createRequestStore, type RequestStore } from './store/request.store'
import { createRetentionStore } from './store/retention.store'
import { createTurns } from './store/turn.store'
import { takeRetentionFile } from './take-retention-file'
import { createWording } from './wording'

interface Privacy {
  privacy: PrivacyService
  holds: HoldService
  productions: ProductionService
  retention: RetentionService
  stores: { requests: RequestStore; holds: HoldStore; productions: ProductionStore }
  stop: () => Promise<void>
}

/** Requests of data subjects, legal holds, productions for regulators, and the work on them that goes on by itself. */
export async function startPrivacy(surroundings: Surroundings): Promise<Privacy> {
  const { database, keys, directory, cursors, passes, commit, consume, environment, logger } = surroundings
  const file = await loadRetention(environment.CONFIG_DIR)
  const retention = createRetentionStore({ database, keys, commit })
  await takeRetentionFile({ store: retention, file: file.rules, warn: (sentence) => logger.warn(sentence) })
  const rules = retention.inForce
  const [requests, holds] = [createRequestStore({ database, keys, commit }), createHoldStore({ database, keys, commit })]
  const turns = createTurns(database)
  const files = handedOutFiles(environment.DATA_DIR, keys)
  const approvals = startApprovals('compliance', surroundings)
  const productions = createProductionStore({ database, keys, commit })
  const running = [startRequests({ requests, turns, holds, productions, files, keys, rules }, surroundings), startProductions({ productions, files, keys, database, directory, wordingNow: createWording(surroundings) }, surroundings)]
  consume(keepAnswersWhenModulesAnswered(() => running.forEach((pump) => pump.wake())))
  return {
    privacy: new PrivacyService({ requests, holds, turns, directory, approvals, passes, cursors, files, database, keys, rules }),
    holds: new HoldService({ holds, requests, turns, directory, approvals, database, keys }),
    productions: new ProductionService({ productions, directory, owners: consume(keepOwnersWhenClientChanged), passes, cursors, files, database, keys }),
    retention: new RetentionService({ store: retention, requests, holds, cursors, approvals, regimes: file.regimes }),
    stores: { requests, holds, productions },
    async stop() {
      await Promise.all(running.map((pump) => pump.stop()))
    },
  }
}
