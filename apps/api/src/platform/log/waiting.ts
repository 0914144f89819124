import type { EventId } from '@brokersync/schema/ids'
import { isUnavailable } from '../breaker'
import { unavailable } from '../errors/domain-error'

/** Requests that wait until something has been done with an event. */
export interface Waiting {
  /** @throws {DomainError} UNAVAILABLE after two seconds, and sooner where the tables cannot be asked. */
  until(id: EventId): Promise<void>
  done(id: EventId): void
}

const patience = 2_000
const look = 100

/**
 * @param what is named when patience ends.
 * @param isDone asks the tables, for where another process does the work and nobody here says when it is done.
 */
export function createWaiting(what: string, isDone: (id: EventId) => Promise<boolean>): Waiting {
  const waiters = new Map<EventId, () => void>()

  /** @throws {DomainError} UNAVAILABLE when the tables cannot be asked twice in a row: then nobody will say that it is done. */
  const watch = async (id: EventId, until: number): Promise<void> => {
    let refused = 0
    while (waiters.has(id) && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, look))
      if (!waiters.has(id)) return
      try {
        if (await isDone(id)) waiters.get(id)?.()
        refused = 0
      } catch (error) {
        refused += 1
        if (refused > 1 && isUnavailable(error)) throw error
      }
    }
  }

  return {
    async until(id) {
      let timer: NodeJS.Timeout | undefined
      try {
        await new Promise<void>((resolve, reject) => {
          waiters.set(id, resolve)
          timer = setTimeout(() => reject(unavailable(what)), patience)
          watch(id, Date.now() + patience).catch(reject)
        })
      } finally {
        clearTimeout(timer)
        waiters.delete(id)
      }
    },
    done: (id) => waiters.get(id)?.(),
  }
}
