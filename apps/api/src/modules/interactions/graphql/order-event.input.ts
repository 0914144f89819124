import { Field, ID, InputType } from 'type-graphql'
import { Instrument, OrderSide, OrderStatus, OrderType, PositionEffect, PutCall } from '@brokersync/schema/enums'
import { DateTime, Decimal } from '@brokersync/schema/scalars'
import { Repeatable } from './recording.input'

@InputType()
export class RecordOrderEventInput extends Repeatable {
  @Field(() => ID)
  clientId!: string

  @Field(() => String)
  orderId!: string

  @Field(() => DateTime)
  occurredAt!: string

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
  price?: string | null

  @Field(() => String, { nullable: true })
  priceUnit?: string | null

  @Field(() => String, { nullable: true })
  currency?: string | null

  @Field(() => String, { nullable: true })
  brokerNote?: string | null

  @Field(() => String, { nullable: true })
  account?: string | null

  @Field(() => String, { nullable: true })
  executionId?: string | null

  @Field(() => String, { nullable: true })
  exchange?: string | null

  @Field(() => String, { nullable: true })
  contractMonth?: string | null

  @Field(() => Decimal, { nullable: true })
  strike?: string | null

  @Field(() => PutCall, { nullable: true })
  putCall?: PutCall | null

  @Field(() => PositionEffect, { nullable: true })
  effect?: PositionEffect | null

  @Field(() => String, { nullable: true, description: 'The execution that this undoes (FIX ExecType H); status is then the order\'s after it' })
  busts?: string | null

  @Field(() => String, { nullable: true, description: 'The execution whose place this one takes (FIX ExecType G)' })
  corrects?: string | null
}
