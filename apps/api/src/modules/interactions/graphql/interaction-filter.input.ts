import { Field, ID, InputType } from 'type-graphql'
import { Channel, TimelineCategory } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'

@InputType()
export class InteractionFilter {
  @Field(() => [ID], { nullable: true })
  clientIds?: string[] | null

  @Field(() => [TimelineCategory], { nullable: true })
  categories?: TimelineCategory[] | null

  @Field(() => [Channel], { nullable: true })
  channels?: Channel[] | null

  @Field(() => DateTime, { nullable: true })
  from?: string | null

  @Field(() => DateTime, { nullable: true })
  to?: string | null

  @Field(() => [ID], { nullable: true })
  authorIds?: string[] | null
}
