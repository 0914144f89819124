import { startPump } from '../../platform/log/pump'
import type { Readiness, Surroundings } from '../../platform/module'
import type { CheckpointSink } from './sinks/checkpoint-sink'
import { checkpointsAfter, noteDelivered, noteFailed, sinkState } from './store/audit-checkpoint.store'

const batch = 200
/** Milliseconds until a sink that failed is tried again: twice as long each time, up to a minute. */
const pauses = { first: 1_000, longest: 60_000 }

/** Carries checkpoints to a sink. */
export interface Delivery {
  wake(): void
  readiness(): Promise<Readiness>
  stop(): Promise<void>
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

/** Delivers every checkpoint to a sink, in order: from the very first one where the sink is new, and again until it succeeds. */
export function startDelivery(sink: CheckpointSink, { database, leases, logger }: Pick<Surroundings, 'database' | 'leases' | 'logger'>): Delivery {
  let notBefore = 0
  let pause = pauses.first

  const fail = async (error: unknown): Promise<void> => {
    const reason = reasonOf(error)
    if (pause === pauses.first) logger.warn({ sink: sink.name, error: reason }, 'checkpoints of the audit cannot be delivered, and are tried again')
    await noteFailed(database, sink.name, reason)
    notBefore = Date.now() + pause
    pause = Math.min(pause * 2, pauses.longest)
  }

  const turn = async (): Promise<boolean> => {
    if (Date.now() < notBefore || !(await leases.holds(`audit sink ${sink.name}`))) return false
    const { sequence } = await sinkState(database, sink.name)
    const lines = await checkpointsAfter(database, sequence, batch)
    const last = lines.at(-1)
    if (last === undefined) return false
    try {
      await sink.deliver(lines)
    } catch (error) {
      await fail(error)
      return false
    }
    await noteDelivered(database, sink.name, last.sequence)
    pause = pauses.first
    notBefore = Date.now() + (sink.every ?? 0)
    return lines.length === batch
  }

  const pump = startPump(`audit sink ${sink.name}`, turn, logger)
  return {
    wake: () => pump.wake(),
    stop: () => pump.stop(),
    async readiness() {
      const { sequence, failingSince, error } = await sinkState(database, sink.name)
      const name = `audit checkpoints to ${sink.name}`
      // The product goes on without the sink: nothing is lost, and it catches up. But whoever watches is told.
      if (failingSince === null) return { name, ready: true, detail: `delivered up to ${sequence}` }
      return { name, ready: true, failing: true, detail: `failing since ${failingSince.toISOString()}: ${error ?? ''}; delivered up to ${sequence}` }
    },
  }
}
