import { Field, Int, ObjectType } from 'type-graphql'
import { User } from '@brokersync/schema/entities'
import { Channel, OrderStatus, TimelineCategory } from '@brokersync/schema/enums'
import { DateTime } from '@brokersync/schema/scalars'

@ObjectType()
export class CategoryCount {
  @Field(() => TimelineCategory)
  category!: TimelineCategory

  @Field(() => Int)
  count!: number
}

@ObjectType()
export class ChannelCount {
  @Field(() => Channel)
  channel!: Channel

  @Field(() => Int)
  count!: number
}

@ObjectType()
export class AuthorCount {
  @Field(() => User, { nullable: true })
  author!: User | null

  @Field(() => Int)
  count!: number
}

@ObjectType()
export class CommodityCount {
  @Field(() => String)
  commodity!: string

  @Field(() => Int)
  count!: number
}

@ObjectType()
export class AccountCount {
  @Field(() => String)
  account!: string

  @Field(() => Int)
  count!: number
}

@ObjectType()
export class OrderStatusCount {
  @Field(() => OrderStatus)
  status!: OrderStatus

  @Field(() => Int)
  count!: number
}

@ObjectType({ description: 'Exact counts of what is asked for: in all, and of each value that one may filter by, under all the other filters.' })
export class TimelineCounts {
  @Field(() => Int)
  total!: number

  @Field(() => [CategoryCount])
  categories!: CategoryCount[]

  @Field(() => [ChannelCount])
  channels!: ChannelCount[]

  @Field(() => [AuthorCount])
  authors!: AuthorCount[]

  @Field(() => [CommodityCount])
  commodities!: CommodityCount[]

  @Field(() => [AccountCount], { description: 'Of a client\'s timeline; empty over all clients' })
  accounts!: AccountCount[]

  @Field(() => [OrderStatusCount])
  orderStatuses!: OrderStatusCount[]

  @Field(() => Int)
  withAttachment!: number
}

@ObjectType({ description: 'A trading account that orders of the client name.' })
export class TradingAccount {
  @Field(() => String)
  name!: string

  @Field(() => DateTime)
  lastUsedAt!: Date
}
