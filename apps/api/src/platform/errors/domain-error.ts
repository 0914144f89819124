import type { ErrorCode } from '@brokersync/schema/errors'

/** One thing that is wrong with an input: `path` in the input's own words (`contact.emails.0.address`). */
export interface Fault {
  path: string
  message: string
}

/** What can go wrong in a way that the caller should know of; anything else is INTERNAL. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Further keys of the error's extensions. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.name = 'DomainError'
  }
}

export const unauthenticated = (message = 'Sign in, or send an API token') => new DomainError('UNAUTHENTICATED', message)
export const forbidden = (message: string) => new DomainError('FORBIDDEN', message)
export const notFound = (what: string) => new DomainError('NOT_FOUND', `There is no such ${what}`)
export const conflict = (message: string, details: Record<string, unknown> = {}) => new DomainError('CONFLICT', message, details)
export const gone = (what: string) => new DomainError('GONE', `This ${what} was erased`)
export const unavailable = (what: string) => new DomainError('UNAVAILABLE', `${what} is not available at the moment; try again`)

/** An input that is refused, with all its faults at once. */
export const badInput = (fields: readonly Fault[]) =>
  new DomainError('BAD_USER_INPUT', fields.map((field) => (field.path === '' ? field.message : `${field.path}: ${field.message}`)).join('; '), { fields })

/** A change made on an old version: the caller reads the current one and decides again. */
export const staleVersion = (what: string, currentVersion: number) =>
  conflict(`This ${what} was changed meanwhile; its version is now ${currentVersion}`, { currentVersion })

export const isDomainError = (error: unknown): error is DomainError => error instanceof DomainError
