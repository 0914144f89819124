import type { ClientId, ConsentId, EventId } from '@brokersync/schema/ids'
import { sealChanges } from '../../platform/audit/changes'
import { whileStanding } from '../../platform/directory/standing'
import { requireWorkable } from '../../platform/directory/workable'
import { badInput, conflict, notFound } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import type { Surroundings } from '../../platform/module'
import { ExpectationFailed, type Claim, type Commit, type Write } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { may, requireMay } from './client.policy'
import type { ClientService } from './client.service'
import { differences, type ClientProfile } from './client'
import { consentInput, withdrawalInput, type Consent } from './consent'
import { identityOwner } from './store/client-rows'
import type { ConsentStore } from './store/consent.store'

type Given = { idempotencyKey?: string | null } & Record<string, unknown>

interface Parts {
  clients: ClientService
  consents: ConsentStore
  commit: Surroundings['commit']
  database: Database
  keys: Keys
}

/** What clients agreed to, and took back. Lists of clients are filtered by it, and so is whatever goes out to many of them. */
export class ConsentService {
  constructor(private readonly parts: Parts) {}

  /** Null where the caller may not see what a client prefers; asked for many at once within an operation. */
  of(context: RequestContext, clientId: ClientId): Promise<Consent[] | null> {
    const loader = context.loader<ClientId, Consent[] | null>('consents', async (ids) => {
      const clients = await this.parts.clients.byIds(context, ids)
      const open = clients.map((client) => (client !== null && may(context.actor, 'clients:preferences', client) ? client.id : null))
      const found = await this.parts.consents.of(open.filter((id) => id !== null))
      return open.map((id) => (id === null ? null : found.filter((consent) => consent.clientId === id)))
    })
    return loader.load(clientId)
  }

  /** @throws {DomainError} NOT_FOUND; FORBIDDEN; BAD_USER_INPUT with all faults; CONFLICT where the same stands already. */
  record(context: RequestContext, { clientId, ...given }: Given & { clientId: string }): Promise<Consent> {
    return this.once(context, 'recordConsent', { clientId, ...given }, async (claims) => {
      const client = await this.changeable(context, clientId)
      requireWorkable(client)
      const { purpose, channel = null, givenAt, source } = readInput(consentInput, given)
      const consent: Consent = {
        id: uuidv7<ConsentId>(), clientId: client.id, purpose, channel, givenAt: givenAt ?? new Date(), recordedBy: context.actor.userId, source, withdrawnAt: null, withdrawnBy: null, withdrawalSource: null,
      }
      const change = await this.changeOf('recordConsent', await this.parts.consents.add(consent), [{ before: null, after: consent }])
      await this.save(context, { ...change, claims: claims(consent.id) }, 'The same consent, or one for any channel, stands already')
      return consent
    })
  }

  /**
   * Takes a consent back; one for any channel takes back with it what was given for single ones until then.
   * @throws {DomainError} NOT_FOUND; FORBIDDEN; BAD_USER_INPUT with all faults; CONFLICT where it stands no more, or where one for any channel stands beside it.
   */
  withdraw(context: RequestContext, { id, ...given }: Given & { id: string }): Promise<Consent> {
    return this.once(context, 'withdrawConsent', { id, ...given }, async (claims) => {
      const before = await this.require(context, id)
      await this.changeable(context, before.clientId)
      const { withdrawnAt, source } = readInput(withdrawalInput, given)
      const at = withdrawnAt ?? new Date()
      if (at < before.givenAt) throw badInput([{ path: 'withdrawnAt', message: 'must not lie before it was given' }])
      const others = (await this.parts.consents.of([before.clientId])).filter((other) => other.id !== id && other.purpose === before.purpose && other.withdrawnAt === null)
      if (others.some(({ channel }) => channel === null)) throw conflict('Consent by any channel stands beside this one, and is the one to take back')
      const included = before.channel === null ? others.filter(({ givenAt }) => givenAt <= at) : []
      const ended = (consent: Consent): Consent => ({ ...consent, withdrawnAt: at, withdrawnBy: context.actor.userId, withdrawalSource: source })
      const after = ended(before)
      const change = await this.changeOf('withdrawConsent', await this.parts.consents.withdraw([after, ...included.map(ended)]), [before, ...included].map((one) => ({ before: one, after: ended(one) })))
      await this.save(context, { ...change, claims: claims(id) }, 'This consent was taken back already')
      return after
    })
  }

  private async changeable(context: RequestContext, clientId: string): Promise<ClientProfile> {
    const client = await this.parts.clients.require(context, clientId)
    for (const permission of ['clients:write', 'clients:preferences'] as const) requireMay(context.actor, permission, client)
    return client
  }

  private async require(context: RequestContext, id: string): Promise<Consent> {
    const consent = await this.parts.consents.byId(id)
    if (consent === null) throw notFound('consent')
    // One of a client out of reach does not exist for the caller.
    await this.parts.clients.require(context, consent.clientId)
    return consent
  }

  private async changeOf(action: 'recordConsent' | 'withdrawConsent', write: Write, changes: readonly { before: Consent | null; after: Consent }[]): Promise<Commit> {
    const owners = changes.map(({ after }) => identityOwner(after.clientId))
    const sealer = await this.parts.keys.sealerFor(owners)
    const parts = changes.map(({ before, after }) => {
      const { id, clientId, purpose, channel } = after
      const owner = identityOwner(clientId)
      const subject = { type: 'Consent', id }
      const type = before === null ? 'client.consent_given' : 'client.consent_withdrawn'
      return {
        event: { id: uuidv7<EventId>(), type, subject: clientId, version: before === null ? 1 : 2, at: new Date(), data: { consentId: id, purpose, channel, at: after.withdrawnAt ?? after.givenAt } },
        row: { action, subject, clientIds: [clientId], changes: sealChanges(sealer, { owner, subject, needs: 'clients:preferences' }, differences(before, after)) },
      }
    })
    return { writes: [whileStanding('profiles', changes.map(({ after }) => after.clientId)), write], events: parts.map(({ event }) => event), audit: parts.map(({ row }) => row) }
  }

  private async save(context: RequestContext, change: Commit, otherwise: string): Promise<void> {
    await this.parts.commit(change, context.origin).catch((error: unknown) => {
      throw error instanceof ExpectationFailed ? conflict(otherwise) : error
    })
  }

  private once(context: RequestContext, operation: string, { idempotencyKey = null, ...input }: Given, run: (claims: (id: string) => Claim[]) => Promise<Consent>): Promise<Consent> {
    const { database, keys } = this.parts
    return idempotently({ database, schema: 'profiles', keys }, { caller: context.actor.userId, operation, key: idempotencyKey, input }, run, (id) => this.require(context, id))
  }
}
