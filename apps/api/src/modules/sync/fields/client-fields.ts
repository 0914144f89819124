import {
  Channel, ClientKind, ContactFrequency, Horizon, Instrument, LifecycleStage, OrderType, RiskTolerance, TimeOfDay,
} from '@brokersync/schema/enums'
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'
import { readCountry } from './countries'
import { readDay } from './dates'
import { dated, joined, type Field, type Fields, type RowAround } from './field'
import { readInteger } from './numbers'
import { quote, Unreadable } from './unreadable'
import { codeOf, lineUpTo, listOf, oneOf, someOf, textUpTo } from './words'

const address = /^[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]+$/

function readEmail(text: string): string {
  if (text.length > 254 || !address.test(text)) throw new Unreadable(`${quote(text)} is no email address`)
  return text
}

function readPhone(text: string, country: string): string {
  const number = parsePhoneNumberFromString(text, country as CountryCode)
  if (number?.isValid() !== true) throw new Unreadable(`${quote(text)} is no telephone number that exists in ${country}; best as +442071838750`)
  return number.number
}

// A blank may be inside of a number, so that here each column is a number of its own.
const phones: Field = {
  read: (texts, { country }) => texts.flatMap(listOf).map((text) => readPhone(text, country)),
}

const emails = joined((text) => [...new Set(text.split(/[\s;,]+/).filter((part) => part !== ''))].map(readEmail))
const day = dated((text: string, { dateOrders }: RowAround, name: string) => readDay(text, dateOrders[name]))
const lines = joined((text) => text.split(/\r\n|\r|\n/).map(lineUpTo(200)).filter((line) => line !== ''))

/** The fields of a client that a file's columns can be mapped to. */
export const clientFields: Fields = {
  'externalReference': joined(lineUpTo(200)),
  'kind': joined(oneOf(ClientKind)),
  'displayName': joined(lineUpTo(200)),
  'lifecycleStage': joined(oneOf(LifecycleStage)),
  'tags': joined((text) => listOf(text).map(lineUpTo(60))),
  'ownerEmail': joined(readEmail),
  'contact.emails': emails,
  'contact.phones': phones,
  'contact.addresses.lines': lines,
  'contact.addresses.city': joined(lineUpTo(100)),
  'contact.addresses.region': joined(lineUpTo(100)),
  'contact.addresses.postalCode': joined(lineUpTo(20)),
  'contact.addresses.country': joined(readCountry),
  'communicationPreferences.channels': joined(someOf(Channel)),
  'communicationPreferences.frequency': joined(oneOf(ContactFrequency)),
  'communicationPreferences.language': joined(lineUpTo(35)),
  'communicationPreferences.timeZone': joined(lineUpTo(60)),
  'communicationPreferences.timesOfDay': joined(someOf(TimeOfDay)),
  'tradingPreferences.commodities': joined((text) => listOf(text).map(codeOf)),
  'tradingPreferences.instruments': joined(someOf(Instrument)),
  'tradingPreferences.orderTypes': joined(someOf(OrderType)),
  'risk.tolerance': joined(oneOf(RiskTolerance)),
  'risk.horizon': joined(oneOf(Horizon)),
  'risk.score': joined(readInteger),
  'risk.assessedOn': day,
  'sensitive.taxId': joined(lineUpTo(60)),
  'sensitive.dateOfBirth': day,
  'sensitive.identityDocument': joined(textUpTo(200)),
}

/** The fields that every client has. */
export const neededOfClient = ['kind', 'displayName'] as const
