import { DomainError } from '../../platform/errors/domain-error'

/** More sign-ins were refused than are let through in a while. */
export class TooManyTries extends DomainError {
  /** @param retryAfter seconds. */
  constructor(readonly retryAfter: number) {
    super('RATE_LIMITED', `Too many tries to sign in; try again in ${retryAfter} seconds`)
  }
}
