import { connectionOf } from '@brokersync/schema/connection'
import { Client, User } from '@brokersync/schema/entities'
import { DataSubjectRequestKind, DataSubjectRequestStatus, KeptBecause } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { DataSubjectRequest as Asked } from '../data-subject-request'

@ObjectType()
export class KeptRecord {
  @Field(() => String)
  type!: string

  @Field(() => ID)
  id!: string

  @Field(() => String)
  reason!: string
}

@ObjectType({ description: 'A class of a client’s records that outlives its erasure, readable to compliance alone' })
export class KeptClass {
  @Field(() => String, { description: '`identity`, `orders-2026`, `communications-2026`, …' })
  class!: string

  @Field(() => KeptBecause)
  because!: KeptBecause

  @Field(() => String, { description: 'The hold’s id, or the regime’s name' })
  by!: string

  @Field(() => DateTime, { nullable: true, description: 'The first instant at which it is kept no more; null: until the hold is released' })
  until!: string | null
}

@ObjectType({ description: 'How many records of a kind a module removed, or handed out' })
export class RemovedRecords {
  @Field(() => String)
  module!: string

  @Field(() => String)
  kind!: string

  @Field(() => Int)
  count!: number
}

@ObjectType({ description: 'What a data subject asked for; of an erasure, what went and what is kept is its certificate' })
export class DataSubjectRequest {
  @Field(() => ID)
  id!: string

  @Field(() => DataSubjectRequestKind)
  kind!: DataSubjectRequestKind

  @Field(() => DataSubjectRequestStatus)
  status!: DataSubjectRequestStatus

  @Field(() => String, { description: 'The client’s short name, which outlives the client' })
  reference!: string

  @Field(() => Client, { nullable: true })
  client!: Client

  @Field(() => User, { nullable: true })
  requestedBy!: User

  @Field(() => DateTime)
  requestedAt!: Date

  @Field(() => DateTime, { nullable: true })
  finishedAt!: Date | null

  @Field(() => String, { nullable: true })
  reason!: string | null

  @Field(() => [KeptRecord])
  keptUnderLegalHold!: KeptRecord[]

  @Field(() => [String], { description: 'The classes of records whose keys were destroyed' })
  gone!: readonly string[]

  @Field(() => [KeptClass])
  kept!: readonly KeptClass[]

  @Field(() => [RemovedRecords])
  records!: RemovedRecords[]

  /** What the address is made of. */
  asked!: Asked
}

@ObjectType()
export class DataSubjectRequestConnection extends connectionOf<DataSubjectRequest>('DataSubjectRequest', () => DataSubjectRequest) {}

@ObjectType({ description: 'A legal hold on a client, or on what happened with it in a span: that is kept whatever else ends' })
export class ClientHold {
  @Field(() => ID)
  id!: string

  @Field(() => Client, { nullable: true })
  client!: Client

  @Field(() => DateTime, { nullable: true })
  from!: Date | null

  @Field(() => DateTime, { nullable: true })
  to!: Date | null

  @Field(() => String)
  reason!: string

  @Field(() => User, { nullable: true })
  placedBy!: User

  @Field(() => DateTime)
  placedAt!: Date

  @Field(() => User, { nullable: true })
  releasedBy!: User | null

  @Field(() => DateTime, { nullable: true })
  releasedAt!: Date | null
}

@InputType()
export class RequestDataExportInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  clientId!: string
}

@InputType()
export class EraseClientInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  clientId!: string

  @Field(() => String)
  reason!: string
}

@InputType()
export class AnonymiseClientInput extends EraseClientInput {}

@InputType()
export class PlaceClientHoldInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  clientId!: string

  @Field(() => DateTime, { nullable: true, description: 'With neither from nor to: all of the client' })
  from?: string | null

  @Field(() => DateTime, { nullable: true })
  to?: string | null

  @Field(() => String)
  reason!: string
}

@InputType()
export class ReleaseClientHoldInput {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  reason!: string
}
