import { connectionOf } from '@brokersync/schema/connection'
import { User } from '@brokersync/schema/entities'
import { ReachName, Role, RoleSetSource } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

@ObjectType({ description: 'That a role has a permission, and how far' })
export class RoleGrant {
  @Field(() => Role)
  role!: Role

  @Field(() => String)
  permission!: string

  @Field(() => ReachName)
  reach!: ReachName
}

@ObjectType({ description: 'What a version changed of one permission of one role; null: denied' })
export class RoleChange {
  @Field(() => Role)
  role!: Role

  @Field(() => String)
  permission!: string

  @Field(() => ReachName, { nullable: true })
  before!: ReachName | null

  @Field(() => ReachName, { nullable: true })
  after!: ReachName | null
}

@ObjectType({ description: 'A version of what each role may do' })
export class RoleSet {
  @Field(() => ID)
  id!: string

  @Field(() => Int)
  version!: number

  @Field(() => [RoleGrant])
  grants!: RoleGrant[]

  @Field(() => [RoleChange], { description: 'Against the version before' })
  changes!: RoleChange[]

  @Field(() => RoleSetSource)
  source!: RoleSetSource

  @Field(() => String)
  reason!: string

  @Field(() => User, { nullable: true })
  madeBy!: User | null

  @Field(() => DateTime)
  madeAt!: Date
}

@ObjectType()
export class RoleSetConnection extends connectionOf<RoleSet>('RoleSet', () => RoleSet) {}

@ObjectType({ description: 'What can be given to a role, and to a token as a scope' })
export class PermissionInfo {
  @Field(() => String)
  name!: string

  @Field(() => String)
  meaning!: string

  @Field(() => [ReachName])
  reaches!: ReachName[]

  @Field(() => Boolean, { description: 'What ADMIN keeps whatever is changed' })
  keptByAdmin!: boolean
}

@InputType()
export class RoleGrantInput {
  @Field(() => Role)
  role!: Role

  @Field(() => String)
  permission!: string

  @Field(() => ReachName)
  reach!: ReachName
}

@InputType()
export class UpdateRolesInput {
  @Field(() => Int)
  version!: number

  @Field(() => String, { description: 'Why' })
  reason!: string

  @Field(() => [RoleGrantInput], { description: 'All of them: what is left out is denied' })
  grants!: RoleGrantInput[]
}
