import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import { GraphQLJSON, GraphQLSafeInt } from 'graphql-scalars'

export { GraphQLJSON as Json, GraphQLSafeInt as SafeInt }

/**
 * A scalar that takes any string: the service validates it and reports every fault of an input together,
 * where GraphQL's own coercion would report only the first, in its own words.
 */
function text(name: string, description: string, specifiedByURL: string | null, serialize = (value: unknown) => String(value)) {
  const take = (value: unknown): string => {
    if (typeof value === 'string') return value
    throw new GraphQLError(`${name} is a string`, { extensions: { code: 'BAD_USER_INPUT' } })
  }
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL,
    serialize,
    parseValue: take,
    parseLiteral: (node: ValueNode) => take(node.kind === Kind.STRING ? node.value : undefined),
  })
}

const instant = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value))

export const DateTime = text('DateTime', 'An instant (RFC 3339), in UTC on output', 'https://datatracker.ietf.org/doc/html/rfc3339', instant)
export const LocalDate = text('Date', 'A calendar date, yyyy-mm-dd (RFC 3339 full-date)', 'https://datatracker.ietf.org/doc/html/rfc3339')
export const Decimal = text('Decimal', 'An exact decimal number as a string: "612.25"', null)
export const EmailAddress = text('EmailAddress', 'An email address (RFC 5321)', 'https://datatracker.ietf.org/doc/html/rfc5321')
export const PhoneNumber = text('PhoneNumber', 'A telephone number, E.164 on output', 'https://www.itu.int/rec/T-REC-E.164')
export const CountryCode = text('CountryCode', 'A country, ISO 3166-1 alpha-2', 'https://www.iso.org/iso-3166-country-codes.html')
export const Locale = text('Locale', 'A language tag (BCP 47)', 'https://datatracker.ietf.org/doc/html/rfc5646')
export const TimeZone = text('TimeZone', 'A time zone by its IANA name', 'https://www.iana.org/time-zones')
