import { connectionOf } from '@brokersync/schema/connection'
import { Client, User } from '@brokersync/schema/entities'
import { Channel, Direction, ReviewState } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, InputType, ObjectType } from 'type-graphql'

@ObjectType({ description: 'A communication that a supervisor reviews and signs off' })
export class Review {
  @Field(() => ID)
  id!: string

  @Field(() => ID)
  interactionId!: string

  @Field(() => Client, { nullable: true })
  client!: Client

  @Field(() => User, { nullable: true, description: 'Who recorded it' })
  author!: User | null

  @Field(() => Channel)
  channel!: Channel

  @Field(() => Direction)
  direction!: Direction

  @Field(() => DateTime)
  occurredAt!: Date

  @Field(() => [String], { description: 'The names of the rules whose words stand in it; SAMPLE where it is one of the share of the rest' })
  because!: readonly string[]

  @Field(() => String, { nullable: true, description: 'Null where it went with its client' })
  subject!: string | null

  @Field(() => String, { nullable: true })
  body!: string | null

  @Field(() => ReviewState)
  state!: ReviewState

  @Field(() => User, { nullable: true })
  reviewedBy!: User | null

  @Field(() => DateTime, { nullable: true })
  reviewedAt!: Date | null

  @Field(() => String, { nullable: true })
  note!: string | null

  @Field(() => DateTime, { nullable: true, description: 'Since when other words stand in the place of these, or none; null: they stand. Corrected words are picked, and reviewed, for themselves' })
  replacedAt!: Date | null

  @Field(() => Boolean, { description: 'The communication was taken back' })
  retracted!: boolean
}

@ObjectType()
export class ReviewConnection extends connectionOf<Review>('Review', () => Review) {}

@InputType()
export class ReviewCommunicationInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  id!: string

  @Field(() => Boolean, { defaultValue: false, description: 'True hands it on instead of signing it off; a note must say why' })
  escalate!: boolean

  @Field(() => String, { nullable: true })
  note?: string | null
}
