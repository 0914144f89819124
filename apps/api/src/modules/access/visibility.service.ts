import type { ClientId, UserId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import { hiddenOwner } from '../../platform/directory/reach'
import { notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { RoleKeeper } from './role-keeper'
import type { SharingParts } from './sharing-parts'
import { explainVisibility, type VisibilityRule } from './visibility'

/** Why a user sees a client, or does not. */
export interface Explained {
  clientId: ClientId
  userId: UserId
  visible: boolean
  rules: VisibilityRule[]
}

/** Explains to an administrator what the rules come to for one user and one client. */
export class VisibilityService {
  constructor(private readonly parts: Pick<SharingParts, 'store' | 'users' | 'directory'> & { roles: RoleKeeper }) {}

  /** @throws {DomainError} NOT_FOUND for a client out of the asker's own reach, or an unknown user. */
  async explain({ actor, reads }: RequestContext, { clientId, userId }: { clientId: string; userId: string }): Promise<Explained> {
    const { store, users, directory, roles } = this.parts
    const client = await directory.require(actor, 'clients:read', clientId)
    const user = isUuid(userId) ? await users.byId(userId) : null
    if (user === null) throw notFound('user')
    reads.add('visibility', [client.id])
    const owner = client.ownerId === null ? null : await users.byId(client.ownerId)
    const [grants, loans, walls, current] = await Promise.all([
      store.grantsOf(client.id), client.ownerId === null ? [] : store.running({ fromId: client.ownerId, toId: user.id }), store.walls(), roles.current(),
    ])
    const explained = explainVisibility({
      user, ownerId: client.ownerId, ownerTeam: owner?.team ?? null, walls, loans, restricted: client.ownerId === hiddenOwner,
      grants: grants.filter((grant) => grant.userId === user.id),
      grantsOf: (role) => current.grantsOf([role]),
    })
    return { clientId: client.id, userId: user.id, ...explained }
  }
}
