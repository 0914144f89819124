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
  /** Takes an operation's cost; what is refused takes nothing. @returns null where there is no limit. @throws {DomainError} RATE_LIMITED with `retryAfter` in seconds; QUERY_TOO_COMPLEX for what no minute is enough for. */
  take(actor: Actor | null, cost: number): Promise<Left | null>
}

const minute = 60

/** @param points that a credential may cost in a minute, or less where its own budget is smaller; 0: no limit but its own. Callers without a credential share one budget. */
export function createBudget(points: number): Budget {
  // One for each size of budget that there is.
  const limiters = new Map<number, RateLimiterMemory>()
  const limiterOf = (most: number): RateLimiterMemory => {
    const limiter = limiters.get(most) ?? new RateLimiterMemory({ points: most, duration: minute })
    limiters.set(most, limiter)
    return limiter
  }
  return {
    async take(actor, cost) {
      const limit = Math.min(points || Infinity, actor?.minuteBudget ?? Infinity)
      if (limit === Infinity) return null
      if (cost > limit) throw new DomainError('QUERY_TOO_COMPLEX', `The operation could cost ${cost} points, and this credential may cost ${limit} in a minute; ask for shorter pages`, { cost, mostCost: limit })
      const [limiter, key] = [limiterOf(limit), actor?.credential ?? 'none']
      try {
        const { remainingPoints, msBeforeNext } = await limiter.consume(key, cost)
        return { cost, remaining: remainingPoints, limit, resetsIn: Math.ceil(msBeforeNext / 1_000) }
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error
        await limiter.reward(key, cost)
        const retryAfter = Math.max(1, Math.ceil(error.msBeforeNext / 1_000))
        throw new DomainError('RATE_LIMITED', `This costs more than is left of the minute; try again in ${retryAfter} seconds`, { retryAfter, cost, limit })
      }
    },
  }
}
