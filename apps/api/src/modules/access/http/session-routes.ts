import type { FastifyInstance, FastifyRequest } from 'fastify'
import { deviceCookie, deviceSeconds } from '../device'
import { cookieOptions, sessionCookie, sessionSeconds } from '../session'
import { TooManyTries } from '../session.errors'
import type { SessionService } from '../session.service'

/** Bytes: an email, and a password of the greatest length in the widest of characters. */
const longestSignIn = 16_384

const from = ({ id, ip, headers, cookies }: FastifyRequest) => ({ id, address: ip, userAgent: headers['user-agent'] ?? null, device: cookies[deviceCookie] })

/**
 * The page's sign-in and sign-out.
 * @param publicUrl the product's own address; where it is of https, the cookie never travels without.
 */
export const sessionRoutes = (sessions: SessionService, publicUrl: string | undefined) => (server: FastifyInstance): void => {
  const options = cookieOptions(publicUrl)

  server.post('/api/auth/sign-in/email', { bodyLimit: longestSignIn }, async (request, reply) => {
    const { user, secret, device } = await sessions.signIn(request.body, from(request)).catch((error: unknown) => {
      if (error instanceof TooManyTries) void reply.header('retry-after', error.retryAfter)
      throw error
    })
    void reply
      .setCookie(sessionCookie, secret, { ...options, maxAge: sessionSeconds })
      .setCookie(deviceCookie, device, { ...options, path: '/api/auth', maxAge: deviceSeconds })
      .header('cache-control', 'no-store')
    return { user: { id: user.id, name: user.name, email: user.email }, ...(user.oneTimeUntil !== null && { mustChangePassword: true }) }
  })

  server.post('/api/auth/sign-out', async (request, reply) => {
    const secret = request.cookies[sessionCookie]
    if (secret !== undefined && secret !== '') await sessions.signOut(secret, from(request))
    return reply.clearCookie(sessionCookie, options).status(204).send()
  })
}
