import { Field, ID, InputType, Int } from 'type-graphql'
import { Channel, ClientKind, ClientSortField, ClientStatus, ConsentPurpose, ContactFrequency, GoalKind, Horizon, Instrument, LifecycleStage, OrderType, RiskTolerance, SortDirection, TimeOfDay } from '@brokersync/schema/enums'
import { Decimal, LocalDate, Locale, TimeZone } from '@brokersync/schema/scalars'
import { ContactInput } from './contact.input'

@InputType()
export class CommunicationPreferencesInput {
  @Field(() => [Channel], { nullable: true })
  channels?: Channel[] | null

  @Field(() => [TimeOfDay], { nullable: true })
  timesOfDay?: TimeOfDay[] | null

  @Field(() => ContactFrequency, { nullable: true })
  frequency?: ContactFrequency | null

  @Field(() => Locale, { nullable: true })
  language?: string | null

  @Field(() => TimeZone, { nullable: true })
  timeZone?: string | null
}

@InputType()
export class TradingPreferencesInput {
  @Field(() => [String], { nullable: true })
  commodities?: string[] | null

  @Field(() => [Instrument], { nullable: true })
  instruments?: Instrument[] | null

  @Field(() => [OrderType], { nullable: true })
  orderTypes?: OrderType[] | null
}

@InputType()
export class RiskProfileInput {
  @Field(() => RiskTolerance)
  tolerance!: RiskTolerance

  @Field(() => Int, { nullable: true })
  score?: number | null

  @Field(() => Horizon, { nullable: true })
  horizon?: Horizon | null

  @Field(() => LocalDate, { nullable: true })
  assessedOn?: string | null
}

@InputType()
export class GoalInput {
  @Field(() => ID, { nullable: true })
  id?: string | null

  @Field(() => String)
  title!: string

  @Field(() => GoalKind, { defaultValue: 'OTHER' })
  kind!: GoalKind

  @Field(() => String, { nullable: true })
  unit?: string | null

  @Field(() => String, { nullable: true })
  notes?: string | null

  @Field(() => Horizon)
  horizon!: Horizon

  @Field(() => String, { nullable: true })
  commodity?: string | null

  @Field(() => Decimal, { nullable: true })
  targetValue?: string | null

  @Field(() => Decimal, { nullable: true })
  currentValue?: string | null

  @Field(() => LocalDate, { nullable: true })
  dueOn?: string | null
}

@InputType()
export class SensitiveInput {
  @Field(() => String, { nullable: true })
  taxId?: string | null

  @Field(() => LocalDate, { nullable: true })
  dateOfBirth?: string | null

  @Field(() => String, { nullable: true })
  identityDocument?: string | null
}

@InputType()
export class ExternalReferenceInput {
  @Field(() => String)
  source!: string

  @Field(() => String)
  value!: string
}

/** What a new client and a change of one have in common. */
@InputType()
class ClientContentInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID, { nullable: true })
  ownerId?: string | null

  @Field(() => [ExternalReferenceInput], { nullable: true })
  externalReferences?: ExternalReferenceInput[] | null

  @Field(() => ContactInput, { nullable: true })
  contact?: ContactInput | null

  @Field(() => CommunicationPreferencesInput, { nullable: true })
  communicationPreferences?: CommunicationPreferencesInput | null

  @Field(() => TradingPreferencesInput, { nullable: true })
  tradingPreferences?: TradingPreferencesInput | null

  @Field(() => RiskProfileInput, { nullable: true })
  risk?: RiskProfileInput | null

  @Field(() => [GoalInput], { nullable: true })
  goals?: GoalInput[] | null

  @Field(() => SensitiveInput, { nullable: true })
  sensitive?: SensitiveInput | null
}

@InputType()
export class CreateClientInput extends ClientContentInput {
  @Field(() => ClientKind)
  kind!: ClientKind

  @Field(() => String)
  displayName!: string

  @Field(() => LifecycleStage, { defaultValue: 'PROSPECT' })
  lifecycleStage!: LifecycleStage

  @Field(() => [String], { defaultValue: [] })
  tags!: string[]
}

@InputType()
export class UpdateClientInput extends ClientContentInput {
  @Field(() => ID)
  id!: string

  @Field(() => Int)
  version!: number

  @Field(() => String, { nullable: true })
  displayName?: string | null

  @Field(() => LifecycleStage, { nullable: true })
  lifecycleStage?: LifecycleStage | null

  @Field(() => [String], { nullable: true })
  tags?: string[] | null
}

@InputType()
export class DeactivateClientInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  id!: string

  @Field(() => Int)
  version!: number

  @Field(() => String)
  reason!: string
}

@InputType()
export class ActivateClientInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => ID)
  id!: string

  @Field(() => Int)
  version!: number
}

@InputType()
export class TagClientsInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => [ID])
  ids!: string[]

  @Field(() => [String], { defaultValue: [] })
  add!: string[]

  @Field(() => [String], { defaultValue: [] })
  remove!: string[]
}

@InputType()
export class AssignClientsInput {
  @Field(() => String, { nullable: true })
  idempotencyKey?: string | null

  @Field(() => [ID])
  ids!: string[]

  @Field(() => ID)
  ownerId!: string
}

@InputType({ description: 'Those whose consent stands: for this channel or for all; with no channel, for any' })
export class ConsentFilter {
  @Field(() => ConsentPurpose)
  purpose!: ConsentPurpose

  @Field(() => Channel, { nullable: true })
  channel?: Channel | null
}

@InputType()
export class ClientFilter {
  @Field(() => ClientStatus, { nullable: true })
  status?: ClientStatus | null

  @Field(() => [LifecycleStage], { nullable: true })
  lifecycleStages?: LifecycleStage[] | null

  /** All of them. */
  @Field(() => [String], { nullable: true })
  tags?: string[] | null

  @Field(() => [ID], { nullable: true })
  ownerIds?: string[] | null

  @Field(() => ID, { nullable: true })
  segmentId?: string | null

  @Field(() => ExternalReferenceInput, { nullable: true })
  externalReference?: ExternalReferenceInput | null

  @Field(() => ConsentFilter, { nullable: true })
  consent?: ConsentFilter | null
}

@InputType()
export class ClientSort {
  @Field(() => ClientSortField)
  field!: ClientSortField

  @Field(() => SortDirection, { defaultValue: 'ASC' })
  direction!: SortDirection
}
