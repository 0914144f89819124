import type { EventId } from '@brokersync/schema/ids'
import { unavailable } from '../errors/domain-error'

/** Requests that wait until something has been done with an event. */
export interface Waiting {
  /** @throws {DomainError} UNAVAILABLE after two seconds. */
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

  const watch = async (id: EventId, until: number): Promise<void> => {
    while (waiters.has(id) && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, look))
      if (waiters.has(id) && (await isDone(id).catch(() => false))) waiters.get(id)?.()
    }
  }

  return {
    async until(id) {
      let timer: NodeJS.Timeout | undefined
      try {
        await new Promise<void>((resolve, reject) => {
          waiters.set(id, resolve)
          timer = setTimeout(() => reject(unavailable(what)), patience)
          void watch(id, Date.now() + patience)
        })
      } finally {
        clearTimeout(timer)
        waiters.delete(id)
      }
    },
    done: (id) => waiters.get(id)?.(),
  }
}
