import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { Client, User } from '@brokersync/schema/entities'
import { ClientKind, ClientStatus, LifecycleStage } from '@brokersync/schema/enums'
import type { ClientId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import { DateTime } from '@brokersync/schema/scalars'
import { hiddenOwner } from '../../../platform/directory/reach'
import { notFound } from '../../../platform/errors/domain-error'
import type { RequestContext } from '../../../platform/graph/context'
import type { ClientProfile } from '../client'
import { may } from '../client.policy'
import type { ClientService } from '../client.service'
import { CommunicationPreferences, Contact, ExternalReference, Goal, RiskProfile, Sensitive, TradingPreferences, ClientConnection } from './client.type'
import { ShownClient, type ShownConnection } from './shown-client'

/** The fields that profiles adds to a client, each from its id alone; a list's come with it. */
@Resolver(() => Client)
export class ClientFieldsResolver {
  constructor(private readonly clients: ClientService) {}

  private async profile(client: Client, context: RequestContext): Promise<ClientProfile> {
    if (client instanceof ShownClient) return client.profile
    const batch = (ids: readonly ClientId[]) => this.clients.byIds(context, ids)
    const found = await context.loader('profiles by id', batch).load(client.id)
    if (found === null) throw notFound('client')
    return found
  }

  /** What a field group's permission shows of a client that is seen; null where it does not reach this one. */
  private async part<Field extends keyof ClientProfile>(client: Client, context: RequestContext, permission: Permission, field: Field): Promise<ClientProfile[Field] | null> {
    const profile = await this.profile(client, context)
    return may(context.actor, permission, profile) ? profile[field] : null
  }

  @FieldResolver(() => String)
  async reference(@Root() client: Client, @Ctx() context: RequestContext): Promise<string> {
    return (await this.profile(client, context)).reference
  }

  @FieldResolver(() => ClientKind)
  async kind(@Root() client: Client, @Ctx() context: RequestContext): Promise<ClientKind> {
    return (await this.profile(client, context)).kind
  }

  @FieldResolver(() => String)
  async displayName(@Root() client: Client, @Ctx() context: RequestContext): Promise<string> {
    return (await this.profile(client, context)).displayName
  }

  @FieldResolver(() => ClientStatus)
  async status(@Root() client: Client, @Ctx() context: RequestContext): Promise<ClientStatus> {
    return (await this.profile(client, context)).status
  }

  @FieldResolver(() => LifecycleStage)
  async lifecycleStage(@Root() client: Client, @Ctx() context: RequestContext): Promise<LifecycleStage> {
    return (await this.profile(client, context)).lifecycleStage
  }

  @FieldResolver(() => Int)
  async version(@Root() client: Client, @Ctx() context: RequestContext): Promise<number> {
    return (await this.profile(client, context)).version
  }

  @FieldResolver(() => DateTime)
  async createdAt(@Root() client: Client, @Ctx() context: RequestContext): Promise<Date> {
    return (await this.profile(client, context)).createdAt
  }

  @FieldResolver(() => DateTime)
  async updatedAt(@Root() client: Client, @Ctx() context: RequestContext): Promise<Date> {
    return (await this.profile(client, context)).updatedAt
  }

  @FieldResolver(() => User, { nullable: true })
  async owner(@Root() client: Client, @Ctx() context: RequestContext): Promise<User | null> {
    const { ownerId } = await this.profile(client, context)
    return ownerId === null || ownerId === hiddenOwner ? null : new User(ownerId)
  }

  @FieldResolver(() => [String])
  async tags(@Root() client: Client, @Ctx() context: RequestContext): Promise<readonly string[]> {
    return (await this.profile(client, context)).tags
  }

  @FieldResolver(() => [ExternalReference])
  async externalReferences(@Root() client: Client, @Ctx() context: RequestContext): Promise<readonly ExternalReference[]> {
    return (await this.profile(client, context)).externalReferences
  }

  @FieldResolver(() => Contact, { nullable: true })
  async contact(@Root() client: Client, @Ctx() context: RequestContext): Promise<ClientProfile['contact'] | null> {
    return this.part(client, context, 'clients:contact', 'contact')
  }

  @FieldResolver(() => CommunicationPreferences, { nullable: true })
  async communicationPreferences(@Root() client: Client, @Ctx() context: RequestContext): Promise<ClientProfile['communicationPreferences']> {
    return this.part(client, context, 'clients:preferences', 'communicationPreferences')
  }

  @FieldResolver(() => TradingPreferences, { nullable: true })
  async tradingPreferences(@Root() client: Client, @Ctx() context: RequestContext): Promise<ClientProfile['tradingPreferences']> {
    return this.part(client, context, 'clients:preferences', 'tradingPreferences')
  }

  @FieldResolver(() => RiskProfile, { nullable: true })
  async risk(@Root() client: Client, @Ctx() context: RequestContext): Promise<ClientProfile['risk']> {
    return this.part(client, context, 'clients:risk', 'risk')
  }

  @FieldResolver(() => [Goal], { nullable: true })
  async goals(@Root() client: Client, @Ctx() context: RequestContext): Promise<ClientProfile['goals'] | null> {
    return this.part(client, context, 'clients:goals', 'goals')
  }

  @FieldResolver(() => Sensitive, { nullable: true })
  async sensitive(@Root() client: Client, @Ctx() context: RequestContext): Promise<Sensitive | null> {
    return this.clients.sensitive(context, await this.profile(client, context))
  }
}

/** Counts a page's whole list, only where it was asked for. */
@Resolver(() => ClientConnection)
export class ClientConnectionResolver {
  constructor(private readonly clients: ClientService) {}

  @FieldResolver(() => Int, { nullable: true, description: 'Null above 10,000' })
  totalCount(@Root() page: ShownConnection, @Ctx() context: RequestContext): Promise<number | null> {
    return this.clients.count(context.actor, page.query)
  }
}
