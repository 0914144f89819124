import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

@InputType()
export class ChangePasswordInput {
  @Field(() => String)
  currentPassword!: string

  @Field(() => String)
  newPassword!: string
}

@InputType()
export class SetOneTimePasswordInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  userId!: string
}

@ObjectType({ description: 'A password that lets its user choose another, and nothing else' })
export class OneTimePassword {
  @Field(() => String, { nullable: true, description: 'In the answer of the mutation that made it, and never again' })
  password!: string | null

  @Field(() => DateTime)
  expiresAt!: Date
}
