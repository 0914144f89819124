import { connectionOf } from '@brokersync/schema/connection'
import { Client, User } from '@brokersync/schema/entities'
import { LoanState, Role, VisibilityKind } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, ObjectType } from 'type-graphql'

@ObjectType({ description: 'Two teams of which neither sees what the other owns' })
export class Wall {
  @Field(() => ID)
  id!: string

  @Field(() => [String])
  teams!: readonly string[]

  @Field(() => String)
  reason!: string

  @Field(() => User, { nullable: true })
  madeBy!: User | null

  @Field(() => DateTime)
  madeAt!: Date

  @Field(() => DateTime, { nullable: true })
  removedAt!: Date | null
}

@ObjectType()
export class Team {
  @Field(() => String)
  name!: string

  @Field(() => [User])
  members!: User[]
}

@ObjectType({ description: 'The clients of one user lent to another, who stands in' })
export class Loan {
  @Field(() => ID)
  id!: string

  @Field(() => User, { nullable: true })
  from!: User | null

  @Field(() => User, { nullable: true })
  to!: User | null

  @Field(() => DateTime)
  startsAt!: Date

  @Field(() => DateTime, { description: 'The first instant at which it holds no more' })
  endsAt!: Date

  @Field(() => LoanState)
  state!: LoanState

  @Field(() => String)
  reason!: string

  @Field(() => User, { nullable: true })
  madeBy!: User | null

  @Field(() => DateTime)
  madeAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When somebody ended it before its time' })
  endedAt!: Date | null
}

@ObjectType()
export class LoanConnection extends connectionOf<Loan>('Loan', () => Loan) {}

@ObjectType({ description: 'A client that a user reaches as if it owned it' })
export class ClientGrant {
  @Field(() => ID)
  id!: string

  @Field(() => Client, { nullable: true })
  client!: Client | null

  @Field(() => User, { nullable: true })
  user!: User | null

  @Field(() => String)
  reason!: string

  @Field(() => User, { nullable: true })
  madeBy!: User | null

  @Field(() => DateTime)
  madeAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'The first instant at which it holds no more; null: until it is revoked' })
  until!: Date | null

  @Field(() => DateTime, { nullable: true })
  revokedAt!: Date | null
}

@ObjectType({ description: 'One rule that lets a user see a client, or hides it' })
export class VisibilityRule {
  @Field(() => VisibilityKind)
  kind!: VisibilityKind

  @Field(() => Boolean, { description: 'Whether it lets the user see the client, or hides it' })
  shows!: boolean

  @Field(() => String, { description: 'The rule in words' })
  because!: string

  @Field(() => [Role], { description: 'The roles that give it' })
  roles!: readonly Role[]

  @Field(() => ClientGrant, { nullable: true })
  grant!: ClientGrant | null

  @Field(() => Loan, { nullable: true })
  loan!: Loan | null

  @Field(() => Wall, { nullable: true })
  wall!: Wall | null
}

@ObjectType({ description: 'Why a user sees a client, or does not' })
export class Visibility {
  @Field(() => Boolean)
  visible!: boolean

  @Field(() => Client, { nullable: true })
  client!: Client | null

  @Field(() => User, { nullable: true })
  user!: User | null

  @Field(() => [VisibilityRule])
  rules!: VisibilityRule[]
}
