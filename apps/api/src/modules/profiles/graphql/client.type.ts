import { Field, ID, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '@brokersync/schema/connection'
import { Client } from '@brokersync/schema/entities'
import { Channel, ContactFrequency, ContactLabel, GoalKind, Horizon, Instrument, OrderType, RiskTolerance, TimeOfDay } from '@brokersync/schema/enums'
import { CountryCode, Decimal, EmailAddress, LocalDate, Locale, PhoneNumber, TimeZone } from '@brokersync/schema/scalars'

@ObjectType()
export class ContactEmail {
  @Field(() => EmailAddress)
  address!: string

  @Field(() => ContactLabel)
  label!: ContactLabel

  @Field(() => Boolean)
  primary!: boolean
}

@ObjectType()
export class ContactPhone {
  @Field(() => PhoneNumber)
  number!: string

  @Field(() => ContactLabel)
  label!: ContactLabel

  @Field(() => Boolean)
  primary!: boolean
}

@ObjectType()
export class ContactAddress {
  @Field(() => ContactLabel)
  label!: ContactLabel

  @Field(() => [String])
  lines!: string[]

  @Field(() => String, { nullable: true })
  city!: string | null

  @Field(() => String, { nullable: true })
  region!: string | null

  @Field(() => String, { nullable: true })
  postalCode!: string | null

  @Field(() => CountryCode)
  country!: string
}

@ObjectType()
export class Contact {
  @Field(() => [ContactEmail])
  emails!: ContactEmail[]

  @Field(() => [ContactPhone])
  phones!: ContactPhone[]

  @Field(() => [ContactAddress])
  addresses!: ContactAddress[]
}

@ObjectType()
export class CommunicationPreferences {
  @Field(() => [Channel])
  channels!: Channel[]

  @Field(() => [TimeOfDay])
  timesOfDay!: TimeOfDay[]

  @Field(() => ContactFrequency, { nullable: true })
  frequency!: ContactFrequency | null

  @Field(() => Locale, { nullable: true })
  language!: string | null

  @Field(() => TimeZone, { nullable: true })
  timeZone!: string | null
}

@ObjectType()
export class TradingPreferences {
  @Field(() => [String])
  commodities!: string[]

  @Field(() => [Instrument])
  instruments!: Instrument[]

  @Field(() => [OrderType])
  orderTypes!: OrderType[]
}

@ObjectType()
export class RiskProfile {
  @Field(() => RiskTolerance)
  tolerance!: RiskTolerance

  @Field(() => Int, { nullable: true })
  score!: number | null

  @Field(() => Horizon, { nullable: true })
  horizon!: Horizon | null

  @Field(() => LocalDate, { nullable: true })
  assessedOn!: string | null
}

@ObjectType()
export class Goal {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  title!: string

  @Field(() => GoalKind)
  kind!: GoalKind

  @Field(() => String, { nullable: true })
  unit!: string | null

  @Field(() => String, { nullable: true })
  notes!: string | null

  @Field(() => Horizon)
  horizon!: Horizon

  @Field(() => String, { nullable: true })
  commodity!: string | null

  @Field(() => Decimal, { nullable: true })
  targetValue!: string | null

  @Field(() => Decimal, { nullable: true })
  currentValue!: string | null

  @Field(() => LocalDate, { nullable: true })
  dueOn!: string | null
}

@ObjectType()
export class ExternalReference {
  @Field(() => String)
  source!: string

  @Field(() => String)
  value!: string
}

@ObjectType()
export class Sensitive {
  @Field(() => String, { nullable: true })
  taxId!: string | null

  @Field(() => LocalDate, { nullable: true })
  dateOfBirth!: string | null

  @Field(() => String, { nullable: true })
  identityDocument!: string | null
}

@ObjectType()
export class ClientListChange {
  @Field(() => [ID])
  clientIds!: string[]
}

@ObjectType()
export class ClientConnection extends connectionOf<Client>('Client', () => Client) {}
