import { Field, ID, InputType } from 'type-graphql'
import { Channel, FeedbackState, OrderStatus, TimelineCategory } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'

@InputType({ description: 'Which items; null or an empty list does not filter, several values of one kind mean any of them.' })
export class TimelineFilter {
  @Field(() => [Channel], { nullable: true })
  channels?: Channel[] | null

  @Field(() => [ID], { nullable: true })
  authorIds?: string[] | null

  @Field(() => [String], { nullable: true })
  commodities?: string[] | null

  @Field(() => [String], { nullable: true, description: 'Trading accounts, by their whole names' })
  accounts?: string[] | null

  @Field(() => [OrderStatus], { nullable: true })
  orderStatuses?: OrderStatus[] | null

  @Field(() => Boolean, { nullable: true, description: 'Whether documents came with it, or it is about one' })
  hasAttachment?: boolean | null

  @Field(() => [FeedbackState], { nullable: true, description: 'Feedback alone, in these states' })
  feedbackStates?: FeedbackState[] | null
}

@InputType()
export class InteractionFilter extends TimelineFilter {
  @Field(() => [ID], { nullable: true })
  clientIds?: string[] | null

  @Field(() => [TimelineCategory], { nullable: true })
  categories?: TimelineCategory[] | null

  @Field(() => DateTime, { nullable: true })
  from?: string | null

  @Field(() => DateTime, { nullable: true })
  to?: string | null
}
