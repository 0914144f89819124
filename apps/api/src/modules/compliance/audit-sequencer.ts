import { startPump, type Pump } from '../../platform/log/pump'
import { commit, ExpectationFailed } from '../../platform/postgres/commit'
import type { Surroundings } from '../../platform/module'
import { link } from './audit-chain'
import { appendWrites, chainHead } from './store/audit-chain.store'
import { waitingEntries } from './store/audit-queue.store'

const batch = 1_000
const system = { actorId: null, credential: 'system', requestId: 'audit sequencer' }

/**
 * Gives what waits in the platform's queue its numbers and links it to the chain, in the queue's order. One process does it
 * at a time; should two ever think so, the end of the chain is moved by one of them alone.
 * @param chained called when the chain has grown.
 */
export function startSequencer(
  { database, leases, logger, auditQueue }: Pick<Surroundings, 'database' | 'leases' | 'logger' | 'auditQueue'>,
  chained: () => void,
): Pump {
  const turn = async (): Promise<boolean> => {
    if (!(await leases.holds('audit sequencer'))) return false
    const [head, queued] = await Promise.all([chainHead(database), waitingEntries(database, batch)])
    const [first, last] = [queued[0], queued.at(-1)]
    if (first === undefined || last === undefined) return false
    // Positions have no gap: where one is, somebody took entries out of the queue, and nothing may be chained as if they had never been.
    if (first.position !== head.position + 1 || last.position !== head.position + queued.length) {
      throw new Error(`The queue of the audit lacks an entry between positions ${head.position + 1} and ${last.position}`)
    }
    const recordedAt = new Date()
    const entries = link(head, queued, recordedAt)
    const end = { number: head.number + entries.length, hash: entries.at(-1)?.hash ?? head.hash, position: last.position, recordedAt }
    await commit(database, 'compliance', { writes: appendWrites(head, entries, end) }, system).catch((error: unknown) => {
      if (!(error instanceof ExpectationFailed)) throw error
      logger.warn({ what: error.what }, 'another sequencer came first')
    })
    chained()
    return queued.length === batch
  }
  const pump = startPump('audit sequencer', turn, logger)
  const off = auditQueue.onGrowth(() => pump.wake())
  return {
    wake: () => pump.wake(),
    async stop() {
      off()
      await pump.stop()
    },
  }
}
