import type { ClientId } from '@brokersync/schema/ids'
import { reachOf } from '../../platform/directory/actor'
import { covers } from '../../platform/directory/reach'
import { badInput, conflict, forbidden, notFound } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import { ExpectationFailed, type Claim } from '../../platform/postgres/commit'
import { idempotently } from '../../platform/postgres/idempotently'
import { mostGrants, type ClientGrant } from './client-grant'
import { grantInput } from './sharing-input'
import type { SharingParts } from './sharing-parts'

/** What a grant is asked for. */
export interface NewGrant {
  idempotencyKey?: string | null
  clientId: string
  userId: string
  /** RFC 3339; null: until it is revoked. */
  until?: string | null
  reason: string
}

/** Single clients that are granted to users who do not own them. */
export class GrantService {
  constructor(private readonly parts: SharingParts) {}

  /**
   * @throws {DomainError} NOT_FOUND for a client out of the actor's reach; FORBIDDEN for one that it may not grant; BAD_USER_INPUT; CONFLICT where
   * the user has it granted already, or a wall stands between.
   */
  grant(context: RequestContext, input: NewGrant): Promise<ClientGrant> {
    const { database, keys } = this.parts
    const { idempotencyKey = null, ...given } = input
    const repeatable = { caller: context.actor.userId, operation: 'grantClient', key: idempotencyKey, input: given }
    return idempotently({ database, schema: 'access', keys }, repeatable, (claims) => this.make(context, given, claims), (id) => this.require(context, id))
  }

  private async make(context: RequestContext, input: Omit<NewGrant, 'idempotencyKey'>, claims: (id: string) => Claim[]): Promise<ClientGrant> {
    const { clientId, userId, until = null, reason } = readInput(grantInput, input)
    const client = await this.requireMayGrant(context, clientId)
    const [user] = await this.parts.users.byIds([userId])
    if (user === undefined || !user.active) throw badInput([{ path: 'userId', message: 'must be the id of an active user' }])
    if (await this.parts.walls.between(client.ownerId, userId)) throw conflict('A wall stands between this client’s owner and this user')
    if ((await this.parts.store.countGrants(userId)) >= mostGrants) throw conflict(`One user can have at most ${mostGrants} single clients granted; lend the owner’s, or use a team`)
    const grant: ClientGrant = { id: uuidv7(), clientId: client.id, userId, reason, madeBy: context.actor.userId, madeAt: new Date(), until, revokedAt: null }
    await this.parts.store.grant(grant, { claims: claims(grant.id), origin: context.origin }).catch((error: unknown) => {
      throw error instanceof ExpectationFailed ? conflict('This client is granted to this user already') : error
    })
    return grant
  }

  private async requireMayGrant({ actor }: RequestContext, id: string) {
    const client = await this.parts.directory.require(actor, 'clients:read', id)
    if (!covers(reachOf(actor, 'clients:grant'), client)) throw forbidden('This needs the permission clients:grant for this client')
    return client
  }

  private async require(context: RequestContext, id: string): Promise<ClientGrant> {
    const grant = await this.parts.store.grantById(id)
    if (grant === null) throw notFound('grant')
    await this.requireMayGrant(context, grant.clientId).catch(() => {
      throw notFound('grant')
    })
    return grant
  }

  /** Takes back a grant; one that holds no more stays as it is. @throws {DomainError} NOT_FOUND, also where the client is out of reach. */
  async revoke(context: RequestContext, id: string): Promise<ClientGrant> {
    const grant = await this.require(context, id)
    if (grant.revokedAt !== null) return grant
    await this.parts.store.revoke(grant, context.origin).catch((error: unknown) => {
      if (!(error instanceof ExpectationFailed)) throw error
    })
    return { ...grant, revokedAt: new Date() }
  }

  /** To whom a client is granted now; null where the actor may not grant it. */
  async ofClient({ actor }: RequestContext, clientId: ClientId): Promise<ClientGrant[] | null> {
    const reached = await this.parts.directory.reachable(actor, 'clients:grant', [clientId])
    return reached.has(clientId) ? this.parts.store.grantsOf(clientId) : null
  }
}
