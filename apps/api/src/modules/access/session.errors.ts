import { DomainError } from '../../platform/errors/domain-error'

/** More passwords were refused than are let through in a while. */
export class TooManyTries extends DomainError {
  /** @param retryAfter seconds. */
  constructor(readonly retryAfter: number, message = `Too many tries to sign in; try again in ${retryAfter} seconds`) {
    super('RATE_LIMITED', message)
  }
}

/** More sign-ins wait than can be checked in a second or two. */
export class TooBusy extends TooManyTries {
  constructor() {
    super(2, 'Too many people sign in at this moment; try again in a moment')
  }
}
