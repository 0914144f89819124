import { Role } from '@brokersync/schema/enums'
import { EmailAddress } from '@brokersync/schema/scalars'
import { Field, ID, InputType, Int } from 'type-graphql'

@InputType()
export class CreateUserInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => String)
  name!: string

  @Field(() => EmailAddress)
  email!: string

  @Field(() => [Role])
  roles!: Role[]

  @Field(() => String, { nullable: true })
  team?: string | null

  @Field(() => String, { nullable: true })
  password?: string | null
}

@InputType()
export class UpdateUserInput {
  @Field(() => ID)
  id!: string

  @Field(() => Int)
  version!: number

  @Field(() => String, { nullable: true })
  name?: string | null

  @Field(() => [Role], { nullable: true })
  roles?: Role[] | null

  @Field(() => String, { nullable: true })
  team?: string | null

  @Field(() => Boolean, { nullable: true })
  active?: boolean | null
}
