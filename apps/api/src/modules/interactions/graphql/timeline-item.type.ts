import { Field, Float, ID, Int, InterfaceType, ObjectType } from 'type-graphql'
import { connectionOf } from '@brokersync/schema/connection'
import { Client, User } from '@brokersync/schema/entities'
import { SentimentLabel, TimelineCategory } from '@brokersync/schema/enums'
import type { InteractionId } from '@brokersync/schema/ids'
import { DateTime, LocalDate } from '@brokersync/schema/scalars'

@ObjectType({ description: 'That what was written was corrected or taken back; what stood before is kept' })
export class Revised {
  @Field(() => Int, { description: 'How often' })
  version!: number

  @Field(() => DateTime, { description: 'The last time' })
  at!: string

  @Field(() => User, { nullable: true })
  by!: User | null

  @Field(() => Boolean)
  retracted!: boolean
}

/** Anything on a timeline. */
@InterfaceType()
export abstract class TimelineItem {
  @Field(() => ID)
  id!: InteractionId

  @Field(() => DateTime)
  occurredAt!: Date

  @Field(() => LocalDate, { nullable: true, description: 'Where no more than the day of it is known; occurredAt is then the beginning of that day' })
  day!: string | null

  @Field(() => DateTime, { description: 'When it was put on record, which may be long after it happened' })
  recordedAt!: Date

  @Field(() => Boolean, { description: 'Whether it was put on record more than a day after it happened' })
  late!: boolean

  @Field(() => TimelineCategory)
  category!: TimelineCategory

  @Field(() => String)
  title!: string

  @Field(() => User, { nullable: true })
  author!: User | null

  @Field(() => Client, { nullable: true })
  client!: Client | null

  @Field(() => Revised, { nullable: true, description: 'Null where it is as it was first written' })
  revised!: Revised | null
}

export const TimelineItemConnection = connectionOf('TimelineItem', () => TimelineItem)

@ObjectType()
export class Sentiment {
  @Field(() => SentimentLabel)
  label!: SentimentLabel

  @Field(() => Float)
  score!: number
}
