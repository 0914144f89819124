import { documentLimits, limits, parseLimits } from '@brokersync/schema/document-limits'
import { GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql'

/** Characters below which a document cannot take long, whatever is in it; our own page's are shorter. */
const short = 8_000

/**
 * Looks at the size of a long document before anything else does: what GraphQL itself checks grows with the square of what a document repeats.
 * @returns why it is refused; null where it is short, within the limits, or no GraphQL at all, which is told elsewhere.
 */
export function tooLarge(schema: GraphQLSchema, source: unknown): GraphQLError | null {
  if (typeof source !== 'string' || source.length <= short) return null
  if (source.length > limits.characters) {
    return new GraphQLError(`The document has more than ${limits.characters.toLocaleString('en')} characters; what is long belongs into variables`, { extensions: { code: 'QUERY_TOO_COMPLEX' } })
  }
  const document = parsed(source)
  return document instanceof GraphQLError ? null : (validate(schema, document, [documentLimits])[0] ?? null)
}

/** A document, or why it is none. */
export function parsed(source: string): DocumentNode | GraphQLError {
  try {
    return parse(source, parseLimits)
  } catch (error) {
    if (error instanceof GraphQLError) return error
    // Nested more deeply than the parser can go.
    if (error instanceof RangeError) return new GraphQLError('The document is nested too deeply', { extensions: { code: 'QUERY_TOO_COMPLEX' } })
    throw error
  }
}
