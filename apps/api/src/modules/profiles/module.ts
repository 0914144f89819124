import type { ClientId } from '@brokersync/schema/ids'
import { Client } from '@brokersync/schema/entities'
import { isUuid } from '@brokersync/schema/ids'
import { clientEvents } from '../../platform/directory/directory-consumer'
import { notFound } from '../../platform/errors/domain-error'
import type { ModuleGraph } from '../../platform/federation/module-graph'
import type { RequestContext } from '../../platform/graph/context'
import type { ModuleFactory } from '../../platform/module'
import { ClientBulkService } from './client-bulk.service'
import { ClientImportService } from './client-import.service'
import { clientInputs } from './client-input'
import { clientRules } from './client.policy'
import { ClientService } from './client.service'
import { createClientsWhenImportRequested } from './consumers/create-clients-when-import-requested'
import { keepMembersWhenSegmentChanged } from './consumers/keep-members-when-segment-changed'
import { ClientConnectionResolver, ClientFieldsResolver } from './graphql/client-fields.resolver'
import { ClientResolver } from './graphql/client.resolver'
import { ownerCheck } from './owner-check'
import { keepNameIndex } from './store/name-index'
import { createClientStore } from './store/postgres-client.store'

const topicOf = (id: string) => `client:${id}`

/** What profiles adds to the graph. */
export const profilesGraph: ModuleGraph = { name: 'profiles', resolvers: [ClientResolver, ClientFieldsResolver, ClientConnectionResolver], rules: clientRules }

/** Who the client is: contact, preferences, risk, goals, tags, status, and whose client it is. */
export const profiles: ModuleFactory = async (surroundings) => {
  const { database, keys, logger, leases, commodities, environment, directory, commit, cursors, live, consume, follow } = surroundings
  const names = keepNameIndex({ database, keys, leases, logger })
  const store = createClientStore({ database, keys, country: environment.FIRM_COUNTRY, namesMissing: () => names.wake() })
  const inputs = clientInputs({ isCommodity: (code) => commodities.get(code) !== undefined, country: environment.FIRM_COUNTRY })
  const owners = ownerCheck(database, directory)
  const parts = { store, inputs, owners, commit, database, keys }
  const clients = new ClientService(parts)
  const imports = new ClientImportService({ store, inputs, owners })

  consume(createClientsWhenImportRequested(imports, keys))
  consume(keepMembersWhenSegmentChanged)
  await follow({ types: clientEvents, tell: (events) => events.forEach((event) => live.publish(topicOf(event.subject), new Client(event.subject as ClientId))) })

  const clientChanged = async ({ id }: Readonly<Record<string, unknown>>, context: RequestContext) => {
    if (typeof id !== 'string' || !isUuid(id)) throw notFound('client')
    return live.subscribe<Client>({ topic: topicOf(id), clientId: id, check: () => clients.require(context, id).then(() => undefined) })
  }

  return {
    ...profilesGraph,
    resolvers: [new ClientResolver(clients, new ClientBulkService(parts), cursors), new ClientFieldsResolver(clients), new ClientConnectionResolver(clients)],
    subscriptions: { clientChanged },
    stop: () => names.stop(),
  }
}
