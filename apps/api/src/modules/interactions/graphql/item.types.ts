import { Field, Int, ObjectType } from 'type-graphql'
import { Document, User } from '@brokersync/schema/entities'
import { ActivityAction, ClientEventType, FeedbackTopic, Instrument, NoteVisibility, OrderSide, RecommendationOutcome } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'
import { TimelineItem } from './timeline-item.type'

@ObjectType({ implements: TimelineItem })
export class ClientEvent extends TimelineItem {
  @Field(() => ClientEventType)
  eventType!: ClientEventType

  @Field(() => String)
  description!: string
}

@ObjectType({ implements: TimelineItem })
export class Note extends TimelineItem {
  @Field(() => String)
  body!: string

  @Field(() => [User])
  mentions!: User[]

  @Field(() => NoteVisibility)
  visibility!: NoteVisibility

  /** What `about` is resolved from. */
  aboutId!: string | null
}

@ObjectType({ implements: TimelineItem })
export class Feedback extends TimelineItem {
  @Field(() => Int, { nullable: true })
  rating!: number | null

  @Field(() => FeedbackTopic)
  topic!: FeedbackTopic

  @Field(() => String)
  body!: string
}

@ObjectType()
export class Proposal {
  @Field(() => String, { nullable: true })
  commodity!: string | null

  @Field(() => OrderSide, { nullable: true })
  side!: OrderSide | null

  @Field(() => Instrument, { nullable: true })
  instrument!: Instrument | null
}

@ObjectType({ implements: TimelineItem })
export class Recommendation extends TimelineItem {
  @Field(() => String)
  body!: string

  @Field(() => Proposal, { nullable: true })
  proposal!: Proposal | null

  @Field(() => RecommendationOutcome, { nullable: true })
  outcome!: RecommendationOutcome | null

  @Field(() => DateTime, { nullable: true })
  answeredAt!: string | null
}

@ObjectType({ implements: TimelineItem })
export class DocumentActivity extends TimelineItem {
  @Field(() => ActivityAction)
  action!: ActivityAction

  @Field(() => String)
  documentTitle!: string

  @Field(() => Document, { nullable: true })
  document!: Document | null
}

@ObjectType({ implements: TimelineItem })
export class FollowUpActivity extends TimelineItem {
  @Field(() => ActivityAction)
  action!: ActivityAction

  @Field(() => String)
  followUpTitle!: string

  @Field(() => DateTime, { nullable: true })
  dueAt!: Date | null
}
