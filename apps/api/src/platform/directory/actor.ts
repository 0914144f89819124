import type { Permission, ReachName } from '@brokersync/schema/permissions'
import type { UserId } from '@brokersync/schema/ids'
import type { Role } from '@brokersync/schema/enums'
import { forbidden } from '../errors/domain-error'

/** Which clients a permission covers, as it is bound to every statement: all of them, or those of these owners. */
export interface Reach {
  all: boolean
  ownerIds: readonly UserId[]
}

/** Who asks: a user, by a session or a token, with what it may do. */
export interface Actor {
  userId: UserId
  roles: readonly Role[]
  /** Permission to how far it goes; what is not here is denied. */
  permissions: ReadonlyMap<Permission, ReachName>
  /** The users of the actor's team, the actor among them. */
  teamIds: readonly UserId[]
  /** `session:<id>` or `token:<id>`: what is ended when it is revoked. */
  credential: string
  /** Until when the credential holds; null: for ever. */
  expiresAt: Date | null
}

const nothing: Reach = { all: false, ownerIds: [] }

/** How far an actor's permission goes; nowhere where it has none. */
export function reachOf(actor: Actor, permission: Permission): Reach {
  switch (actor.permissions.get(permission)) {
    case 'all':
      return { all: true, ownerIds: [] }
    case 'team':
      return { all: false, ownerIds: actor.teamIds }
    case 'own':
      return { all: false, ownerIds: [actor.userId] }
    case undefined:
      return nothing
  }
}

/** Whether a reach covers a client of this owner; one of no owner only where it covers all. */
export const covers = (reach: Reach, ownerId: UserId | null): boolean => reach.all || (ownerId !== null && reach.ownerIds.includes(ownerId))

/** @throws {DomainError} FORBIDDEN when the actor has not this permission at any reach. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!actor.permissions.has(permission)) throw forbidden(`This needs the permission ${permission}`)
}
