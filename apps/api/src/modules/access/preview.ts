import type { Role } from '@brokersync/schema/enums'
import { isUuid, type UserId } from '@brokersync/schema/ids'
import type { Permission, ReachName } from '@brokersync/schema/permissions'
import { requirePermission, type Actor } from '../../platform/directory/actor'
import { hiddenFromBoth, reachesOf } from '../../platform/directory/reach'
import { badInput, notFound } from '../../platform/errors/domain-error'
import { reachPartsOf } from './reach-parts'
import type { RoleKeeper } from './role-keeper'
import { roleNames, within, type Grants } from './roles'
import type { CredentialStore } from './store/credential.store'

interface Parts {
  store: CredentialStore
  roles: RoleKeeper
}

const wrong = () => badInput([{ path: 'viewAs', message: 'must be role: and a role, or user: and a user’s id' }])

/** Of what another may, what oneself may as well: nobody sees more by looking with other eyes. */
const inBoth = (theirs: Grants, mine: Actor['permissions']): Map<Permission, ReachName> =>
  new Map([...theirs].filter(([permission, reach]) => within(reach, mine.get(permission))))

/** A role on the clients that the asker itself owns, or its team. */
async function asRole(actor: Actor, role: Role, { roles }: Parts): Promise<Actor> {
  return { ...actor, roles: [role], permissions: inBoth((await roles.current()).grantsOf([role]), actor.permissions), preview: true }
}

/** A user on the clients that it reaches, as far as the asker reaches every client: what is of the user alone, as its private notes, stays with it. */
async function asUser(actor: Actor, id: string, { store, roles }: Parts): Promise<Actor> {
  const bearer = isUuid(id) ? await store.byUser(id as UserId) : null
  if (bearer === null) throw notFound('user')
  const theirs = (await roles.at(bearer.rolesVersion)).grantsOf(bearer.roles)
  return {
    ...actor,
    roles: bearer.roles,
    permissions: inBoth(theirs, new Map([...actor.permissions].filter(([, reach]) => reach === 'all'))),
    reaches: reachesOf(hiddenFromBoth(reachPartsOf(bearer, theirs), actor.reaches)),
    reachUntil: bearer.reachUntil,
    preview: true,
  }
}

/**
 * Lets whoever may (`roles:preview`) see the product as a role or a user does. It stays who it is: in the audit trail, and for what is one's own.
 * @returns of a session and what it asked to view as, the actor that only looks.
 * @throws {DomainError} FORBIDDEN; BAD_USER_INPUT; NOT_FOUND for a user that is not, or is not active.
 */
export const previewer = (parts: Parts) => async (actor: Actor, viewAs: string): Promise<Actor> => {
  requirePermission(actor, 'roles:preview')
  const [kind, name = ''] = viewAs.split(':', 2)
  if (kind === 'user') return asUser(actor, name, parts)
  const role = kind === 'role' ? roleNames.find((one) => one === name) : undefined
  if (role === undefined) throw wrong()
  return asRole(actor, role, parts)
}
