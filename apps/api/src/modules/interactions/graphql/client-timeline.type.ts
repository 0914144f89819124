import { Field, Float, Int, ObjectType } from 'type-graphql'
import { EngagementTrend, TimelineCategory } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'
import { Sentiment } from './timeline-item.type'

@ObjectType()
export class TimelineBucket {
  @Field(() => TimelineCategory)
  category!: TimelineCategory

  @Field(() => DateTime)
  start!: Date

  @Field(() => DateTime)
  end!: Date

  @Field(() => Int)
  count!: number
}

@ObjectType({ description: 'The client\'s first, last and number of interactions; null dates where there is none.' })
export class TimelineExtent {
  @Field(() => DateTime, { nullable: true })
  first!: Date | null

  @Field(() => DateTime, { nullable: true })
  last!: Date | null

  @Field(() => Int)
  count!: number
}

/** How much a client is in touch. Scores are null until they are computed. */
@ObjectType()
export class Engagement {
  @Field(() => Float, { nullable: true })
  score!: number | null

  @Field(() => EngagementTrend, { nullable: true })
  trend!: EngagementTrend | null

  @Field(() => DateTime, { nullable: true })
  lastContactAt!: Date | null

  @Field(() => Float, { nullable: true })
  churnRisk!: number | null

  @Field(() => Sentiment, { nullable: true })
  sentiment!: Sentiment | null
}
