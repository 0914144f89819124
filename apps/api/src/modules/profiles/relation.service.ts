import type { ClientId, RelationId } from '@brokersync/schema/ids'
import type { Directory } from '../../platform/directory/directory'
import { whileStanding } from '../../platform/directory/standing'
import { requireWorkable } from '../../platform/directory/workable'
import { badInput, conflict, forbidden, isDomainError, notFound } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import type { Surroundings } from '../../platform/module'
import { ExpectationFailed, type Claim, type Write } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import type { ClientProfile } from './client'
import { may, requireMay } from './client.policy'
import type { ClientService } from './client.service'
import { faultsOf, relationEvent, relationInput, relationRow, sidesOf, type Relation } from './relation'
import type { RelationStore } from './store/relation.store'

type Given = { idempotencyKey?: string | null } & Record<string, unknown>

interface Parts {
  clients: ClientService
  relations: RelationStore
  directory: Directory
  commit: Surroundings['commit']
  database: Database
  keys: Keys
}

/** How clients stand to each other. A relation is there for those alone who may see both of its clients. */
export class RelationService {
  constructor(private readonly parts: Parts) {}

  /** Null where the client is out of sight; asked for many at once within an operation. */
  of(context: RequestContext, clientId: ClientId): Promise<Relation[] | null> {
    const loader = context.loader<ClientId, Relation[] | null>('relations', async (ids) => {
      const { relations, directory } = this.parts
      const found = await relations.of(ids)
      const seen = await directory.reachable(context.actor, 'clients:read', [...ids, ...found.flatMap(({ fromId, toId }) => [fromId, toId])])
      const visible = found.filter(({ fromId, toId }) => seen.has(fromId) && seen.has(toId))
      context.reads.add('profile', ids.filter((id) => seen.has(id)))
      return ids.map((id) => (seen.has(id) ? visible.filter(({ fromId, toId }) => fromId === id || toId === id) : null))
    })
    return loader.load(clientId)
  }

  /** @throws {DomainError} NOT_FOUND; FORBIDDEN; BAD_USER_INPUT with all faults; CONFLICT where the same stands already, or a client takes none any more. */
  relate(context: RequestContext, { fromId, toId, ...given }: Given & { fromId: string; toId: string }): Promise<Relation> {
    return this.once(context, 'relateClients', { fromId, toId, ...given }, async (claims) => {
      const from = await this.parts.clients.require(context, fromId)
      const to = await this.parts.clients.require(context, toId)
      requireMay(context.actor, 'clients:write', from)
      for (const side of [from, to]) requireWorkable(side)
      const { kind, note } = readInput(relationInput, given)
      const faults = faultsOf(kind, from, to, await this.parts.relations.of([from.id]))
      if (faults.length > 0) throw badInput(faults)
      const relation: Relation = { id: uuidv7<RelationId>(), kind, ...sidesOf(kind, from.id, to.id), note, recordedBy: context.actor.userId, recordedAt: new Date() }
      await this.save(context, { type: 'client.related', relation, write: await this.parts.relations.add(relation), claims: claims(relation.id) }, 'The same relation stands already')
      return relation
    })
  }

  /** @throws {DomainError} NOT_FOUND; FORBIDDEN where neither of the clients may be changed. */
  async unrelate(context: RequestContext, id: string): Promise<Relation> {
    const { relation, sides } = await this.require(context, id)
    if (!sides.some((side) => may(context.actor, 'clients:write', side))) throw forbidden('This needs the permission clients:write for one of these clients')
    sides.forEach(requireWorkable)
    await this.save(context, { type: 'client.unrelated', relation, write: this.parts.relations.remove(relation) }, 'This relation is gone already')
    return relation
  }

  private async require(context: RequestContext, id: string): Promise<{ relation: Relation; sides: ClientProfile[] }> {
    const relation = await this.parts.relations.byId(id)
    if (relation === null) throw notFound('relation')
    const sides = await Promise.all([relation.fromId, relation.toId].map((clientId) => this.parts.clients.require(context, clientId))).catch((error: unknown) => {
      throw isDomainError(error) && error.code === 'NOT_FOUND' ? notFound('relation') : error
    })
    return { relation, sides }
  }

  private async save(
    context: RequestContext,
    { type, relation, write, claims = [] }: { type: 'client.related' | 'client.unrelated'; relation: Relation; write: Write; claims?: Claim[] },
    otherwise: string,
  ): Promise<void> {
    const audit = [await relationRow(this.parts.keys, type, relation)]
    // Who reads a household next is to find it as it is now.
    await this.parts.commit({ writes: [whileStanding('profiles', [relation.fromId, relation.toId]), write], events: [relationEvent(type, relation)], audit, claims }, context.origin, 'logged').catch((error: unknown) => {
      throw error instanceof ExpectationFailed ? conflict(otherwise) : error
    })
  }

  private once(context: RequestContext, operation: string, { idempotencyKey = null, ...input }: Given, run: (claims: (id: string) => Claim[]) => Promise<Relation>): Promise<Relation> {
    const { database, keys } = this.parts
    return idempotently({ database, schema: 'profiles', keys }, { caller: context.actor.userId, operation, key: idempotencyKey, input }, run, async (id) => (await this.require(context, id)).relation)
  }
}
