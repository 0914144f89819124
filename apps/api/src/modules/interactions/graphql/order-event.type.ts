import { Field, ObjectType } from 'type-graphql'
import { Instrument, OrderSide, OrderStatus, OrderType, PositionEffect, PutCall } from '@brokersync/schema/enums'
import { Money } from '@brokersync/schema/money'
import { Decimal } from '@brokersync/schema/scalars'
import { TimelineItem } from './timeline-item.type'

@ObjectType({ implements: TimelineItem })
export class OrderEvent extends TimelineItem {
  @Field(() => String)
  orderId!: string

  @Field(() => OrderStatus)
  status!: OrderStatus

  @Field(() => OrderSide)
  side!: OrderSide

  @Field(() => String)
  commodity!: string

  @Field(() => Instrument)
  instrument!: Instrument

  @Field(() => OrderType)
  orderType!: OrderType

  @Field(() => Decimal)
  quantity!: string

  @Field(() => String)
  unit!: string

  @Field(() => Decimal, { nullable: true })
  price!: string | null

  @Field(() => String, { nullable: true, description: 'What its price is quoted in: as it says itself, or as goes without saying ("USc/bu" of a contract)' })
  priceUnit!: string | null

  @Field(() => String, { nullable: true })
  currency!: string | null

  @Field(() => String, { nullable: true })
  account!: string | null

  @Field(() => String, { nullable: true })
  executionId!: string | null

  @Field(() => String, { nullable: true })
  exchange!: string | null

  @Field(() => String, { nullable: true })
  contractMonth!: string | null

  @Field(() => Decimal, { nullable: true })
  strike!: string | null

  @Field(() => PutCall, { nullable: true })
  putCall!: PutCall | null

  @Field(() => PositionEffect, { nullable: true })
  effect!: PositionEffect | null

  @Field(() => String, { nullable: true })
  busts!: string | null

  @Field(() => String, { nullable: true })
  corrects!: string | null

  @Field(() => String, { nullable: true })
  brokerNote!: string | null

  @Field(() => Money, { nullable: true })
  notional!: Money | null
}
