import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, ObjectType } from 'type-graphql'

@ObjectType({ description: 'That a person is signed in at one browser' })
export class Session {
  @Field(() => ID)
  id!: string

  @Field(() => DateTime)
  createdAt!: Date

  @Field(() => DateTime, { description: 'The last use, to the minute' })
  seenAt!: Date

  @Field(() => DateTime, { description: 'When it ends in any case; without use it ends after twelve hours' })
  expiresAt!: Date

  @Field(() => DateTime, { nullable: true })
  endedAt!: Date | null

  @Field(() => String, { nullable: true, description: 'The IP address from which it was opened' })
  address!: string | null

  @Field(() => String, { nullable: true, description: 'The browser that opened it, as it names itself' })
  userAgent!: string | null

  @Field(() => Boolean, { description: 'Whether it is the one that asks' })
  current!: boolean
}
