import { connectionOf } from '@brokersync/schema/connection'
import { Client, User } from '@brokersync/schema/entities'
import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { Production as Produced } from '../production'
import { RemovedRecords } from './privacy.type'

@ObjectType({ description: 'All records of a client, a broker or a desk in a span, as one archive for a regulator' })
export class Production {
  @Field(() => ID)
  id!: string

  @Field(() => Client, { nullable: true, description: 'Whose records; or those of a broker, or of a desk' })
  client!: Client | null

  @Field(() => User, { nullable: true })
  user!: User | null

  @Field(() => String, { nullable: true })
  team!: string | null

  @Field(() => DateTime, { description: 'When what is produced occurred: this is included' })
  from!: Date

  @Field(() => DateTime, { description: 'and this is not' })
  to!: Date

  @Field(() => String, { description: 'Goes with the files' })
  reason!: string

  @Field(() => User, { nullable: true })
  requestedBy!: User

  @Field(() => DateTime)
  requestedAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'Null while it is being made' })
  finishedAt!: Date | null

  @Field(() => DateTime, { nullable: true, description: 'When its files were deleted: thirty days after it was made, or when a client in it was erased' })
  droppedAt!: Date | null

  @Field(() => Int, { description: 'Of which everything is produced' })
  clientCount!: number

  @Field(() => [RemovedRecords])
  records!: RemovedRecords[]

  @Field(() => Int, { nullable: true })
  auditEntries!: number | null

  @Field(() => String, { nullable: true, description: 'SHA-256 of `manifest.json`, which holds those of the other files' })
  manifestSha256!: string | null

  /** What the address is made of. */
  produced!: Produced
}

@ObjectType()
export class ProductionConnection extends connectionOf<Production>('Production', () => Production) {}

@InputType()
export class ProduceRecordsInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID, { nullable: true, description: 'One of three' })
  clientId?: string | null

  @Field(() => ID, { nullable: true, description: 'A broker: of all clients that were its own in the span, and what it recorded of others' })
  userId?: string | null

  @Field(() => String, { nullable: true, description: 'A desk: as of all of its people' })
  team?: string | null

  @Field(() => DateTime)
  from!: string

  @Field(() => DateTime)
  to!: string

  @Field(() => String)
  reason!: string
}
