import { Field, ID, InputType, Int } from 'type-graphql'
import { CallOutcome, Channel, ClientEventType, Direction, FeedbackState, FeedbackTopic, Instrument, NoteVisibility, OrderSide, RecommendationOutcome } from '@brokersync/schema/enums'
import { DateTime, Decimal } from '@brokersync/schema/scalars'

@InputType()
export abstract class Repeatable {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null
}

@InputType()
export class NextStepInput {
  @Field(() => String)
  title!: string

  @Field(() => DateTime, { nullable: true })
  dueAt?: string | null
}

@InputType()
export class CallRecordingInput {
  @Field(() => String, { description: 'Where it is to be heard: an address of https' })
  url!: string

  @Field(() => String, { nullable: true, description: 'Of the recording, in hexadecimal, by which it is known to be the same' })
  sha256?: string | null

  @Field(() => Int, { nullable: true })
  durationSeconds?: number | null
}

@InputType()
export class LogCommunicationInput extends Repeatable {
  @Field(() => ID)
  clientId!: string

  @Field(() => DateTime)
  occurredAt!: string

  @Field(() => Channel)
  channel!: Channel

  @Field(() => Direction)
  direction!: Direction

  @Field(() => ID, { nullable: true })
  authorId?: string | null

  @Field(() => [String], { defaultValue: [] })
  participants!: string[]

  @Field(() => String, { defaultValue: '' })
  subject!: string

  @Field(() => String, { defaultValue: '' })
  body!: string

  @Field(() => Int, { nullable: true })
  durationSeconds?: number | null

  @Field(() => CallOutcome, { nullable: true })
  callOutcome?: CallOutcome | null

  @Field(() => NextStepInput, { nullable: true })
  nextStep?: NextStepInput | null

  @Field(() => CallRecordingInput, { nullable: true, description: 'Of calls and meetings' })
  recording?: CallRecordingInput | null

  @Field(() => String, { nullable: true, description: 'The order that it was about, as the client\'s order events name it' })
  aboutOrderId?: string | null

  @Field(() => [ID], { defaultValue: [], description: 'Documents that came with it' })
  documentIds!: string[]
}

@InputType()
export class RecordClientEventInput extends Repeatable {
  @Field(() => ID)
  clientId!: string

  @Field(() => DateTime)
  occurredAt!: string

  @Field(() => ClientEventType)
  eventType!: ClientEventType

  @Field(() => String, { defaultValue: '' })
  description!: string
}

@InputType()
export class AddNoteInput extends Repeatable {
  @Field(() => ID)
  clientId!: string

  @Field(() => ID, { nullable: true })
  aboutId?: string | null

  @Field(() => DateTime, { nullable: true })
  occurredAt?: string | null

  @Field(() => String)
  body!: string

  @Field(() => [ID], { defaultValue: [] })
  mentionIds!: string[]

  @Field(() => NoteVisibility, { defaultValue: 'ALL' })
  visibility!: NoteVisibility
}

@InputType()
export class RecordFeedbackInput extends Repeatable {
  @Field(() => ID)
  clientId!: string

  @Field(() => ID, { nullable: true })
  aboutId?: string | null

  @Field(() => DateTime)
  occurredAt!: string

  @Field(() => Int, { nullable: true })
  rating?: number | null

  @Field(() => FeedbackTopic)
  topic!: FeedbackTopic

  @Field(() => String, { defaultValue: '' })
  body!: string
}

@InputType()
export class HandleFeedbackInput extends Repeatable {
  @Field(() => ID)
  id!: string

  @Field(() => FeedbackState, { description: 'ACKNOWLEDGED or RESOLVED: it goes forward only' })
  state!: FeedbackState

  @Field(() => String, { nullable: true, description: 'What was done; asked for when it is resolved' })
  note?: string | null
}

@InputType()
export class ProposalInput {
  @Field(() => String, { nullable: true })
  commodity?: string | null

  @Field(() => OrderSide, { nullable: true })
  side?: OrderSide | null

  @Field(() => Instrument, { nullable: true })
  instrument?: Instrument | null
}

@InputType()
export class RecordRecommendationInput extends Repeatable {
  @Field(() => ID)
  clientId!: string

  @Field(() => DateTime)
  occurredAt!: string

  @Field(() => String)
  body!: string

  @Field(() => ProposalInput, { nullable: true })
  proposal?: ProposalInput | null
}

@InputType()
export class AnswerRecommendationInput extends Repeatable {
  @Field(() => ID)
  id!: string

  @Field(() => RecommendationOutcome)
  outcome!: RecommendationOutcome

  @Field(() => DateTime)
  answeredAt!: string

  @Field(() => String, { nullable: true, description: 'Given where it was answered before: why that answer was wrong' })
  reason?: string | null
}

@InputType()
export class RecordMarketMoveInput extends Repeatable {
  @Field(() => String)
  commodity!: string

  @Field(() => DateTime)
  occurredAt!: string

  @Field(() => Decimal)
  changePercent!: string

  @Field(() => Decimal, { nullable: true })
  price?: string | null

  @Field(() => String, { nullable: true })
  currency?: string | null

  @Field(() => String, { defaultValue: '' })
  description!: string
}
