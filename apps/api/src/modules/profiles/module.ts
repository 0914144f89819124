import type { ClientId } from '@brokersync/schema/ids'
import { Client } from '@brokersync/schema/entities'
import { isUuid } from '@brokersync/schema/ids'
import { reachOf, requirePermission } from '../../platform/directory/actor'
import { clientEvents } from '../../platform/directory/directory-consumer'
import { notFound } from '../../platform/errors/domain-error'
import type { ModuleGraph } from '../../platform/federation/module-graph'
import type { RequestContext } from '../../platform/graph/context'
import type { ModuleFactory } from '../../platform/module'
import { ClientBulkService } from './client-bulk.service'
import { ClientImportService } from './client-import.service'
import { clientInputs } from './client-input'
import { concerning, listChangeOf, listTopic, type ListChange } from './list-changes'
import { clientRules } from './client.policy'
import { ClientService } from './client.service'
import { ConsentService } from './consent.service'
import { createClientsWhenImportRequested } from './consumers/create-clients-when-import-requested'
import { keepMembersWhenSegmentChanged } from './consumers/keep-members-when-segment-changed'
import { ClientConnectionResolver, ClientFieldsResolver } from './graphql/client-fields.resolver'
import { ClientResolver } from './graphql/client.resolver'
import { ConsentResolver } from './graphql/consent.resolver'
import { RelationResolver } from './graphql/relation.resolver'
import { RestrictionResolver } from './graphql/restriction.resolver'
import { ownerCheck } from './owner-check'
import { RelationService } from './relation.service'
import { RestrictionService } from './restriction.service'
import { profileData } from './personal-data'
import { createConsentStore } from './store/consent.store'
import { keepNameIndex, rewriteNames } from './store/name-index'
import { createClientStore } from './store/postgres-client.store'
import { createRelationStore } from './store/relation.store'
import { createRestrictionStore } from './store/restriction.store'

const topicOf = (id: string) => `client:${id}`

/** What profiles adds to the graph. */
export const profilesGraph: ModuleGraph = { name: 'profiles', resolvers: [ClientResolver, ClientFieldsResolver, ClientConnectionResolver, RestrictionResolver, ConsentResolver, RelationResolver], rules: clientRules }

/** Who the client is: contact, preferences, risk, goals, tags, status, and whose client it is. */
export const profiles: ModuleFactory = async (surroundings) => {
  const { database, keys, logger, leases, commodities, environment, directory, commit, cursors, live, consume, follow } = surroundings
  const names = keepNameIndex({ database, keys, leases, logger })
  const rewriting = rewriteNames({ database, leases, logger })
  const store = createClientStore({ database, keys, country: environment.FIRM_COUNTRY, namesMissing: () => names.wake() })
  const inputs = clientInputs({ isCommodity: (code) => commodities.get(code) !== undefined, country: environment.FIRM_COUNTRY })
  const owners = ownerCheck(database, directory)
  const parts = { store, inputs, owners, commit, database, keys }
  const clients = new ClientService(parts)
  const restrictions = createRestrictionStore({ database, keys })
  const restricting = new RestrictionService({ ...parts, clients, restrictions })
  const consents = createConsentStore({ database, keys })
  const relations = createRelationStore({ database, keys })
  const imports = new ClientImportService({ store, inputs, owners })

  consume(createClientsWhenImportRequested(imports, keys))
  consume(keepMembersWhenSegmentChanged)
  await follow({
    types: clientEvents,
    tell: (events) => {
      for (const event of events) live.publish(topicOf(event.subject), new Client(event.subject as ClientId))
      live.publish(listTopic, events.map(listChangeOf))
    },
  })

  const clientChanged = async ({ id }: Readonly<Record<string, unknown>>, context: RequestContext) => {
    if (typeof id !== 'string' || !isUuid(id)) throw notFound('client')
    return live.subscribe<Client>({ topic: topicOf(id), clientId: id, check: () => clients.require(context, id).then(() => undefined) })
  }

  const clientListChanged = async (_args: Readonly<Record<string, unknown>>, { actor }: RequestContext) => {
    // A socket is closed whenever its actor's reach changes, so that this reach is the actor's for as long as it lasts.
    const reach = reachOf(actor, 'clients:read')
    const check = async () => requirePermission(actor, 'clients:read')
    return live.subscribe<readonly ListChange[]>({ topic: listTopic, clientId: '', check, isFor: (changes) => concerning(changes, reach).length > 0 })
  }

  return {
    ...profilesGraph,
    resolvers: [
      new ClientResolver(clients, new ClientBulkService(parts), cursors), new ClientFieldsResolver(clients), new ClientConnectionResolver(clients), new RestrictionResolver(restricting, clients),
      new ConsentResolver(new ConsentService({ ...parts, clients, consents })), new RelationResolver(new RelationService({ ...parts, clients, relations, directory })),
    ],
    subscriptions: { clientChanged, clientListChanged },
    personalData: profileData({ database, keys, store, consents, relations, restrictions, erased: () => rewriting.wake() }),
    async stop() {
      await names.stop()
      await rewriting.stop()
    },
  }
}
