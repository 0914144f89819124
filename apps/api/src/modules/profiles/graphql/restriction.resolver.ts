import { Client, User } from '@brokersync/schema/entities'
import { DateTime } from '@brokersync/schema/scalars'
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { ClientService } from '../client.service'
import type { RestrictionService } from '../restriction.service'
import { shown, type ShownClient } from './shown-client'

@ObjectType({ description: 'That the processing of a client is restricted: it is hidden from all but compliance' })
export class Restriction {
  @Field(() => DateTime)
  restrictedAt!: Date

  @Field(() => User, { nullable: true })
  restrictedBy!: User

  @Field(() => String)
  reason!: string
}

@InputType()
export class RestrictClientInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  id!: string

  @Field(() => String)
  reason!: string
}

@Resolver(() => Client)
export class RestrictionResolver {
  constructor(
    private readonly restrictions: RestrictionService,
    private readonly clients: ClientService,
  ) {}

  @FieldResolver(() => Restriction, { nullable: true, description: 'Null where its processing is not restricted' })
  async restriction(@Ctx() context: RequestContext, @Root() { id }: Client): Promise<Restriction | null> {
    const found = await this.restrictions.of(await this.clients.require(context, id))
    return found === null ? null : { ...found, restrictedBy: new User(found.restrictedBy) }
  }

  @Mutation(() => Client)
  async restrictClient(@Ctx() context: RequestContext, @Arg('input', () => RestrictClientInput) input: RestrictClientInput): Promise<ShownClient> {
    return shown(await this.restrictions.restrict(context, { ...input }))
  }

  @Mutation(() => Client)
  async liftRestriction(@Ctx() context: RequestContext, @Arg('input', () => RestrictClientInput) input: RestrictClientInput): Promise<ShownClient> {
    return shown(await this.restrictions.lift(context, { ...input }))
  }
}
