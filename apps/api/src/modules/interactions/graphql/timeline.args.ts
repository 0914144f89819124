import { ArgsType, Field, Int } from 'type-graphql'
import { RollUp, TimelineCategory, TimelineOrder } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'
import type { Asked } from '../asked'
import { TimelineFilter } from './interaction-filter.input'
import type { AskedPage } from './pages'

@ArgsType()
abstract class Filtered {
  @Field(() => RollUp, { nullable: true, description: 'Together with its household or its company, as far as the caller may see them' })
  rollUp?: RollUp | null

  @Field(() => [TimelineCategory], { nullable: true })
  categories?: TimelineCategory[] | null

  @Field(() => String, { nullable: true, description: 'All of these words, as they are, in another form of theirs, or by their first 3 to 8 letters' })
  search?: string | null

  @Field(() => TimelineFilter, { nullable: true })
  filter?: TimelineFilter | null
}

@ArgsType()
export class TimelineCountsArgs extends Filtered {
  @Field(() => DateTime, { nullable: true })
  from?: string | null

  @Field(() => DateTime, { nullable: true })
  to?: string | null
}

@ArgsType()
export class TimelineArgs extends TimelineCountsArgs implements AskedPage {
  @Field(() => TimelineOrder, { defaultValue: 'NEWEST_FIRST' })
  order!: TimelineOrder

  @Field(() => Int, { defaultValue: 50 })
  first!: number

  @Field(() => String, { nullable: true })
  after?: string | null

  @Field(() => Int, { nullable: true, description: 'The last so many before a cursor, in place of first and after' })
  last?: number | null

  @Field(() => String, { nullable: true })
  before?: string | null
}

@ArgsType()
export class TimelineDensityArgs extends Filtered {
  @Field(() => DateTime)
  from!: string

  @Field(() => DateTime)
  to!: string

  @Field(() => Int)
  buckets!: number
}

/** What is asked, out of a field's arguments. */
export const askedOf = ({ rollUp, categories, search, filter, ...span }: Filtered & Pick<TimelineCountsArgs, 'from' | 'to'>): Asked => ({ rollUp, from: span.from, to: span.to, categories, search, ...filter })
