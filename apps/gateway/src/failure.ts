import type { ErrorCode } from '@brokersync/schema/errors'
import { GraphQLError } from 'graphql'

/** A failure of the gateway itself, by a code of the contract's list. */
export const failure = (code: ErrorCode, message: string, details: Record<string, unknown> = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { ...details, code } })

export const unavailable = (what: string): GraphQLError => failure('UNAVAILABLE', `${what} is not available at the moment; try again`)

export const codeOf = (error: unknown): unknown => (error instanceof GraphQLError ? error.extensions['code'] : undefined)
