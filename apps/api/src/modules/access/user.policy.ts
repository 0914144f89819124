import type { Role } from '@brokersync/schema/enums'
import { keptApart, reaches } from '@brokersync/schema/permissions'
import type { Actor } from '../../platform/directory/actor'
import type { Rules } from '../../platform/graph/rules'
import type { Roles } from './roles'
import type { User } from './user'

export const userRules: Rules = {
  'Query.me': 'signed-in',
  'Query.user': 'users:read',
  'Query.users': 'users:read',
  'Mutation.createUser': 'users:write',
  'Mutation.updateUser': 'users:write',
  'User.id': 'inherit',
  'User.*': 'signed-in',
  'UserConnection.*': 'inherit',
  'UserEdge.*': 'inherit',
  'PageInfo.*': 'inherit',
}

/** Whether an actor sees more of a user than the name: its email, roles, permissions and team. */
export const seesAccount = (actor: Actor, user: Pick<User, 'id'>): boolean => actor.userId === user.id || actor.permissions.has('users:read')

/** Whether an actor would come to have by its own doing what is kept apart from administration: one gives it to others. */
export function givesItself(actor: Actor, { before, after }: { before: Pick<User, 'id' | 'roles'>; after: Pick<User, 'roles'> }, roles: Roles): boolean {
  const [had, has] = [roles.grantsOf(before.roles), roles.grantsOf(after.roles)]
  return actor.userId === before.id && keptApart.some((permission) => has.has(permission) && !had.has(permission))
}

/** Whether an actor may administrate who has these roles: nobody gives or takes what goes beyond its own roles. */
export function mayAdministrate(actor: Actor, concerned: readonly Role[], roles: Roles): boolean {
  const own = roles.grantsOf(actor.roles)
  return [...roles.grantsOf(concerned)].every(([permission, reach]) => {
    const mine = own.get(permission)
    return keptApart.includes(permission) || (mine !== undefined && reaches.indexOf(mine) >= reaches.indexOf(reach))
  })
}
