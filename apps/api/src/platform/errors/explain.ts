import { RootKeyError } from '../keys/root-key'
import { SigningKeyError } from '../keys/signing-key'
import { MigrationError } from '../postgres/migrate'
import { isDomainError } from './domain-error'

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '')

/** What went wrong at start, in a sentence that says how to go on; a stack only for what nobody foresaw. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError && error.errors.length > 0) return explain(error.errors[0])
  if (error instanceof MigrationError || error instanceof RootKeyError || error instanceof SigningKeyError || isDomainError(error)) return error.message
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `Port ${'port' in error ? String(error.port) : ''} is in use; stop what listens there, or choose another with PORT`
    case 'EACCES':
      return `Not allowed: ${error.message}; choose another PORT, or DATA_DIR that this user may write to`
    case 'ENOSPC':
    case '53100':
      return 'The disk is full; make room and start again'
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
    case 'ECONNRESET':
      return `The database cannot be reached (${error.message}); see that DATABASE_URL is right and Postgres runs`
    case '28P01':
    case '28000':
      return `The database refuses the user (${error.message}); see that user and password in DATABASE_URL are right`
    case '3D000':
      return `${error.message}; create it, or name another in DATABASE_URL`
    case '57P03':
      return 'The database is still starting; start again in a moment'
    default:
      return error.stack ?? error.message
  }
}
