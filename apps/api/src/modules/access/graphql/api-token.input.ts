import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, InputType, Int } from 'type-graphql'

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

  @Field(() => Int, { nullable: true, description: 'Points that it may cost in a minute, to keep one program in bounds; left out: as much as any credential may' })
  minuteBudget?: number | null
}

@InputType()
export class RevokeApiTokenInput {
  @Field(() => ID)
  id!: string
}
