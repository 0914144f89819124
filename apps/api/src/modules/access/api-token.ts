import type { Permission } from '@brokersync/schema/permissions'
import type { UserId } from '@brokersync/schema/ids'

/** A credential for a program, which acts for the user who made it, with no more than its scopes. */
export interface ApiToken {
  id: string
  userId: UserId
  name: string
  /** How its secret begins, by which people tell one from another. */
  prefix: string
  scopes: readonly Permission[]
  createdAt: Date
  /** To five minutes; null: never. */
  lastUsedAt: Date | null
  /** Null: holds till it is revoked. */
  expiresAt: Date | null
  revokedAt: Date | null
  /** Points that it may cost in a minute; null: as much as any credential may. */
  minuteBudget: number | null
}

/** What every API token begins with, so that people and scanners of leaked secrets know one. */
export const tokenMark = 'bs_'
