import type { ClientId, UserId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import { requireWorkable } from '../../platform/directory/workable'
import { badInput, conflict, notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import { ExpectationFailed, type Claim } from '../../platform/postgres/commit'
import { idempotently } from '../../platform/postgres/idempotently'
import { assigned, tagged, type ClientProfile } from './client'
import { requireMay } from './client.policy'
import type { ClientServiceParts } from './client.service'

const most = 10_000
const tries = 5

interface Bulk {
  operation: 'tagClients' | 'assignClients'
  event: 'client.updated' | 'client.assigned'
  permission: 'clients:write' | 'clients:assign'
  apply: (client: ClientProfile) => ClientProfile
}

/** The use cases of many clients at once: all of them change, or none. */
export class ClientBulkService {
  constructor(private readonly parts: ClientServiceParts) {}

  tag(context: RequestContext, input: { idempotencyKey?: string | null; ids: readonly string[]; add: readonly string[]; remove: readonly string[] }): Promise<ClientProfile[]> {
    const change = this.parts.inputs.parseTags(input)
    const now = new Date()
    return this.once(context, input, { operation: 'tagClients', event: 'client.updated', permission: 'clients:write', apply: (client) => tagged(client, change, now) })
  }

  async assign(context: RequestContext, input: { idempotencyKey?: string | null; ids: readonly string[]; ownerId: string }): Promise<ClientProfile[]> {
    const ownerId = input.ownerId as UserId
    if (!isUuid(ownerId)) throw badInput([{ path: 'ownerId', message: 'must be the id of an active user' }])
    await this.parts.owners.require(ownerId, 'ownerId')
    const now = new Date()
    return this.once(context, input, { operation: 'assignClients', event: 'client.assigned', permission: 'clients:assign', apply: (client) => assigned(client, ownerId, now) })
  }

  private once(context: RequestContext, input: { idempotencyKey?: string | null; ids: readonly string[] }, bulk: Bulk): Promise<ClientProfile[]> {
    const { idempotencyKey = null, ...rest } = input
    const { database, keys } = this.parts
    const ids = [...new Set(input.ids)]
    if (ids.length === 0 || ids.length > most) throw badInput([{ path: 'ids', message: `must name 1 to ${most} clients` }])
    const repeatable = { caller: context.actor.userId, operation: bulk.operation, key: idempotencyKey, input: rest }
    return idempotently({ database, schema: 'profiles', keys }, repeatable, (claims) => this.change(context, ids, bulk, claims('-')), () => this.all(context, ids, bulk))
  }

  private async all(context: RequestContext, ids: readonly string[], bulk: Bulk): Promise<ClientProfile[]> {
    const found = await this.parts.store.byIds(ids.filter(isUuid).map((id) => id as ClientId))
    context.reads.add('profile', found.keys())
    return ids.map((id) => {
      const client = found.get(id as ClientId)
      requireMay(context.actor, bulk.permission, client)
      if (client === undefined) throw notFound('client')
      return client
    })
  }

  // No version is given for many: what another changed meanwhile is read again, and this change put on top of it.
  private async change(context: RequestContext, ids: readonly string[], bulk: Bulk, claims: Claim[]): Promise<ClientProfile[]> {
    for (let attempt = 1; ; attempt += 1) {
      const clients = await this.all(context, ids, bulk)
      clients.forEach(requireWorkable)
      const changes = clients.map((before) => ({ before, after: bulk.apply(before) }))
      const real = changes.filter(({ before, after }) => before !== after)
      try {
        const prepared = real.length === 0 ? { writes: [] } : await this.parts.store.prepare(real, { event: bulk.event, action: bulk.operation })
        if (real.length + claims.length > 0) await this.parts.commit({ ...prepared, claims }, context.origin, 'logged')
        return changes.map(({ after }) => after)
      } catch (error) {
        if (!(error instanceof ExpectationFailed)) throw error
        if (attempt === tries) throw conflict('These clients are being changed by others; try again')
      }
    }
  }
}
