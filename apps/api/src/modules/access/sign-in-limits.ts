import { LRUCache } from 'lru-cache'

/** How many refused sign-ins are let through in a while. */
interface Limit {
  /** Whose tries are counted together. */
  key: (attempt: Attempt) => string
  most: number
  /** Milliseconds. */
  within: number
}

export interface Attempt {
  address: string
  email: string
}

/** A try that was counted, or for how many seconds there are to be no more. */
export type Admission = { admitted: true; succeeded: () => void } | { admitted: false; retryAfter: number }

const minute = 60_000

// No limit counts an account alone: whoever knows an email could lock its owner out.
const limits: readonly Limit[] = [
  { key: ({ address, email }) => `${address} ${email}`, most: 10, within: minute },
  { key: ({ address, email }) => `${address} ${email}`, most: 100, within: 24 * 60 * minute },
  { key: ({ address }) => address, most: 100, within: minute },
]

/** Counts the refused sign-ins of this process by address, and by address and account (NIST SP 800-63B, 5.2.2). */
export function createSignInLimits(): { admit(attempt: Attempt): Admission } {
  const counters = limits.map((limit) => ({ ...limit, counts: new LRUCache<string, number>({ max: 100_000, ttl: limit.within, noUpdateTTL: true, perf: Date }) }))
  const add = (attempt: Attempt, by: number) => {
    for (const { key, counts } of counters) counts.set(key(attempt), Math.max(0, (counts.get(key(attempt)) ?? 0) + by))
  }
  return {
    admit(attempt) {
      const full = counters.filter(({ key, counts, most }) => (counts.get(key(attempt)) ?? 0) >= most)
      const wait = Math.max(0, ...full.map(({ key, counts }) => counts.getRemainingTTL(key(attempt))))
      if (full.length > 0) return { admitted: false, retryAfter: Math.max(1, Math.ceil(wait / 1_000)) }
      // Counted before the password is checked, so that many at once are not all let through.
      add(attempt, 1)
      return { admitted: true, succeeded: () => add(attempt, -1) }
    },
  }
}
