import { Field, ID, InputType } from 'type-graphql'
import { Instrument, OrderSide, PutCall } from '@brokersync/schema/enums'
import { DateTime, Decimal } from '@brokersync/schema/scalars'
import { Repeatable } from './recording.input'

@InputType({ description: 'What a client held of a contract at an instant; executions before it count no more. BUY is held, SELL is owed; zero is nothing.' })
export class RecordOpeningPositionInput extends Repeatable {
  @Field(() => ID)
  clientId!: string

  @Field(() => DateTime)
  asOf!: string

  @Field(() => String)
  commodity!: string

  @Field(() => Instrument)
  instrument!: Instrument

  @Field(() => OrderSide)
  side!: OrderSide

  @Field(() => Decimal)
  quantity!: string

  @Field(() => String)
  unit!: string

  @Field(() => String, { nullable: true })
  account?: string | null

  @Field(() => String, { nullable: true })
  exchange?: string | null

  @Field(() => String, { nullable: true })
  contractMonth?: string | null

  @Field(() => Decimal, { nullable: true })
  strike?: string | null

  @Field(() => PutCall, { nullable: true })
  putCall?: PutCall | null

  @Field(() => Decimal, { nullable: true, description: 'At which it is carried' })
  price?: string | null

  @Field(() => String, { nullable: true })
  priceUnit?: string | null

  @Field(() => String, { nullable: true })
  currency?: string | null
}
