import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, InputType } from 'type-graphql'

@InputType()
export class CreateApiTokenInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => String)
  name!: string

  @Field(() => [String])
  scopes!: string[]

  @Field(() => DateTime, { nullable: true })
  expiresAt?: string | null
}

@InputType()
export class RevokeApiTokenInput {
  @Field(() => ID)
  id!: string
}
