import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { connectionOf } from '@brokersync/schema/connection'
import { Client, Segment } from '@brokersync/schema/entities'
import { SegmentKind } from '@brokersync/schema/enums'
import { DateTime, Json } from '@brokersync/schema/scalars'
import type { Segment as SegmentEntity } from '../segment'

/** A segment that comes with what is known of it, so that its fields need not be loaded by its id. */
export class ShownSegment extends Segment {
  constructor(readonly entity: SegmentEntity) {
    super(entity.id)
  }
}

@ObjectType()
export class SegmentMember {
  @Field(() => Client, { nullable: true })
  client!: Client | null

  @Field(() => DateTime)
  since!: Date
}

@ObjectType()
export class SegmentConnection extends connectionOf<Segment>('Segment', () => Segment) {}

@ObjectType()
export class SegmentMemberConnection extends connectionOf('SegmentMember', () => SegmentMember) {}

@InputType()
export class CreateSegmentInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => String)
  name!: string

  @Field(() => String, { nullable: true })
  description?: string | null

  @Field(() => SegmentKind)
  kind!: SegmentKind

  @Field(() => Json, { nullable: true, description: 'Of a DYNAMIC segment: the RuleGroupType of react-querybuilder' })
  criteria?: unknown
}

@InputType()
export class ChangeSegmentMembersInput {
  @Field(() => ID)
  id!: string

  @Field(() => [ID], { defaultValue: [] })
  add!: string[]

  @Field(() => [ID], { defaultValue: [] })
  remove!: string[]
}
