import { isLendable, type Permission, type ReachName } from '@brokersync/schema/permissions'
import type { UserId } from '@brokersync/schema/ids'
import type { Role } from '@brokersync/schema/enums'
import { forbidden } from '../errors/domain-error'
import { nowhere, type Reach, type Reaches } from './reach'

/** Who asks: a user, by a session or a token, with what it may do. */
export interface Actor {
  userId: UserId
  roles: readonly Role[]
  /** Permission to how far it goes; what is not here is denied. */
  permissions: ReadonlyMap<Permission, ReachName>
  /** What `own`, `team` and `all` cover for this user at this moment. */
  reaches: Reaches
  /** Until when that is so: when a loan to the user begins or ends, or a grant expires; null: until somebody changes it. */
  reachUntil: Date | null
  /** `session:<id>` or `token:<id>`: what is ended when it is revoked; {@link commandLine} where there is neither. */
  credential: string
  /** Until when the credential holds; null: for ever. */
  expiresAt: Date | null
  /** Points that the credential may cost in a minute, where that is less than what each may. */
  minuteBudget?: number | null
  /** Whether it only looks at the product with another's eyes: it changes nothing. */
  preview?: boolean
}

/** The credential of who acts by `npm run cli`: it stands in the audit trail beside the user that was named. */
export const commandLine = 'command line'

/** Told at the command line where nobody is named. */
export const sayWhoActs = 'Say who acts: --as EMAIL, the email of an active user who may do this. It stands in the audit trail, as done at the command line'

/** How far an actor's permission goes; nowhere where it has none. */
export function reachOf(actor: Actor, permission: Permission): Reach {
  const name = actor.permissions.get(permission)
  if (name === undefined) return nowhere
  return isLendable(permission) ? actor.reaches.clients[name] : actor.reaches.made[name]
}

/** @throws {DomainError} FORBIDDEN when the actor has not this permission at any reach. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!actor.permissions.has(permission)) throw forbidden(`This needs the permission ${permission}`)
}
