import type { Actor } from '../directory/actor'

/** What a request shows of who it is from. */
export interface Credentials {
  /** The `Authorization` header, or the one of graphql-ws' `connection_init`. */
  authorization: string | undefined
  /** The `Cookie` header. */
  cookie: string | undefined
  /** Whose eyes the page of a session is to be seen with, as `role:BROKER` or `user:<id>` (the header of `@brokersync/schema/view-as`); left out: one's own. */
  viewAs?: string | undefined
}

/** Tells who asks. */
export interface Authenticator {
  /** @returns null without credentials. @throws {DomainError} UNAUTHENTICATED for ones that are wrong, expired or revoked. */
  authenticate(credentials: Credentials): Promise<Actor | null>
}
