import type { UserId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import type { Actor } from '../../platform/directory/actor'
import { notFound } from '../../platform/errors/domain-error'
import type { Cursors } from '../../platform/graph/cursor'
import type { Roles } from './roles'
import type { UserStore } from './store/user.store'
import { seesAccount } from './user.policy'
import type { User } from './user'

interface Parts {
  store: UserStore
  roles: Roles
  cursors: Cursors
}

/** The users of the firm, as an actor may see and change them. */
export class UserService {
  constructor(private readonly parts: Parts) {}

  /** Users by their ids, in that order; an error in the place of an unknown one. */
  async byIds(ids: readonly UserId[]): Promise<(User | Error)[]> {
    const found = new Map((await this.parts.store.byIds(ids)).map((user) => [user.id, user]))
    return ids.map((id) => found.get(id) ?? notFound('user'))
  }

  /** What a user may do, null where the actor may not know it. Of oneself: what one may by this credential. */
  permissionsOf(actor: Actor, user: User): Permission[] | null {
    if (actor.userId === user.id) return [...actor.permissions.keys()]
    return seesAccount(actor, user) ? [...this.parts.roles.grantsOf(user.roles).keys()] : null
  }
}
