import { Client, User } from '@brokersync/schema/entities'
import { RelationKind } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { Relation } from '../relation'
import type { RelationService } from '../relation.service'

@ObjectType({ description: 'How one client stands to another; there for those alone who may see both' })
export class ClientRelation {
  @Field(() => ID)
  id!: string

  @Field(() => RelationKind)
  kind!: RelationKind

  @Field(() => Client, { description: 'Who acts for, owns, is a subsidiary of, or was introduced by the other' })
  from!: Client

  @Field(() => Client)
  to!: Client

  @Field(() => String, { nullable: true, description: 'A position, a share' })
  note!: string | null

  @Field(() => User, { nullable: true })
  recordedBy!: User

  @Field(() => DateTime)
  recordedAt!: Date
}

@InputType()
export class RelateClientsInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  fromId!: string

  @Field(() => ID)
  toId!: string

  @Field(() => RelationKind)
  kind!: RelationKind

  @Field(() => String, { nullable: true })
  note?: string | null
}

@InputType()
export class UnrelateClientsInput {
  @Field(() => ID)
  id!: string
}

const shown = ({ fromId, toId, recordedBy, ...rest }: Relation): ClientRelation => ({ ...rest, from: new Client(fromId), to: new Client(toId), recordedBy: new User(recordedBy) })

@Resolver(() => Client)
export class RelationResolver {
  constructor(private readonly service: RelationService) {}

  @FieldResolver(() => [ClientRelation], { nullable: true, description: 'To those clients that the caller may see' })
  async relations(@Ctx() context: RequestContext, @Root() { id }: Client): Promise<ClientRelation[] | null> {
    return (await this.service.of(context, id))?.map(shown) ?? null
  }

  @Mutation(() => ClientRelation)
  async relateClients(@Ctx() context: RequestContext, @Arg('input', () => RelateClientsInput) input: RelateClientsInput): Promise<ClientRelation> {
    return shown(await this.service.relate(context, { ...input }))
  }

  @Mutation(() => ClientRelation, { description: 'Takes a relation away, and answers with what it was' })
  async unrelateClients(@Ctx() context: RequestContext, @Arg('input', () => UnrelateClientsInput) { id }: UnrelateClientsInput): Promise<ClientRelation> {
    return shown(await this.service.unrelate(context, id))
  }
}
