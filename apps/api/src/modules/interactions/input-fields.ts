import { z } from 'zod'
import { isUuid, type ClientId } from '@brokersync/schema/ids'
import { quantityUnits, unitNamed, unitSymbols } from '@brokersync/schema/units'
import type { Fault } from '../../platform/errors/domain-error'
import { earliest, hasCome } from '../../platform/errors/instant'
import type { Commodities } from '../../platform/firm/commodities'
import { currencies, isPriceUnit } from './notional'

/** The parts that the inputs of this module are made of; each says in one phrase what is wrong. */

const missing = 'is missing'

export const id = z.string({ error: missing }).refine(isUuid, 'is no id')
export const clientId = id.transform((value) => value.toLowerCase() as ClientId)

export const text = (most: number) => z.string({ error: missing }).max(most, `must have at most ${most.toLocaleString('en')} characters`)
export const written = (most: number) => text(most).refine((value) => value.trim() !== '', 'must not be empty')

/** A code or reference: one line of printable characters, since it is kept in clear and compared. */
export const code = (most: number) =>
  z.string({ error: missing }).trim().min(1, 'must not be empty').max(most, `must have at most ${most} characters`).regex(/^[\p{L}\p{N}\p{P}\p{S} ]*$/u, 'must be one line of printable characters')

/** A commodity that the firm trades, by its code. */
export const commodityOf = (commodities: Commodities) => code(40).refine((value) => commodities.get(value) !== undefined, 'is no commodity of the firm’s list')

export const oneOf = <Values extends Record<string, string>>(values: Values) =>
  z.enum(values, { error: ({ input }) => (input === undefined || input === null ? missing : `must be one of ${Object.keys(values).join(', ')}`) })

export const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value): z.output<Schema> | null => value ?? null)

/** An integer from `least` to `most`. */
export const integer = (least: number, most: number) =>
  z.int('must be a whole number').min(least, `must be from ${least} to ${most}`).max(most, `must be from ${least} to ${most}`)

const instantForm = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/

/** Reads an RFC 3339 instant, to the millisecond; null for what is none, or no day of the calendar. */
export function parseInstant(value: string): Date | null {
  const [, day = '', time = '', fraction = '', zone = ''] = instantForm.exec(value) ?? []
  if (day === '') return null
  const there = new Date(`${day}T${time}${fraction.slice(0, 4)}Z`)
  // JavaScript reads 31 February as a day in March.
  if (Number.isNaN(there.getTime()) || !there.toISOString().startsWith(day) || time.startsWith('24')) return null
  const instant = new Date(`${day}T${time}${fraction.slice(0, 4)}${zone.toUpperCase()}`)
  return Number.isNaN(instant.getTime()) ? null : instant
}

/** An instant of any time. */
export const instant = z.string({ error: missing }).transform((value, context) => {
  const parsed = parseInstant(value)
  if (parsed === null) context.addIssue({ code: 'custom', message: 'must be an instant such as 2026-11-20T10:00:00Z (RFC 3339)' })
  return parsed ?? z.NEVER
})

const yearsAhead = 10

/** When something happened: from 1900 to ten years from now. */
export const happened = instant.refine(
  (value) => value.getTime() >= earliest && value.getTime() < new Date().setUTCFullYear(new Date().getUTCFullYear() + yearsAhead),
  'must be from 1900-01-01 to ten years from now',
)

/** When something happened that cannot be planned. */
export const past = happened.refine(hasCome, 'must not lie in the future')

// The sign and digits as they are, without a plus and without zeros in front.
const tidy = (value: string): string => {
  const digits = value.replace(/^[+-]/, '').replace(/^0+(?=\d)/, '')
  return value.startsWith('-') && /[1-9]/.test(digits) ? `-${digits}` : digits
}

const digits = { before: 15, after: 10 }

/** An exact decimal as text, of so many digits as quantities and prices have, and some more. */
export const decimal = z
  .string({ error: missing })
  .trim()
  .regex(/^[+-]?\d+(\.\d+)?$/, 'must be a decimal number such as 612.25')
  .transform(tidy)
  .refine((value) => {
    const [whole = '', fraction = ''] = value.replace('-', '').split('.')
    return whole.length <= digits.before && fraction.length <= digits.after
  }, `must have at most ${digits.before} digits before the point and ${digits.after} after it`)

export const positive = decimal.refine((value) => !value.startsWith('-') && /[1-9]/.test(value), 'must be more than zero')

/** How quantities are measured: a unit of the firm's list, by its code or its symbol. */
export const unit = z.string({ error: missing }).transform((text, context) => {
  const known = unitNamed(text)
  if (known === undefined) context.addIssue({ code: 'custom', message: `must be one of ${quantityUnits.join(', ')}` })
  return known ?? z.NEVER
})

/** What a price is quoted in. */
export const priceUnit = z.string().trim().refine(isPriceUnit, `must be a currency and a unit such as USD/bbl, or USc/bu for cents; units are ${Object.values(unitSymbols).join(', ')}`)

/** ISO 4217. */
export const currency = z.string({ error: missing }).trim().refine((value) => currencies.has(value), 'must be a currency by its ISO 4217 code')

/** What an input says, or every fault of it in its own words. */
export type Parsed<Value> = { value: Value; faults?: undefined } | { value?: undefined; faults: Fault[] }

const faultsOf = (error: z.ZodError): Fault[] => error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))

/**
 * Reads an input by its schema.
 * @param further what is wrong with several fields together: zod runs such rules only when each field is right, and a caller wants to hear of all at once.
 */
export function parsed<Value>(schema: z.ZodType<Value>, input: object, further: readonly Fault[] = []): Parsed<Value> {
  const result = schema.safeParse(input)
  if (result.success && further.length === 0) return { value: result.data }
  return { faults: [...(result.success ? [] : faultsOf(result.error)), ...further] }
}
