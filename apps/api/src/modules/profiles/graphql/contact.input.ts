import { Field, InputType } from 'type-graphql'
import { ContactLabel } from '@brokersync/schema/enums'
import { CountryCode, EmailAddress, PhoneNumber } from '@brokersync/schema/scalars'

@InputType()
export class ContactEmailInput {
  @Field(() => EmailAddress)
  address!: string

  @Field(() => ContactLabel)
  label!: ContactLabel

  @Field(() => Boolean, { defaultValue: false })
  primary!: boolean
}

@InputType()
export class ContactPhoneInput {
  @Field(() => PhoneNumber)
  number!: string

  @Field(() => ContactLabel)
  label!: ContactLabel

  @Field(() => Boolean, { defaultValue: false })
  primary!: boolean
}

@InputType()
export class ContactAddressInput {
  @Field(() => ContactLabel)
  label!: ContactLabel

  @Field(() => [String])
  lines!: string[]

  @Field(() => String, { nullable: true })
  city?: string | null

  @Field(() => String, { nullable: true })
  region?: string | null

  @Field(() => String, { nullable: true })
  postalCode?: string | null

  @Field(() => CountryCode)
  country!: string
}

@InputType()
export class ContactInput {
  @Field(() => [ContactEmailInput], { nullable: true })
  emails?: ContactEmailInput[] | null

  @Field(() => [ContactPhoneInput], { nullable: true })
  phones?: ContactPhoneInput[] | null

  @Field(() => [ContactAddressInput], { nullable: true })
  addresses?: ContactAddressInput[] | null
}
