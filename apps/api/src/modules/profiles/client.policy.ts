import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import { reachOf, type Actor } from '../../platform/directory/actor'
import { covers } from '../../platform/directory/reach'
import { forbidden, notFound } from '../../platform/errors/domain-error'
import type { Rules } from '../../platform/graph/rules'

type Owned = { id: ClientId; ownerId: UserId | null }

/** Whether an actor may do this to a client. */
export const may = (actor: Actor, permission: Permission, client: Owned): boolean => covers(reachOf(actor, permission), client)

/** @throws {DomainError} NOT_FOUND for a client out of the actor's sight; FORBIDDEN for one that it sees but may not do this to. */
export function requireMay(actor: Actor, permission: Permission, client: Owned | undefined): void {
  if (client === undefined || !may(actor, 'clients:read', client)) throw notFound('client')
  if (!may(actor, permission, client)) throw forbidden(`This needs the permission ${permission} for this client`)
}

const groupOf = {
  contact: 'clients:contact', communicationPreferences: 'clients:preferences', tradingPreferences: 'clients:preferences', risk: 'clients:risk', goals: 'clients:goals',
  sensitive: 'clients:sensitive',
} as const satisfies Readonly<Record<string, Permission>>

/** What one does not see of a client, one does not change either. @throws {DomainError} FORBIDDEN */
export function requireMayChange(actor: Actor, client: Owned, given: Readonly<Record<string, unknown>>): void {
  for (const [field, permission] of Object.entries(groupOf)) {
    if (given[field] !== undefined && !may(actor, permission, client)) throw forbidden(`This needs the permission ${permission} for this client`)
  }
}

/** Whose a new client is: its maker's, who otherwise could not see it, or nobody's when made by one who sees all. */
export function ownerOfNew(actor: Actor, given: UserId | null | undefined): UserId | null {
  if (given !== undefined && given !== null) {
    if (given !== actor.userId && !actor.permissions.has('clients:assign')) throw forbidden('This needs the permission clients:assign: only one’s own clients can be made')
    return given
  }
  return reachOf(actor, 'clients:read').all && !actor.roles.includes('BROKER') ? null : actor.userId
}

export const clientRules: Rules = {
  'Query.client': 'clients:read',
  'Query.clients': 'clients:read',
  'Mutation.createClient': 'clients:write',
  'Mutation.updateClient': 'clients:write',
  'Mutation.deactivateClient': 'clients:deactivate',
  'Mutation.activateClient': 'clients:deactivate',
  'Mutation.tagClients': 'clients:write',
  'Mutation.assignClients': 'clients:assign',
  'Mutation.restrictClient': 'privacy:restrict',
  'Mutation.liftRestriction': 'privacy:restrict',
  'Client.restriction': 'privacy:read',
  'Restriction.*': 'inherit',
  'Client.consents': 'clients:preferences',
  'Mutation.recordConsent': 'clients:write',
  'Mutation.withdrawConsent': 'clients:write',
  'Consent.*': 'inherit',
  'Client.relations': 'clients:read',
  'Mutation.relateClients': 'clients:write',
  'Mutation.unrelateClients': 'clients:write',
  'ClientRelation.*': 'inherit',
  'Subscription.clientChanged': 'clients:read',
  'Subscription.clientListChanged': 'clients:read',
  'Client.id': 'inherit',
  'Client.reference': 'clients:read',
  'Client.kind': 'clients:read',
  'Client.displayName': 'clients:read',
  'Client.status': 'clients:read',
  'Client.lifecycleStage': 'clients:read',
  'Client.version': 'clients:read',
  'Client.createdAt': 'clients:read',
  'Client.updatedAt': 'clients:read',
  'Client.owner': 'clients:read',
  'Client.tags': 'clients:read',
  'Client.externalReferences': 'clients:read',
  'Client.contact': 'clients:contact',
  'Client.communicationPreferences': 'clients:preferences',
  'Client.tradingPreferences': 'clients:preferences',
  'Client.risk': 'clients:risk',
  'Client.goals': 'clients:goals',
  'Client.sensitive': 'clients:sensitive',
  'Contact.*': 'inherit',
  'ContactEmail.*': 'inherit',
  'ContactPhone.*': 'inherit',
  'ContactAddress.*': 'inherit',
  'CommunicationPreferences.*': 'inherit',
  'TradingPreferences.*': 'inherit',
  'RiskProfile.*': 'inherit',
  'Goal.*': 'inherit',
  'ExternalReference.*': 'inherit',
  'Sensitive.*': 'inherit',
  'ClientConnection.*': 'inherit',
  'ClientEdge.*': 'inherit',
  'ClientListChange.*': 'inherit',
  'PageInfo.*': 'inherit',
}
