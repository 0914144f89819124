import { parseWithin } from '@brokersync/schema/document-limits'
import { GraphQLError, type DocumentNode } from 'graphql'

/** Characters below which a document cannot take long, whatever is in it; our own page's are shorter. */
const short = 8_000

/** A document within the limits, or why it is none. */
export function parsed(source: string): DocumentNode | GraphQLError {
  try {
    return parseWithin(source)
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

/** Why a long document is refused before Apollo looks at it; null where it is short, within the limits, or no GraphQL at all, which is told elsewhere. */
export function tooLarge(source: unknown): GraphQLError | null {
  if (typeof source !== 'string' || source.length <= short) return null
  const document = parsed(source)
  return document instanceof GraphQLError && document.extensions['code'] === 'QUERY_TOO_COMPLEX' ? document : null
}
