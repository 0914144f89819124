import type { EncryptedFiles } from '../../platform/files/encrypted-files'
import type { Keys } from '../../platform/keys/keys'
import { startPump, type Pump } from '../../platform/log/pump'
import type { Surroundings } from '../../platform/module'
import type { Write } from '../../platform/postgres/commit'
import { handedOutOwner, handedOutPart } from '../../platform/privacy/hand-out-when-asked'
import { modulesWithClients } from '../../platform/privacy/modules-with-clients'
import type { DataSubjectRequest } from './data-subject-request'
import { dropProduction } from './production-runner'
import { dueOf, planOf, type Kept, type RetentionRules } from './retention'
import type { HoldStore } from './store/hold.store'
import type { ProductionStore } from './store/production.store'
import type { RequestStore } from './store/request.store'
import type { Turns } from './store/turn.store'

interface Parts {
  requests: RequestStore
  turns: Turns
  holds: HoldStore
  productions: ProductionStore
  files: EncryptedFiles
  keys: Keys
  /** Those of the moment. */
  rules: () => Promise<RetentionRules>
}

/** What goes and what is kept of a client at this moment, by the keys that still are. @param promised what was said to be kept before. */
export async function planNow({ holds, keys, rules }: Pick<Parts, 'holds' | 'keys' | 'rules'>, clientId: DataSubjectRequest['clientId'], promised: readonly Kept[] = []) {
  const living = (await keys.classesOf([clientId])).filter(({ destroyedAt }) => destroyedAt === null)
  return planOf({ classes: living.map((one) => one.class), holds: await holds.standingOf(clientId), rules: await rules(), promised, now: new Date() })
}

/**
 * Ends requests that every module has answered: destroys the keys of what goes, for good; and takes them up again on the day on which a
 * duty ends, or when a hold was released.
 */
export function startRequests(parts: Parts, { leases, logger }: Pick<Surroundings, 'leases' | 'logger'>): Pump {
  const { requests, files, keys, turns } = parts
  const dropExport = async (request: DataSubjectRequest) => {
    for (const module of modulesWithClients) await files.remove(handedOutPart(request.id, 1, module))
    await keys.destroy([handedOutOwner(request.id)])
    await requests.dropExport(request)
  }
  const end = async (request: DataSubjectRequest) => {
    if (request.kind === 'ACCESS') return turns.inTurn(request.clientId, (turn) => requests.finish(request, { gone: [], kept: [], due: null, turn }))
    await turns.inTurn(request.clientId, (turn) => endOf(request, turn))
  }
  const endOf = async (request: DataSubjectRequest, turn: Write): Promise<void> => {
    const plan = await planNow(parts, request.clientId, request.kept)
    // What the modules were told to keep is there still, though its hold was released meanwhile: it goes with another round, now.
    const released = request.kept.filter((one) => plan.gone.includes(one.class))
    // What they were told to remove is gone, and what was made since with it; all else is as it is planned now.
    const gone = [...new Set([...request.gone, ...plan.gone])].filter((name) => !released.some((one) => one.class === name))
    const kept = [...plan.kept.filter((one) => !request.gone.includes(one.class)), ...released]
    for (const copy of await requests.exportsOf(request.clientId)) await dropExport(copy)
    for (const production of await parts.productions.heldOf(request.clientId)) await dropProduction(parts, production)
    await keys.destroy(gone.map((name) => ({ id: request.clientId, class: name })))
    await keys.closeOwners([request.clientId])
    await requests.finish(request, { gone, kept, due: released.length > 0 ? new Date() : dueOf(kept), turn })
  }
  const goOn = (request: DataSubjectRequest) =>
    turns.inTurn(request.clientId, async (turn) => {
      // Another may have begun since it was found to be due; it is due again once that has ended.
      if ((await requests.endsOf(request.clientId)).some(({ status }) => status === 'RUNNING')) return
      await requests.again(request, { ...(await planNow(parts, request.clientId, request.kept)), turn })
    })
  const turn = async (): Promise<boolean> => {
    if (!(await leases.holds('data subject requests'))) return false
    const answered = await requests.answered(modulesWithClients)
    for (const request of answered) await end(request)
    const due = await requests.due()
    for (const request of due) await goOn(request)
    for (const request of await requests.oldExports()) await dropExport(request)
    return answered.length + due.length > 0
  }
  return startPump('data subject requests', turn, logger)
}
