import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, Int, ObjectType } from 'type-graphql'

@ObjectType()
export class ApiToken {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { nullable: true, description: 'The secret: in the answer of the mutation that made it, and never again' })
  token!: string | null

  @Field(() => String, { description: 'How the secret begins, to tell one from another' })
  prefix!: string

  @Field(() => [String])
  scopes!: readonly string[]

  @Field(() => DateTime)
  createdAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'To five minutes; null: never' })
  lastUsedAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Null: holds till it is revoked' })
  expiresAt!: Date | null

  @Field(() => DateTime, { nullable: true })
  revokedAt!: Date | null

  @Field(() => Int, { nullable: true, description: 'Points that it may cost in a minute; null: as much as any credential may' })
  minuteBudget!: number | null
}
