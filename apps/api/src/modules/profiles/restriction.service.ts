import { hiddenOwner } from '../../platform/directory/reach'
import { badInput, conflict } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import type { Surroundings } from '../../platform/module'
import { ExpectationFailed, type Claim } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import type { ClientProfile } from './client'
import { requireMay } from './client.policy'
import type { ClientService } from './client.service'
import type { ClientStore } from './store/client.store'
import type { Restriction, RestrictionStore } from './store/restriction.store'

/** What a restriction, or its end, is asked for. */
export interface RestrictionInput {
  idempotencyKey?: string | null
  id: string
  reason: string
}

interface Parts {
  clients: ClientService
  store: ClientStore
  restrictions: RestrictionStore
  commit: Surroundings['commit']
  database: Database
  keys: Keys
}

/** What the audit trail tells of one. */
const told = ({ ownerId, restrictedBy, restrictedAt, reason }: Pick<Restriction, 'ownerId' | 'restrictedBy' | 'restrictedAt' | 'reason'>) => ({ ownerId, restrictedBy, restrictedAt, reason })

/**
 * Restriction of processing (GDPR, article 18): the client is hidden from all but who has `privacy:read`. It gets an owner behind
 * everybody's wall, so that the one policy of reach hides it in every module, list, count, search and subscription.
 */
export class RestrictionService {
  constructor(private readonly parts: Parts) {}

  /** The one that stands on a client. */
  of(client: ClientProfile): Promise<Restriction | null> {
    return this.parts.restrictions.standing(client.id)
  }

  /** @throws {DomainError} NOT_FOUND; FORBIDDEN; CONFLICT where it is restricted already. */
  restrict(context: RequestContext, input: RestrictionInput): Promise<ClientProfile> {
    const { restrictions, store } = this.parts
    return this.once(context, 'restrictClient', input, async (before, reason, claims) => {
      if (before.ownerId === hiddenOwner) throw conflict('This client is restricted already')
      const at = new Date()
      const after = { ...before, ownerId: hiddenOwner, version: before.version + 1, updatedAt: at }
      const restriction = { id: uuidv7<string>(), clientId: before.id, ownerId: before.ownerId, restrictedBy: context.actor.userId, restrictedAt: at, reason }
      const write = await restrictions.add(restriction)
      const change = await store.prepare([{ before, after, reason, restriction: { before: null, after: told(restriction) } }], { event: 'client.assigned', action: 'restrictClient' })
      await this.parts.commit({ ...change, writes: [...change.writes, write], claims }, context.origin, 'logged')
      return after
    })
  }

  /** @throws {DomainError} NOT_FOUND; FORBIDDEN; CONFLICT where it is not restricted. */
  lift(context: RequestContext, input: RestrictionInput): Promise<ClientProfile> {
    const { restrictions, store } = this.parts
    return this.once(context, 'liftRestriction', input, async (before, reason, claims) => {
      const restriction = await restrictions.standing(before.id)
      if (restriction === null || before.status === 'ERASED' || before.status === 'ANONYMISED') throw conflict('This client is not restricted')
      const at = new Date()
      const after = { ...before, ownerId: restriction.ownerId, version: before.version + 1, updatedAt: at }
      const write = await restrictions.lift(restriction, { liftedBy: context.actor.userId, liftedAt: at, liftReason: reason })
      const change = await store.prepare([{ before, after, reason, restriction: { before: told(restriction), after: null } }], { event: 'client.assigned', action: 'liftRestriction' })
      await this.parts.commit({ ...change, writes: [...change.writes, write], claims }, context.origin, 'logged')
      return after
    })
  }

  private once(context: RequestContext, operation: string, { idempotencyKey = null, ...input }: RestrictionInput, run: (client: ClientProfile, reason: string, claims: Claim[]) => Promise<ClientProfile>): Promise<ClientProfile> {
    const { database, keys, clients } = this.parts
    const make = async (claims: (id: string) => Claim[]) => {
      const reason = input.reason.trim()
      if (reason === '' || reason.length > 2_000) throw badInput([{ path: 'reason', message: 'must have 1 to 2,000 characters' }])
      const client = await clients.require(context, input.id)
      requireMay(context.actor, 'privacy:restrict', client)
      return run(client, reason, claims(client.id)).catch((error: unknown) => {
        throw error instanceof ExpectationFailed ? conflict('This client was changed meanwhile; try again') : error
      })
    }
    return idempotently({ database, schema: 'profiles', keys }, { caller: context.actor.userId, operation, key: idempotencyKey, input }, make, (id) => clients.require(context, id))
  }
}
