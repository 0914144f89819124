import type { ClientId, UserId } from '@brokersync/schema/ids'

/** One client that a user reaches as if it owned it, within what its own roles allow. */
export interface ClientGrant {
  id: string
  clientId: ClientId
  userId: UserId
  reason: string
  madeBy: UserId
  madeAt: Date
  /** The first instant at which it holds no more; null: until it is revoked. */
  until: Date | null
  revokedAt: Date | null
}

/** How many single clients one user can hold at once; who needs more needs a team. */
export const mostGrants = 200
