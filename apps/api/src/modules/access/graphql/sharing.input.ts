import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, InputType } from 'type-graphql'

@InputType()
export class GrantClientInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  clientId!: string

  @Field(() => ID)
  userId!: string

  @Field(() => DateTime, { nullable: true })
  until?: string | null

  @Field(() => String)
  reason!: string
}

@InputType()
export class RevokeGrantInput {
  @Field(() => ID)
  id!: string
}

@InputType()
export class LendClientsInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  fromUserId!: string

  @Field(() => ID)
  toUserId!: string

  @Field(() => DateTime, { nullable: true, description: 'Null: from now on' })
  from?: string | null

  @Field(() => DateTime)
  until!: string

  @Field(() => String)
  reason!: string
}

@InputType()
export class EndLoanInput {
  @Field(() => ID)
  id!: string
}

@InputType()
export class SetWallInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => [String], { description: 'Two' })
  teams!: string[]

  @Field(() => String)
  reason!: string
}

@InputType()
export class RemoveWallInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'Why it may go' })
  reason!: string
}
