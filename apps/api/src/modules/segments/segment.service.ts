import { isUuid, type ClientId, type SegmentId } from '@brokersync/schema/ids'
import { reachOf, type Actor } from '../../platform/directory/actor'
import type { Directory } from '../../platform/directory/directory'
import { badInput, notFound, unavailable } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import { ExpectationFailed } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { changeOf, faultsOf, mostMembers, type NewSegment, type Segment, type SegmentMember } from './segment'
import { maySee, requireMayChange, requireSees } from './segment.policy'
import type { SegmentStore } from './store/segment.store'

export interface SegmentServiceParts {
  store: SegmentStore
  directory: Directory
  database: Database
  keys: Keys
}

const tries = 5

/** The use cases of segments. */
export class SegmentService {
  constructor(private readonly parts: SegmentServiceParts) {}

  /** @throws {DomainError} NOT_FOUND, also for one out of sight. */
  async require(actor: Actor, id: string): Promise<Segment> {
    return requireSees(actor, await this.find(id))
  }

  private async find(id: string): Promise<Segment | undefined> {
    return isUuid(id) ? (await this.parts.store.byIds([id as SegmentId])).get(id as SegmentId) : undefined
  }

  /** Those that the actor may see, in the order of the ids; null for the others. */
  async byIds(actor: Actor, ids: readonly SegmentId[]): Promise<(Segment | null)[]> {
    const found = await this.parts.store.byIds(ids)
    return ids.map((id) => found.get(id)).map((segment) => (segment !== undefined && maySee(actor, segment) ? segment : null))
  }

  /** Newest first. */
  list(actor: Actor, page: { first: number; before: string | null }): Promise<Segment[]> {
    return this.parts.store.list(reachOf(actor, 'segments:read'), page)
  }

  /** How many of each segment's members the actor may see. */
  async memberCounts(actor: Actor, ids: readonly SegmentId[]): Promise<number[]> {
    const counts = await this.parts.store.memberCounts(ids, reachOf(actor, 'clients:read'))
    return ids.map((id) => counts.get(id) ?? 0)
  }

  /** The members that the caller may see, those who came last first. */
  async members({ actor, reads }: RequestContext, id: SegmentId, page: { first: number; after: { since: string; clientId: string } | null }): Promise<SegmentMember[]> {
    const members = await this.parts.store.members(id, reachOf(actor, 'clients:read'), page)
    reads.add('segments', members.map(({ clientId }) => clientId))
    return members
  }

  /** The segments of each client, as far as the caller may see the one and the others. */
  async ofClients({ actor, reads }: RequestContext, clientIds: readonly ClientId[]): Promise<Segment[][]> {
    const found = await this.parts.store.ofClients(clientIds, reachOf(actor, 'clients:read'))
    reads.add('segments', clientIds)
    return clientIds.map((id) => (found.get(id) ?? []).filter((segment) => maySee(actor, segment)))
  }

  /** @throws {DomainError} BAD_USER_INPUT with all faults; CONFLICT for a key that was used with another input. */
  async create({ actor, origin }: RequestContext, { idempotencyKey = null, ...input }: NewSegment & { idempotencyKey?: string | null }): Promise<Segment> {
    const { store, database, keys } = this.parts
    const faults = faultsOf(input)
    if (faults.length > 0) throw badInput(faults)
    const description = input.description?.trim() || null
    const segment: Segment = { id: uuidv7<SegmentId>(), ownerId: actor.userId, kind: input.kind, name: input.name.trim(), description, version: 1, updatedAt: new Date() }
    return idempotently(
      { database, schema: 'segments', keys },
      { caller: actor.userId, operation: 'createSegment', key: idempotencyKey, input },
      async (claims) => {
        await store.create(segment, claims(segment.id), origin)
        return segment
      },
      (id) => this.require(actor, id),
    )
  }

  /**
   * Puts clients into a segment and takes others out; who is in already, or out, stays so.
   * @throws {DomainError} NOT_FOUND for a segment or a client out of reach, FORBIDDEN, BAD_USER_INPUT.
   */
  async changeMembers({ actor, origin }: RequestContext, input: { id: string; add: readonly string[]; remove: readonly string[] }): Promise<Segment> {
    const asked = await this.reachableOf(actor, input)
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const segment = requireMayChange(actor, await this.find(input.id))
      const change = changeOf(await this.parts.store.present(segment.id, [...asked.add, ...asked.remove]), asked)
      if (change.entered.length + change.left.length === 0) return segment
      const next = { ...segment, version: segment.version + 1, updatedAt: new Date() }
      try {
        await this.parts.store.changeMembers(next, change, origin)
        return next
      } catch (error) {
        // Another change of the same segment came first: this one is made on what that one left.
        if (!(error instanceof ExpectationFailed)) throw error
      }
    }
    throw unavailable('This segment')
  }

  private async reachableOf(actor: Actor, { add, remove }: { add: readonly string[]; remove: readonly string[] }): Promise<{ add: ClientId[]; remove: ClientId[] }> {
    const both = add.filter((id) => remove.includes(id))
    if (both.length > 0) throw badInput([{ path: 'remove', message: `${both.join(', ')} cannot be added and removed at once` }])
    if (add.length + remove.length > mostMembers) throw badInput([{ path: 'add', message: `one change may name ${mostMembers} clients at most` }])
    const ids = [...add, ...remove]
    const reached = await this.parts.directory.reachable(actor, 'clients:read', ids)
    if (ids.some((id) => !reached.has(id as ClientId))) throw notFound('client')
    return { add: add as ClientId[], remove: remove as ClientId[] }
  }
}
