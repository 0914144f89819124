import { Client, User } from '@brokersync/schema/entities'
import { Channel, ConsentPurpose } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'
import { Arg, Ctx, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { Consent as Given } from '../consent'
import type { ConsentService } from '../consent.service'

@ObjectType({ description: 'That a client agreed to something, and may have taken it back' })
export class Consent {
  @Field(() => ID)
  id!: string

  @Field(() => ConsentPurpose)
  purpose!: ConsentPurpose

  @Field(() => Channel, { nullable: true, description: 'Null: by whatever channel' })
  channel!: Channel | null

  @Field(() => DateTime)
  givenAt!: Date

  @Field(() => String, { description: 'Where it is known from' })
  source!: string

  @Field(() => User, { nullable: true })
  recordedBy!: User

  @Field(() => DateTime, { nullable: true, description: 'Null: it stands' })
  withdrawnAt!: Date | null

  @Field(() => String, { nullable: true, description: 'Where it is known from that it was taken back' })
  withdrawalSource!: string | null

  @Field(() => User, { nullable: true })
  withdrawnBy!: User | null
}

@InputType()
export class RecordConsentInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  clientId!: string

  @Field(() => ConsentPurpose)
  purpose!: ConsentPurpose

  @Field(() => Channel, { nullable: true, description: 'Left out: by whatever channel' })
  channel?: Channel | null

  @Field(() => DateTime, { nullable: true, description: 'Left out: now' })
  givenAt?: string | null

  @Field(() => String)
  source!: string
}

@InputType()
export class WithdrawConsentInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  id!: string

  @Field(() => DateTime, { nullable: true, description: 'Left out: now' })
  withdrawnAt?: string | null

  @Field(() => String)
  source!: string
}

const shown = ({ recordedBy, withdrawnBy, ...rest }: Given): Consent => ({ ...rest, recordedBy: new User(recordedBy), withdrawnBy: withdrawnBy === null ? null : new User(withdrawnBy) })

@Resolver(() => Client)
export class ConsentResolver {
  constructor(private readonly service: ConsentService) {}

  @FieldResolver(() => [Consent], { nullable: true, description: 'All that it ever gave, the latest recorded first' })
  async consents(@Ctx() context: RequestContext, @Root() { id }: Client): Promise<Consent[] | null> {
    return (await this.service.of(context, id))?.map(shown) ?? null
  }

  @Mutation(() => Consent)
  async recordConsent(@Ctx() context: RequestContext, @Arg('input', () => RecordConsentInput) input: RecordConsentInput): Promise<Consent> {
    return shown(await this.service.record(context, { ...input }))
  }

  @Mutation(() => Consent)
  async withdrawConsent(@Ctx() context: RequestContext, @Arg('input', () => WithdrawConsentInput) input: WithdrawConsentInput): Promise<Consent> {
    return shown(await this.service.withdraw(context, { ...input }))
  }
}
