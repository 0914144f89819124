import type { UserId } from '@brokersync/schema/ids'

/** A user's clients lent to another, who stands in for a span of time. It ends by itself, to the second. */
export interface Loan {
  id: string
  fromId: UserId
  toId: UserId
  startsAt: Date
  /** The first instant at which it holds no more. */
  endsAt: Date
  reason: string
  madeBy: UserId
  madeAt: Date
  /** When somebody ended it before its time. */
  endedAt: Date | null
}

/** The longest that clients are lent at once, in milliseconds: a year and a day. */
export const longestLoan = 366 * 24 * 60 * 60 * 1_000

/** How a loan stands at an instant. */
export function stateOf({ startsAt, endsAt, endedAt }: Pick<Loan, 'startsAt' | 'endsAt' | 'endedAt'>, now: Date): 'PLANNED' | 'RUNNING' | 'ENDED' {
  if (endedAt !== null || endsAt <= now) return 'ENDED'
  return startsAt > now ? 'PLANNED' : 'RUNNING'
}
