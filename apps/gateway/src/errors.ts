import { randomUUID } from 'node:crypto'
import { inputFault, isErrorCode } from '@brokersync/schema/errors'
import { GraphQLError, type GraphQLErrorExtensions } from 'graphql'
import type { Logger } from 'pino'

const inputCodes: readonly unknown[] = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST', 'BAD_USER_INPUT', 'OPERATION_RESOLUTION_FAILURE']
const awayCodes: readonly unknown[] = ['DOWNSTREAM_SERVICE_ERROR', 'SUBREQUEST_HTTP_ERROR', 'RESPONSE_VALIDATION_FAILED', 'SCHEMA_RELOAD', 'SHUTTING_DOWN', 'TIMEOUT_ERROR']

interface Told {
  message: string
  extensions: GraphQLErrorExtensions
}

// What graphql-js itself finds wrong with a document or its variables has no code, and no other cause than graphql-js' own.
const isOfInput = ({ extensions: { code }, originalError, path }: GraphQLError) =>
  inputCodes.includes(code) || (code === undefined && path === undefined && (originalError === undefined || originalError instanceof GraphQLError))

/** Which of the contract's errors it is; null for what nobody foresaw. */
function foreseen(error: GraphQLError, hints: boolean): Told | null {
  const { message } = error
  const { code, serviceName, ...details } = error.extensions
  if (isErrorCode(code) && (code !== 'BAD_USER_INPUT' || details['fields'] !== undefined)) return { message, extensions: { ...details, code } }
  if (awayCodes.includes(code)) {
    const what = typeof serviceName === 'string' ? `What ${serviceName.toLowerCase().replaceAll('_', ', ')} serves` : 'A part of this'
    return { message: `${what} is not available at the moment; try again`, extensions: { code: 'UNAVAILABLE' } }
  }
  if (!isOfInput(error)) return null
  const told = inputFault(message, { reason: error.originalError?.message, hints })
  // A body that is no JSON is no well-formed request, whatever the answer's type: the status that the specification asks for.
  const http = code === 'BAD_REQUEST' ? { status: 400 } : error.extensions.http
  return { message: told.message, extensions: { ...(http !== undefined && { http }), code: 'BAD_USER_INPUT', fields: [told.field] } }
}

/** Tells errors by the contract's codes; those of subgraphs are so already. */
export type Tell = (errors: readonly GraphQLError[]) => GraphQLError[]

/** @param options.hints whether messages may name other parts of the schema. */
export const teller = ({ hints, logger }: { hints: boolean; logger: Logger }): Tell => {
  const unforeseen = (error: GraphQLError): Told => {
    const id = randomUUID()
    logger.error({ id, error: error.originalError?.stack ?? error.stack, code: error.extensions['code'], path: error.path }, 'an operation failed')
    return { message: `Something went wrong here; it is in the log under ${id}`, extensions: { code: 'INTERNAL', id } }
  }
  return (errors) =>
    errors.map((error) => {
      const { message, extensions } = foreseen(error, hints) ?? unforeseen(error)
      const { nodes = null, source = null, positions = null, path = null } = error
      return new GraphQLError(message, { nodes, source, positions, path, extensions })
    })
}
