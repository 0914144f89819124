import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@brokersync/schema/connection'
import { Client, User } from '@brokersync/schema/entities'
import { Instrument, OrderSide, OrderStatus, OrderType, PositionEffect, PutCall, UnitsApart } from '@brokersync/schema/enums'
import { Money } from '@brokersync/schema/money'
import { DateTime, Decimal } from '@brokersync/schema/scalars'
import type { NamedLife } from '../order.service'

@ObjectType({ description: 'A client\'s order from its first event to its last. Quantities are of its unit.' })
export class Order {
  @Field(() => ID)
  id!: string

  @Field(() => Client, { nullable: true })
  client!: Client | null

  @Field(() => String)
  orderId!: string

  @Field(() => OrderStatus, { description: 'Filled where its executions are what was ordered; else as the last execution, end or bust says' })
  status!: OrderStatus

  @Field(() => OrderSide)
  side!: OrderSide

  @Field(() => String)
  commodity!: string

  @Field(() => Instrument)
  instrument!: Instrument

  @Field(() => OrderType)
  orderType!: OrderType

  @Field(() => Decimal, { nullable: true, description: 'What was ordered, as it was last placed; null where only executions are known' })
  quantity!: string | null

  @Field(() => String)
  unit!: string

  @Field(() => Decimal, { nullable: true, description: 'The order\'s own price, as it was last placed' })
  price!: string | null

  @Field(() => String, { nullable: true, description: 'What its prices are quoted in: as its events say, or as the firm\'s contract quotes it; null before a price is known' })
  priceUnit!: string | null

  @Field(() => String, { nullable: true })
  currency!: string | null

  @Field(() => Decimal)
  filled!: string

  @Field(() => Decimal, { nullable: true, description: 'What may still be filled; null where it is not known what was ordered' })
  remaining!: string | null

  @Field(() => Decimal, { nullable: true, description: 'Of the executions that count, weighted by quantity, to ten places; null where they are of several currencies or price units' })
  averagePrice!: string | null

  @Field(() => Decimal, { nullable: true, description: 'By how much the executions of a filled order go beyond what was ordered (below zero: fall short); null where they agree' })
  discrepancy!: string | null

  @Field(() => Money, { nullable: true, description: 'Of what was filled: its executions added up, to the currency\'s minor unit' })
  notional!: Money | null

  @Field(() => String, { nullable: true })
  account!: string | null

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

  @Field(() => DateTime)
  openedAt!: Date

  @Field(() => DateTime)
  lastEventAt!: Date

  @Field(() => DateTime, { nullable: true, description: 'When it was filled, cancelled, rejected or expired' })
  closedAt!: Date | null

  @Field(() => Int)
  eventCount!: number

  /** What `events` is resolved from. */
  life!: NamedLife
}

export const OrderConnection = connectionOf('Order', () => Order)

@InputType({ description: 'Which orders; null or an empty list does not filter. Between from and to: those that were alive then.' })
export class OrderFilter {
  @Field(() => [OrderStatus], { nullable: true })
  statuses?: OrderStatus[] | null

  @Field(() => [String], { nullable: true })
  commodities?: string[] | null

  @Field(() => [String], { nullable: true })
  accounts?: string[] | null

  @Field(() => DateTime, { nullable: true })
  from?: string | null

  @Field(() => DateTime, { nullable: true })
  to?: string | null
}

@ObjectType({ description: 'So much of a unit.' })
export class Quantity {
  @Field(() => Decimal)
  quantity!: string

  @Field(() => String)
  unit!: string
}

@ObjectType({ description: 'What a client holds of a contract in an account: bought less sold, in whatever units that was. What is listed is told in lots where the firm\'s contract says how much one is.' })
export class Exposure {
  @Field(() => String)
  commodity!: string

  @Field(() => String, { nullable: true })
  account!: string | null

  @Field(() => Instrument)
  instrument!: Instrument

  @Field(() => String, { nullable: true })
  exchange!: string | null

  @Field(() => String, { nullable: true })
  contractMonth!: string | null

  @Field(() => Decimal, { nullable: true })
  strike!: string | null

  @Field(() => PutCall, { nullable: true })
  putCall!: PutCall | null

  @Field(() => Decimal, { description: 'Below zero where more was sold; what was converted is told to ten places' })
  netQuantity!: string

  @Field(() => String)
  unit!: string

  @Field(() => Quantity, { nullable: true, description: 'The same in the unit that lots are measured in, or of anything else in lots; null where the firm\'s list does not say how much a lot is' })
  equivalent!: Quantity | null

  @Field(() => UnitsApart, { nullable: true, description: 'Why it does not add up with another position of the same contract and account; null where there is none' })
  apart!: UnitsApart | null

  @Field(() => Decimal, { nullable: true, description: 'At which the client last traded it, or it was stated' })
  lastPrice!: string | null

  @Field(() => String, { nullable: true, description: 'What that price is quoted in' })
  priceUnit!: string | null

  @Field(() => DateTime, { nullable: true })
  lastPriceAt!: Date | null

  @Field(() => Money, { nullable: true, description: 'At the last price (an option: at its strike), by the firm\'s contracts; below zero where it is sold' })
  notional!: Money | null
}

@ObjectType({ description: 'What a client held of a contract at an instant, as somebody stated it.' })
export class OpeningPosition {
  @Field(() => ID)
  id!: string

  @Field(() => Client, { nullable: true })
  client!: Client | null

  @Field(() => DateTime)
  asOf!: Date

  @Field(() => DateTime)
  recordedAt!: Date

  @Field(() => User, { nullable: true })
  author!: User | null

  @Field(() => String)
  commodity!: string

  @Field(() => String, { nullable: true })
  account!: string | null

  @Field(() => Instrument)
  instrument!: Instrument

  @Field(() => String, { nullable: true })
  exchange!: string | null

  @Field(() => String, { nullable: true })
  contractMonth!: string | null

  @Field(() => Decimal, { nullable: true })
  strike!: string | null

  @Field(() => PutCall, { nullable: true })
  putCall!: PutCall | null

  @Field(() => Decimal, { description: 'Below zero where it was sold' })
  netQuantity!: string

  @Field(() => String)
  unit!: string

  @Field(() => Decimal, { nullable: true })
  price!: string | null

  @Field(() => String, { nullable: true, description: 'What that price is quoted in' })
  priceUnit!: string | null

  @Field(() => String, { nullable: true })
  currency!: string | null
}
