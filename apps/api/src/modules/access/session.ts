import type { CookieSerializeOptions } from '@fastify/cookie'

export const sessionCookie = 'brokersync_session'

/** How long a session lasts at most, in seconds. */
export const sessionSeconds = 7 * 24 * 60 * 60

/** The cookie's attributes: no script reads it, and no other site's form sends it. */
export const cookieOptions = (publicUrl: string | undefined): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: publicUrl?.startsWith('https:') ?? false,
})
