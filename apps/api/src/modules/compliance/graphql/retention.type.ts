import { connectionOf } from '@brokersync/schema/connection'
import { User } from '@brokersync/schema/entities'
import { RetainedRecords, RetentionSource } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'

@ObjectType({ description: 'For how many years records of a kind are kept, after the end of their own year' })
export class RetentionYears {
  @Field(() => RetainedRecords)
  records!: RetainedRecords

  @Field(() => Int)
  years!: number
}

@ObjectType({ description: 'A regime that the firm’s file knows: what it keeps is kept for at least so long' })
export class RetentionRegime {
  @Field(() => String)
  regime!: string

  @Field(() => [RetentionYears])
  years!: RetentionYears[]

  @Field(() => String, { nullable: true, description: 'The law that asks for it, as the firm’s file names it' })
  law!: string | null
}

@ObjectType({ description: 'A version of which records outlive an erasure, and for how long; what is not named does not' })
export class RetentionRules extends RetentionRegime {
  @Field(() => ID)
  id!: string

  @Field(() => Int)
  version!: number

  @Field(() => RetentionSource)
  source!: RetentionSource

  @Field(() => String)
  reason!: string

  @Field(() => User, { nullable: true })
  madeBy!: User | null

  @Field(() => DateTime)
  madeAt!: Date
}

@ObjectType()
export class RetentionRulesConnection extends connectionOf<RetentionRules>('RetentionRules', () => RetentionRules) {}

@ObjectType({ description: 'Of how many erased clients records of a kind are kept' })
export class RetentionKept {
  @Field(() => RetainedRecords)
  records!: RetainedRecords

  @Field(() => Int)
  clients!: number
}

@ObjectType({ description: 'Of how many erased clients something is kept, and of how many of them it would go another day' })
export class RetentionEffect {
  @Field(() => Int, { description: 'Of how many something is kept now, by a duty or a hold' })
  clients!: number

  @Field(() => [RetentionKept])
  kept!: RetentionKept[]

  @Field(() => Int)
  atOnce!: number

  @Field(() => Int, { description: 'Earlier, of those of whom nothing goes at once' })
  earlier!: number

  @Field(() => Int)
  later!: number
}

@InputType()
export class RetentionYearsInput {
  @Field(() => RetainedRecords)
  records!: RetainedRecords

  @Field(() => Int, { description: 'From 1 to 100' })
  years!: number
}

@InputType()
export class UpdateRetentionInput {
  @Field(() => Int)
  version!: number

  @Field(() => String, { description: 'Why' })
  reason!: string

  @Field(() => String, { description: 'A name like MIFID_II, which certificates give; NONE keeps nothing' })
  regime!: string

  @Field(() => [RetentionYearsInput], { description: 'All of them: what is left out is not kept' })
  years!: RetentionYearsInput[]
}
