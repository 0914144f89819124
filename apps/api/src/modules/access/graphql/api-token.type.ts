import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, ObjectType } from 'type-graphql'

@ObjectType()
export class ApiToken {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { nullable: true, description: 'The secret: in the answer of the mutation that made it, and never again' })
  token!: string | null

  @Field(() => [String])
  scopes!: readonly string[]

  @Field(() => DateTime, { nullable: true })
  expiresAt!: Date | null

  @Field(() => DateTime, { nullable: true })
  revokedAt!: Date | null
}
