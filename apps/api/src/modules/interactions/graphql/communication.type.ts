import { Field, Int, ObjectType } from 'type-graphql'
import { Document } from '@brokersync/schema/entities'
import { CallOutcome, Channel, Direction } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'
import { Sentiment, TimelineItem } from './timeline-item.type'

@ObjectType()
export class NextStep {
  @Field(() => String)
  title!: string

  @Field(() => DateTime, { nullable: true })
  dueAt!: string | null
}

@ObjectType()
export class CallRecording {
  @Field(() => String)
  url!: string

  @Field(() => String, { nullable: true, description: 'Of the recording, in hexadecimal' })
  sha256!: string | null

  @Field(() => Int, { nullable: true })
  durationSeconds!: number | null
}

@ObjectType({ implements: TimelineItem })
export class Communication extends TimelineItem {
  @Field(() => Channel)
  channel!: Channel

  @Field(() => Direction)
  direction!: Direction

  /** What `participants` is resolved from. */
  participants!: readonly string[]

  @Field(() => String)
  subject!: string

  @Field(() => String)
  body!: string

  @Field(() => Int, { nullable: true })
  durationSeconds!: number | null

  @Field(() => CallOutcome, { nullable: true })
  callOutcome!: CallOutcome | null

  @Field(() => NextStep, { nullable: true })
  nextStep!: NextStep | null

  @Field(() => CallRecording, { nullable: true })
  recording!: CallRecording | null

  @Field(() => String, { nullable: true, description: 'The order that it was about, as it was given' })
  aboutOrderId!: string | null

  @Field(() => [Document], { description: 'What came with it' })
  documents!: Document[]

  @Field(() => Sentiment, { nullable: true })
  sentiment!: Sentiment | null
}
