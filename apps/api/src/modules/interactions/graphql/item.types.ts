import { Field, Int, ObjectType } from 'type-graphql'
import { Document, User } from '@brokersync/schema/entities'
import { ActivityAction, ClientEventType, FeedbackState, FeedbackTopic, Instrument, NoteVisibility, OrderSide, RecommendationOutcome } from '@brokersync/schema/enums'
import { Money } from '@brokersync/schema/money'
import { DateTime, Decimal } from '@brokersync/schema/scalars'
import { TimelineItem } from './timeline-item.type'

@ObjectType({ description: 'What a client held when a market moved, and what the move made of it.' })
export class MovedPosition {
  @Field(() => Instrument)
  instrument!: Instrument

  @Field(() => String, { nullable: true })
  contractMonth!: string | null

  @Field(() => Decimal, { description: 'Below zero where it was sold' })
  netQuantity!: string

  @Field(() => String)
  unit!: string

  @Field(() => Money, { nullable: true })
  notional!: Money | null

  @Field(() => Money, { nullable: true, description: 'Null for an option, and where its worth is not known' })
  effect!: Money | null
}

@ObjectType()
export class ClientMarketMove {
  @Field(() => String)
  commodity!: string

  @Field(() => Decimal)
  changePercent!: string

  @Field(() => Decimal, { nullable: true })
  price!: string | null

  @Field(() => String, { nullable: true })
  currency!: string | null

  @Field(() => String, { nullable: true, description: 'What its price is quoted in: as the commodity\'s contract is' })
  priceUnit!: string | null

  @Field(() => [MovedPosition], { description: 'The client\'s own at that moment, the largest effect first, at most 20' })
  positions!: MovedPosition[]
}

@ObjectType({ implements: TimelineItem })
export class ClientEvent extends TimelineItem {
  @Field(() => ClientEventType)
  eventType!: ClientEventType

  @Field(() => String)
  description!: string

  @Field(() => ClientMarketMove, { nullable: true })
  marketMove!: ClientMarketMove | null
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

  @Field(() => FeedbackState)
  state!: FeedbackState

  @Field(() => User, { nullable: true, description: 'Who acknowledged or resolved it; null while it is open' })
  handledBy!: User | null

  @Field(() => DateTime, { nullable: true })
  handledAt!: string | null

  @Field(() => String, { nullable: true, description: 'What was done' })
  handlingNote!: string | null
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

  @Field(() => Int, { description: 'How often the answer was corrected' })
  corrections!: number
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
