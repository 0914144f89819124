import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Actor } from '../directory/actor'
import { DomainError } from '../errors/domain-error'

/** What is left of a credential's budget after an operation. */
export interface Left {
  cost: number
  remaining: number
  limit: number
  /** Seconds until the whole budget is there again. */
  resetsIn: number
}

/** How much each credential may cost in a minute, in this process. */
export interface Budget {
  /** Takes an operation's cost. @returns null where there is no limit. @throws {DomainError} RATE_LIMITED with `retryAfter` in seconds. */
  take(actor: Actor | null, cost: number): Promise<Left | null>
}

const minute = 60

/** @param points that a credential may cost in a minute; 0: no limit. Callers without a credential share one budget. */
export function createBudget(points: number): Budget {
  if (points === 0) return { take: async () => null }
  const limiter = new RateLimiterMemory({ points, duration: minute })
  return {
    async take(actor, cost) {
      try {
        const { remainingPoints, msBeforeNext } = await limiter.consume(actor?.credential ?? 'none', cost)
        return { cost, remaining: remainingPoints, limit: points, resetsIn: Math.ceil(msBeforeNext / 1_000) }
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        const retryAfter = Math.max(1, Math.ceil(error.msBeforeNext / 1_000))
        throw new DomainError('RATE_LIMITED', `This costs more than is left of the minute; try again in ${retryAfter} seconds`, { retryAfter, cost, limit: points })
      }
    },
  }
}
