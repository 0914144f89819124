import { isDomainError, unavailable } from './errors/domain-error'
import type { Logger } from './telemetry/logger'

/** Keeps whoever needs a store from waiting for one that does not answer. */
export interface Breaker {
  /**
   * Does a work that needs the store.
   * @param late takes what comes of it after its caller was refused.
   * @throws {DomainError} UNAVAILABLE at once where the store is known not to answer, and as soon as it is.
   */
  guard<Result>(work: () => Promise<Result>, late?: (result: Result) => void): Promise<Result>
  /** Tells that the store has answered somebody just now. */
  answered(): void
  stop(): void
}

interface Options {
  /** As a caller is told of it. */
  what: string
  /** Asks the store for next to nothing, on a connection that nobody else waits for. */
  probe: () => Promise<unknown>
  /** Called at each probe that found the store silent. */
  silent?: () => void
  logger: Logger
}

/** Milliseconds between two probes, and how long one may take: together well below the two seconds within which callers are to know. */
const every = 300
const patience = 1_200
/** A timer that is so late tells of a process that was not let run, and nothing of the store. */
const late = 300

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref())
// A process that was busy finds the answers only after the timers that ran out meanwhile.
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * Asks a store all the time whether it answers. That a statement takes long says nothing: many may. That nothing at all is answered for longer than a second says that
 * the store, or the way to it, is gone, also where no connection was closed; its callers are refused then until it answers again.
 */
export function startBreaker({ what, probe, silent, logger }: Options): Breaker {
  const waiting = new Set<(reason: Error) => void>()
  let isOpen = false
  let stopped = false
  let answeredAt = 0

  const answers = async (): Promise<boolean> => {
    const asked = performance.now()
    const tooLate = pause(patience).then(turn).then(turn).then(() => performance.now() - asked > patience + late && !isOpen)
    const inTime = await Promise.race([probe().then(() => true, () => false), tooLate])
    return inTime || answeredAt > asked
  }

  const open = (): void => {
    if (!isOpen) logger.warn({ store: what }, 'it does not answer: what needs it is refused until it does')
    isOpen = true
    for (const refuse of waiting) refuse(unavailable(what))
    waiting.clear()
    silent?.()
  }

  const watch = async (): Promise<void> => {
    for (; !stopped; await pause(every)) {
      const isThere = await answers()
      if (stopped) return
      if (!isThere) open()
      else if (isOpen) {
        isOpen = false
        logger.info({ store: what }, 'it answers again')
      }
    }
  }
  void watch()

  return {
    guard<Result>(work: () => Promise<Result>, late?: (result: Result) => void) {
      if (isOpen) return Promise.reject(unavailable(what))
      return new Promise<Result>((resolve, reject) => {
        waiting.add(reject)
        const done = (result: Result) => (waiting.delete(reject) ? resolve(result) : late?.(result))
        const failed = (error: unknown) => {
          waiting.delete(reject)
          reject(error)
        }
        work().then(done, failed)
      })
    },
    answered: () => (answeredAt = performance.now()),
    stop: () => (stopped = true),
  }
}

/** Whether a caller was refused because a store is away. */
export const isUnavailable = (error: unknown): boolean => isDomainError(error) && error.code === 'UNAVAILABLE'
