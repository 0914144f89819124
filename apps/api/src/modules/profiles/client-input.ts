import countries from 'i18n-iso-countries'
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'
import { z } from 'zod'
import {
  Channel, ClientKind, ContactFrequency, ContactLabel, GoalKind, Horizon, Instrument, LifecycleStage, OrderType, RiskTolerance, TimeOfDay,
} from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import { badInput, type Fault } from '../../platform/errors/domain-error'
import { uuidv7 } from '../../platform/ids'
import type { ClientContent, Sensitive } from './client'

/** What the firm's configuration says of a valid client. */
export interface InputRules {
  isCommodity: (code: string) => boolean
  /** ISO 3166-1 alpha-2: by it a phone number without a country code is read where the client has no address. */
  country: string
}

const oneOf = <Values extends Record<string, string>>(values: Values) => z.enum(values, `must be one of ${Object.keys(values).join(', ')}`)
const text = (most: number) => z.string('must be text').trim().min(1, 'must not be empty').max(most, `must have at most ${most} characters`)
const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? null)
const listOf = <Schema extends z.ZodType>(schema: Schema, most: number) => z.array(schema).max(most, `must have at most ${most} entries`).nullish().transform((list) => list ?? [])
const boolean = z.boolean('must be true or false')

/** A real day of the calendar, yyyy-mm-dd, of year 1800 to 2200. */
const day = z.string('must be a date').refine(isDay, 'must be a real date as yyyy-mm-dd')
const decimal = z.string('must be a decimal number as text').regex(/^-?\d{1,20}(\.\d{1,10})?$/, 'must be a decimal number such as 612.25')
const country = z.string('must be a country').transform((code) => code.toUpperCase()).refine((code) => countries.isValid(code) && code.length === 2, 'must be a country by its ISO 3166-1 alpha-2 code')
const language = z.string().refine(isLanguage, 'must be a language tag such as en-GB (BCP 47)')
const timeZone = z.string().refine(isTimeZone, 'must be a time zone such as Europe/London (IANA)')

function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (match === null) return false
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) && Number(match[1]) >= 1800 && Number(match[1]) <= 2200
}

function isLanguage(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1
  } catch {
    return false
  }
}

function isTimeZone(value: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }))
  } catch {
    return false
  }
}

const address = z.object({
  label: oneOf(ContactLabel).default('OTHER'),
  lines: listOf(text(200), 10),
  city: orNull(text(100)),
  region: orNull(text(100)),
  postalCode: orNull(text(20)),
  country,
})

/** Exactly one of a list of contacts is the primary one: the one that says so, or the first. */
function withPrimary<Entry extends { primary: boolean }>(entries: readonly Entry[]): Entry[] {
  const primary = Math.max(0, entries.findIndex((entry) => entry.primary))
  return entries.map((entry, index) => ({ ...entry, primary: index === primary }))
}

/** A phone number, read as one of a country where it has no country code of its own; E.164 comes out. */
const phone = (country: string) =>
  text(40).transform((number, context) => {
    const parsed = parsePhoneNumberFromString(number, country as CountryCode)
    if (parsed?.isValid() === true) return parsed.number as string
    context.addIssue({ code: 'custom', message: 'must be a telephone number that exists, best as +442071838750' })
    return z.NEVER
  })

const email = z.string('must be an email address').trim().pipe(z.email('must be an email address').max(254, 'must have at most 254 characters'))

const contactSchema = (near: string) =>
  z.object({
    emails: listOf(z.object({ address: email, label: oneOf(ContactLabel).default('OTHER'), primary: boolean.default(false) }), 20).transform(withPrimary),
    phones: listOf(z.object({ number: phone(near), label: oneOf(ContactLabel).default('OTHER'), primary: boolean.default(false) }), 20).transform(withPrimary),
    addresses: listOf(address, 20),
  })

const goalSchema = (commodity: z.ZodType<string>) =>
  z.object({
    id: z.string().nullish().transform((id) => (id !== null && id !== undefined && isUuid(id) ? id : uuidv7<string>())),
    title: text(200),
    kind: oneOf(GoalKind).default('OTHER'),
    unit: orNull(text(40)),
    notes: orNull(text(4_000)),
    horizon: oneOf(Horizon),
    commodity: orNull(commodity),
    targetValue: orNull(decimal),
    currentValue: orNull(decimal),
    dueOn: orNull(day),
  })

const tag = text(60)
const reference = z.object({ source: text(60), value: text(200) })

/** @param near the country of phone numbers without a country code. */
function contentSchema(rules: InputRules, near: string) {
  const commodity = z.string().refine(rules.isCommodity, 'must be a commodity of the firm’s list')
  return z.object({
    displayName: text(200),
    lifecycleStage: oneOf(LifecycleStage),
    ownerId: z.string().refine(isUuid, 'must be the id of a user').transform((id) => id as UserId).nullable(),
    tags: listOf(tag, 100).transform((tags) => [...new Set(tags)]),
    contact: contactSchema(near).nullable().transform((contact) => contact ?? { emails: [], phones: [], addresses: [] }),
    communicationPreferences: z
      .object({ channels: listOf(oneOf(Channel), 5), timesOfDay: listOf(oneOf(TimeOfDay), 3), frequency: orNull(oneOf(ContactFrequency)), language: orNull(language), timeZone: orNull(timeZone) })
      .nullable(),
    tradingPreferences: z.object({ commodities: listOf(commodity, 100), instruments: listOf(oneOf(Instrument), 6), orderTypes: listOf(oneOf(OrderType), 4) }).nullable(),
    risk: z
      .object({ tolerance: oneOf(RiskTolerance), score: orNull(z.int('must be a whole number').min(0, 'must be from 0 to 100').max(100, 'must be from 0 to 100')), horizon: orNull(oneOf(Horizon)), assessedOn: orNull(day) })
      .nullable(),
    goals: listOf(goalSchema(commodity), 100),
    externalReferences: listOf(reference, 50),
    sensitive: z.object({ taxId: orNull(text(60)), dateOfBirth: orNull(day), identityDocument: orNull(text(200)) }).nullable(),
  })
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw badInput(parsed.error.issues.map((issue): Fault => ({ path: issue.path.join('.'), message: issue.input === undefined && issue.message.startsWith('Invalid') ? 'is missing' : issue.message })))
}

/** A new client's content, as it is kept. */
export type NewClient = ClientContent & { kind: keyof typeof ClientKind; ownerId: UserId | null | undefined; sensitive: Sensitive | null }
/** The fields of a client that an update gives; the others stay. */
export type ClientPatch = Partial<ClientContent> & { ownerId?: UserId | null; sensitive?: Sensitive | null }

/** Checks inputs of clients, from the API or a file. */
export interface ClientInputs {
  /** @throws {DomainError} BAD_USER_INPUT with all faults at once. */
  parseNew(input: unknown): NewClient
  /** @throws {DomainError} BAD_USER_INPUT with all faults at once. */
  parsePatch(input: unknown): ClientPatch
  /** Tags as they are kept. @throws {DomainError} BAD_USER_INPUT. */
  parseTags(input: { add: unknown; remove: unknown }): { add: string[]; remove: string[] }
}

export function clientInputs(rules: InputRules): ClientInputs {
  const schemas = new Map<string, ReturnType<typeof schemasNear>>()
  const schemasNear = (country: string) => {
    const content = contentSchema(rules, country)
    return { fresh: content.partial().extend({ kind: oneOf(ClientKind), displayName: text(200), lifecycleStage: oneOf(LifecycleStage).default('PROSPECT') }), patch: content.partial() }
  }
  /** One for each country, made when it is first met: the country of a phone number is its client's. */
  const schemasOf = (input: unknown) => {
    const near = countryOf(input) ?? rules.country
    const known = schemas.get(near) ?? schemasNear(near)
    schemas.set(near, known)
    return known
  }
  const tags = z.object({ add: listOf(tag, 100), remove: listOf(tag, 100) })
  return {
    parseNew(input) {
      const given = parse(schemasOf(input).fresh, input)
      return {
        kind: given.kind,
        displayName: given.displayName,
        lifecycleStage: given.lifecycleStage,
        ownerId: given.ownerId,
        tags: given.tags ?? [],
        contact: given.contact ?? { emails: [], phones: [], addresses: [] },
        communicationPreferences: given.communicationPreferences ?? null,
        tradingPreferences: given.tradingPreferences ?? null,
        risk: given.risk ?? null,
        goals: given.goals ?? [],
        externalReferences: given.externalReferences ?? [],
        sensitive: given.sensitive ?? null,
      }
    },
    parsePatch(input) {
      const present = Object.fromEntries(Object.entries(parse(schemasOf(input).patch, input)).filter(([field]) => isGiven(input, field)))
      return present as ClientPatch
    },
    parseTags: (input) => parse(tags, input),
  }
}

// `listOf` gives an empty list for what was left out too; an update must leave that alone.
const isGiven = (input: unknown, field: string): boolean => typeof input === 'object' && input !== null && (input as Record<string, unknown>)[field] !== undefined

const anyCountry = z.object({ contact: z.object({ addresses: z.tuple([z.object({ country: z.string() })], z.unknown()) }) })

/** The country of a client's first address, where it has one that exists. */
function countryOf(input: unknown): string | undefined {
  const parsed = anyCountry.safeParse(input)
  const code = parsed.data?.contact.addresses[0].country.toUpperCase()
  return code !== undefined && countries.isValid(code) ? code : undefined
}
