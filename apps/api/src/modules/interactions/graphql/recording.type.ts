import { Field, ID, Int, ObjectType } from 'type-graphql'
import { DateTime, Decimal } from '@brokersync/schema/scalars'

@ObjectType()
export class MarketMove {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  commodity!: string

  @Field(() => Decimal)
  changePercent!: string

  @Field(() => DateTime)
  occurredAt!: Date
}

@ObjectType()
export class AcceptedInteraction {
  @Field(() => Int)
  index!: number

  @Field(() => ID)
  id!: string
}

@ObjectType()
export class FieldFault {
  @Field(() => String)
  path!: string

  @Field(() => String)
  message!: string
}

@ObjectType()
export class RejectedInteraction {
  @Field(() => Int)
  index!: number

  @Field(() => [FieldFault])
  fields!: readonly FieldFault[]
}

@ObjectType()
export class RecordInteractionsResult {
  @Field(() => [AcceptedInteraction])
  accepted!: AcceptedInteraction[]

  @Field(() => [RejectedInteraction])
  rejected!: RejectedInteraction[]
}
