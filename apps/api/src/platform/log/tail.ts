import type { Logger } from '../telemetry/logger'
import type { Log, LoggedEvent } from './log'
import { startPump } from './pump'

/** Follows the log from now on, in every process and with no memory: for what is live, such as subscriptions. */
export interface Tail {
  wake(): void
  stop(): Promise<void>
}

const batch = 500

/**
 * @param follow.upTo how far events may be told: to the log's end, or only to where a view has come that must be readable first.
 */
export async function startTail(follow: {
  log: Log
  logger: Logger
  types: readonly string[]
  upTo?: (() => Promise<number>) | undefined
  tell: (events: readonly LoggedEvent[]) => Promise<void> | void
}): Promise<Tail> {
  const { log, logger, types, tell } = follow
  let position = await (follow.upTo ?? (() => log.head()))()
  const turn = async () => {
    const { events, end } = await log.read({ after: position, limit: batch, types, upTo: await follow.upTo?.() })
    if (end <= position) return false
    position = events.length < batch ? end : (events.at(-1)?.position ?? end)
    if (events.length > 0) await tell(events)
    return position < end
  }
  const pump = startPump('tail', turn, logger)
  const off = log.onGrowth(() => pump.wake())
  return {
    wake: () => pump.wake(),
    async stop() {
      off()
      await pump.stop()
    },
  }
}
