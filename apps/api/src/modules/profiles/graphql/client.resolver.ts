import { Arg, Ctx, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import { connection, type Connection } from '@brokersync/schema/connection'
import { Client } from '@brokersync/schema/entities'
import { reachOf } from '../../../platform/directory/actor'
import type { RequestContext } from '../../../platform/graph/context'
import { pageSize, type Cursors } from '../../../platform/graph/cursor'
import { byModule } from '../../../platform/graph/subscriptions'
import type { ClientBulkService } from '../client-bulk.service'
import type { ClientService } from '../client.service'
import { ActivateClientInput, AssignClientsInput, ClientFilter, ClientSort, CreateClientInput, DeactivateClientInput, TagClientsInput, UpdateClientInput } from './client.input'
import { ClientConnection, ClientListChange } from './client.type'
import { concerning, type ListChange } from '../list-changes'
import { queryOf, shown, type ShownClient, type ShownConnection } from './shown-client'

const list = 'clients'

@Resolver(() => Client)
export class ClientResolver {
  constructor(
    private readonly clients: ClientService,
    private readonly bulk: ClientBulkService,
    private readonly cursors: Cursors,
  ) {}

  @Query(() => Client, { nullable: true })
  async client(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<ShownClient> {
    return shown(await this.clients.require(context, id))
  }

  @Query(() => ClientConnection, { name: 'clients' })
  async list(
    @Ctx() context: RequestContext,
    @Arg('search', () => String, { nullable: true }) search: string | null | undefined,
    @Arg('filter', () => ClientFilter, { nullable: true }) filter: ClientFilter | null | undefined,
    @Arg('sort', () => ClientSort, { nullable: true }) sort: ClientSort | null | undefined,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ShownConnection> {
    const query = queryOf(search, filter, sort)
    const [key, id] = after ? this.cursors.decode(list, after) : []
    const rows = await this.clients.list(context, query, { first: pageSize(first), after: after ? { key: String(key), id: String(id) } : null })
    const page: Connection<Client> = connection(rows, { first, after: Boolean(after) }, (row) => ({ node: shown(row.client), cursor: () => this.cursors.encode(list, [row.key, row.client.id]) }))
    return { ...page, query }
  }

  @Mutation(() => Client)
  async createClient(@Ctx() context: RequestContext, @Arg('input', () => CreateClientInput) input: CreateClientInput): Promise<ShownClient> {
    return shown(await this.clients.create(context, { ...input }))
  }

  @Mutation(() => Client)
  async updateClient(@Ctx() context: RequestContext, @Arg('input', () => UpdateClientInput) input: UpdateClientInput): Promise<ShownClient> {
    return shown(await this.clients.update(context, { ...input }))
  }

  @Mutation(() => Client)
  async deactivateClient(@Ctx() context: RequestContext, @Arg('input', () => DeactivateClientInput) input: DeactivateClientInput): Promise<ShownClient> {
    return shown(await this.clients.deactivate(context, input))
  }

  @Mutation(() => Client)
  async activateClient(@Ctx() context: RequestContext, @Arg('input', () => ActivateClientInput) input: ActivateClientInput): Promise<ShownClient> {
    return shown(await this.clients.activate(context, input))
  }

  @Mutation(() => [Client])
  async tagClients(@Ctx() context: RequestContext, @Arg('input', () => TagClientsInput) input: TagClientsInput): Promise<ShownClient[]> {
    return (await this.bulk.tag(context, input)).map(shown)
  }

  @Mutation(() => [Client])
  async assignClients(@Ctx() context: RequestContext, @Arg('input', () => AssignClientsInput) input: AssignClientsInput): Promise<ShownClient[]> {
    return (await this.bulk.assign(context, input)).map(shown)
  }

  @Subscription(() => Client, { subscribe: byModule })
  clientChanged(@Root() client: Client, @Arg('id', () => ID) _id: string): Client {
    return new Client(client.id)
  }

  @Subscription(() => ClientListChange, {
    subscribe: byModule,
    description: 'Which clients came, changed or went, of those that the caller sees or saw: a list that is shown is read anew then.',
  })
  clientListChanged(@Root() changes: readonly ListChange[], @Ctx() { actor }: RequestContext): ClientListChange {
    return { clientIds: concerning(changes, reachOf(actor, 'clients:read')) }
  }
}
