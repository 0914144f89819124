import { randomUUID } from 'node:crypto'
import { inputFault, type ErrorCode } from '@brokersync/schema/errors'
import { unwrapResolverError } from '@apollo/server/errors'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { DomainError } from '../errors/domain-error'
import type { Logger } from '../telemetry/logger'

const inputCodes = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE', 'PERSISTED_QUERY_NOT_SUPPORTED']
const passedThrough: readonly string[] = ['QUERY_TOO_COMPLEX', 'PAYLOAD_TOO_LARGE', 'RATE_LIMITED'] satisfies ErrorCode[]

/**
 * Turns whatever was thrown into an error with a code of the contract's list; of what is unforeseen, only an id to find in the log.
 * @param options.hints whether messages may name other parts of the schema.
 */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown, { hints, logger }: { hints: boolean; logger: Logger }): GraphQLFormattedError {
  const place = { ...(formatted.locations && { locations: formatted.locations }), ...(formatted.path && { path: formatted.path }) }
  // What is thrown before a resolver runs (who asks cannot be told) comes with no path, and is not unwrapped by Apollo.
  const error = thrown instanceof GraphQLError && thrown.originalError instanceof DomainError ? thrown.originalError : unwrapResolverError(thrown)
  if (error instanceof DomainError) {
    return { message: error.message, ...place, extensions: { ...error.details, code: error.code } }
  }
  // Apollo puts its own code over that of a validation rule, which stands on the error below.
  const below = thrown instanceof GraphQLError && thrown.originalError instanceof GraphQLError ? thrown.originalError.extensions['code'] : undefined
  const given = below ?? formatted.extensions?.['code']
  const code = typeof given === 'string' ? given : ''
  if (passedThrough.includes(code)) return { message: formatted.message, ...place, extensions: { code } }
  if (inputCodes.includes(code) || (thrown instanceof GraphQLError && error === thrown && code === '')) {
    const { message, field } = inputFault(formatted.message, { reason: thrown instanceof GraphQLError ? thrown.originalError?.message : undefined, hints })
    return { message, ...place, extensions: { code: 'BAD_USER_INPUT', fields: [field] } }
  }
  const id = randomUUID()
  logger.error({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error), path: formatted.path }, 'an operation failed')
  return { message: `Something went wrong here; it is in the log under ${id}`, ...place, extensions: { code: 'INTERNAL', id } }
}
