import type { CookieSerializeOptions } from '@fastify/cookie'
import type { UserId } from '@brokersync/schema/ids'

export const sessionCookie = 'brokersync_session'

/** How long a session lasts at most, in seconds. */
export const sessionSeconds = 7 * 24 * 60 * 60

/** From where a session was opened. */
export interface SessionOrigin {
  /** IPv4 or IPv6. */
  address: string
  /** The browser, as it names itself (`User-Agent`), at most 300 characters; null where it does not. */
  userAgent: string | null
}

/** That a person is signed in at one browser. */
export interface Session {
  id: string
  userId: UserId
  createdAt: Date
  /** Its last use, to the minute. */
  seenAt: Date
  /** When it ends in any case. */
  expiresAt: Date
  /** Null: it holds. */
  endedAt: Date | null
  /** Null where it was not noted, or its user's key is no more. */
  origin: SessionOrigin | null
}

/** The cookie's attributes: no script reads it, and no other site's form sends it. */
export const cookieOptions = (publicUrl: string | undefined): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: publicUrl?.startsWith('https:') ?? false,
})
