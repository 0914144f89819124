import type { Role, RoleSetSource } from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'
import { keptApart, permissions, type Permission, type ReachName } from '@brokersync/schema/permissions'
import { roleNames, within, type Grants, type RoleGrants } from './roles'

/** A version of what each role may do. */
export interface RoleSet {
  /** From 1 on, one more with each change. */
  version: number
  id: string
  grants: RoleGrants
  source: RoleSetSource
  reason: string
  /** Null: the product itself, from the file. */
  madeBy: UserId | null
  madeAt: Date
}

/** One permission of one role that differs between two versions; null: denied. */
export interface RoleChange {
  role: Role
  permission: Permission
  before: ReachName | null
  after: ReachName | null
}

/** What differs between two versions, role by role. */
export const changesBetween = (before: RoleGrants, after: RoleGrants): RoleChange[] =>
  roleNames.flatMap((role) =>
    permissions.flatMap((permission) => {
      const change = { role, permission, before: before[role][permission] ?? null, after: after[role][permission] ?? null }
      return change.before === change.after ? [] : [change]
    }),
  )

/** Those changes that would give a role more than the one who makes them has, but for what is kept apart from administration, which one gives to any role but one's own. */
export const beyond = (changes: readonly RoleChange[], own: { roles: readonly Role[]; permissions: Grants }): RoleChange[] => {
  const mayAppoint = ({ role, permission }: RoleChange) => keptApart.includes(permission) && !own.roles.includes(role)
  return changes.filter((change) => {
    const { permission, before, after } = change
    return after !== null && (before === null || !within(after, before)) && !mayAppoint(change) && !within(after, own.permissions.get(permission))
  })
}
