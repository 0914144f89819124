import type { ClientId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import { reachOf, type Actor } from '../../platform/directory/actor'
import { requireWorkable } from '../../platform/directory/workable'
import { badInput, conflict, gone, notFound, staleVersion, type DomainError } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import type { Surroundings } from '../../platform/module'
import { ExpectationFailed, type Claim } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { activated, cannotBeTaken, deactivated, erasedStub, updated, type ClientProfile, type Sensitive } from './client'
import type { ClientInputs, NewClient } from './client-input'
import { may, ownerOfNew, requireMay, requireMayChange } from './client.policy'
import type { OwnerCheck } from './owner-check'
import type { AskedClients, ClientChange, ClientStore, ListedClient } from './store/client.store'

export interface ClientServiceParts {
  store: ClientStore
  inputs: ClientInputs
  owners: OwnerCheck
  commit: Surroundings['commit']
  database: Database
  keys: Keys
}

type Key = { idempotencyKey?: string | null }

// Who may not see how to reach a client, or what it agreed to, does not find it by that either.
const boundsOf = (actor: Actor) => ({ reach: reachOf(actor, 'clients:read'), contactReach: reachOf(actor, 'clients:contact'), preferencesReach: reachOf(actor, 'clients:preferences') })

const withoutNulls = (input: object): Record<string, unknown> => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null))

const isTaken = (error: unknown): boolean => error instanceof Error && 'constraint' in error && error.constraint === 'client_mark_reference'

/** The use cases of one client at a time. */
export class ClientService {
  constructor(private readonly parts: ClientServiceParts) {}

  /** @throws {DomainError} NOT_FOUND, also for a client out of reach; GONE for one that was erased, but to who sees what is kept of it. */
  async require(context: RequestContext, id: string): Promise<ClientProfile> {
    const client = isUuid(id) ? (await this.parts.store.byIds([id as ClientId])).get(id as ClientId) : undefined
    if (client?.status === 'ERASED' && !context.actor.permissions.has('privacy:read')) throw gone('client')
    requireMay(context.actor, 'clients:read', client)
    if (client === undefined) throw notFound('client')
    context.reads.add('profile', [client.id])
    return client
  }

  /** Those of the clients that the caller may see, batched by operation. */
  async byIds(context: RequestContext, ids: readonly ClientId[]): Promise<(ClientProfile | null)[]> {
    const found = await this.parts.store.byIds(ids.filter(isUuid))
    const seen = (client: ClientProfile | undefined): ClientProfile | null => {
      if (client === undefined) return null
      if (may(context.actor, 'clients:read', client)) return client
      return client.status === 'ERASED' ? erasedStub(client) : null
    }
    const visible = ids.map((id) => seen(found.get(id)))
    context.reads.add('profile', visible.flatMap((client) => (client === null ? [] : [client.id])))
    return visible
  }

  /** Null where the caller may not read it; each reading is an entry of its own kind in the audit trail. */
  async sensitive(context: RequestContext, client: ClientProfile): Promise<Sensitive | null> {
    if (!may(context.actor, 'clients:sensitive', client)) return null
    context.reads.add('sensitive', [client.id])
    return this.parts.store.sensitive(client.id)
  }

  async list(context: RequestContext, query: AskedClients, page: { first: number; after: { key: string; id: string } | null }): Promise<ListedClient[]> {
    const rows = await this.parts.store.list({ ...query, ...boundsOf(context.actor) }, page)
    context.reads.add('profile', rows.map(({ client }) => client.id))
    return rows
  }

  count(actor: Actor, query: AskedClients): Promise<number | null> {
    return this.parts.store.count({ ...query, ...boundsOf(actor) })
  }

  create(context: RequestContext, input: Key & Record<string, unknown>): Promise<ClientProfile> {
    return this.once(context, 'createClient', input, async (claims) => {
      const fresh = this.parts.inputs.parseNew(input)
      const client = await this.newClient(context.actor, fresh)
      requireMayChange(context.actor, client, withoutNulls(input))
      const { sensitive } = fresh
      await this.save(context, { before: null, after: client, ...(sensitive !== null && { sensitive: { before: null, after: sensitive } }) }, 'client.created', 'createClient', claims(client.id))
      return client
    })
  }

  private async newClient(actor: Actor, { sensitive: _, kind, ownerId: given, ...content }: NewClient): Promise<ClientProfile> {
    const ownerId = ownerOfNew(actor, given)
    await this.parts.owners.require(ownerId, 'ownerId')
    const [reference = ''] = await this.parts.store.references(1)
    const now = new Date()
    return { ...content, id: uuidv7<ClientId>(), reference, kind, status: 'ACTIVE', ownerId, version: 1, createdAt: now, updatedAt: now }
  }

  update(context: RequestContext, input: Key & { id: string; version: number } & Record<string, unknown>): Promise<ClientProfile> {
    return this.once(context, 'updateClient', input, async (claims) => {
      const { sensitive, ...patch } = this.parts.inputs.parsePatch(input)
      const client = await this.editable(context, input, 'clients:write')
      if (patch.ownerId !== undefined && patch.ownerId !== client.ownerId) {
        requireMay(context.actor, 'clients:assign', client)
        await this.parts.owners.require(patch.ownerId, 'ownerId')
      }
      requireMayChange(context.actor, client, { ...patch, sensitive })
      const after = updated(client, patch, new Date())
      const secrets = sensitive === undefined ? undefined : { before: await this.parts.store.sensitive(client.id), after: sensitive }
      return this.save(context, { before: client, after, sensitive: secrets }, 'client.updated', 'updateClient', claims(client.id))
    })
  }

  deactivate(context: RequestContext, input: Key & { id: string; version: number; reason: string }): Promise<ClientProfile> {
    return this.once(context, 'deactivateClient', input, async (claims) => {
      const reason = input.reason.trim()
      if (reason === '' || reason.length > 2_000) throw badInput([{ path: 'reason', message: 'must have 1 to 2,000 characters' }])
      const client = await this.editable(context, input, 'clients:deactivate')
      return this.save(context, { before: client, after: deactivated(client, new Date()), reason }, 'client.deactivated', 'deactivateClient', claims(client.id))
    })
  }

  activate(context: RequestContext, input: Key & { id: string; version: number }): Promise<ClientProfile> {
    return this.once(context, 'activateClient', input, async (claims) => {
      const client = await this.editable(context, input, 'clients:deactivate')
      return this.save(context, { before: client, after: activated(client, new Date()) }, 'client.activated', 'activateClient', claims(client.id))
    })
  }

  private async editable(context: RequestContext, { id, version }: { id: string; version: number }, permission: 'clients:write' | 'clients:deactivate'): Promise<ClientProfile> {
    const client = await this.require(context, id)
    requireMay(context.actor, permission, client)
    requireWorkable(client)
    if (client.version !== version) throw staleVersion('client', client.version)
    return client
  }

  private async save(context: RequestContext, change: ClientChange, event: string, action: string, claims: Claim[]): Promise<ClientProfile> {
    const prepared = await this.parts.store.prepare([change], { event, action })
    try {
      await this.parts.commit({ ...prepared, claims }, context.origin, 'logged')
    } catch (error) {
      if (isTaken(error)) throw await this.taken(context.actor, change.after)
      if (!(error instanceof ExpectationFailed)) throw error
      const current = (await this.parts.store.byIds([change.after.id])).get(change.after.id)
      throw staleVersion('client', current?.version ?? change.after.version)
    }
    return change.after
  }

  /** That a reference is another client's, and whose, as far as the caller sees that one. */
  private async taken(actor: Actor, { id, externalReferences }: ClientProfile): Promise<DomainError> {
    const holders = await this.parts.store.byReferences(externalReferences)
    const others = await this.parts.store.byIds([...holders.values()].filter((holder) => holder !== id))
    const seen = [...others.values()].find((other) => may(actor, 'clients:read', other))
    return conflict(seen === undefined ? `One of these external references ${cannotBeTaken}` : `Client ${seen.reference} has one of these external references`)
  }

  private once(context: RequestContext, operation: string, input: Key & object, run: (claims: (id: string) => Claim[]) => Promise<ClientProfile>): Promise<ClientProfile> {
    const { idempotencyKey = null, ...rest } = input
    const { database, keys } = this.parts
    const repeatable = { caller: context.actor.userId, operation, key: idempotencyKey, input: rest }
    return idempotently({ database, schema: 'profiles', keys }, repeatable, run, (id) => this.require(context, id))
  }
}
