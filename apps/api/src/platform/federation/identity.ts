import { permissions, reaches } from '@brokersync/schema/permissions'
import { Role } from '@brokersync/schema/enums'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import { viewAsHeader } from '@brokersync/schema/view-as'
import type { FastifyInstance } from 'fastify'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Actor } from '../directory/actor'
import { partsOf, reachesOf } from '../directory/reach'
import { unauthenticated } from '../errors/domain-error'
import type { Authenticator } from '../http/authenticator'

/** How long a caller's identity holds between processes: asked for anew with each operation, so that what is revoked is out at once. */
const seconds = 30
const audience = 'brokersync:subgraph'

const userId = z.uuid().transform((id) => id as UserId)
const instant = z.iso.datetime().nullable()
const dateOf = (text: string | null) => (text === null ? null : new Date(text))
const claims = z.object({
  sub: userId,
  roles: z.array(z.enum(Object.keys(Role) as [Role, ...Role[]])),
  permissions: z.array(z.tuple([z.enum(permissions), z.enum(reaches)])),
  reach: z.object({ userId, lenderIds: z.array(userId), teamIds: z.array(userId), clientIds: z.array(z.uuid().transform((id) => id as ClientId)), exceptOwnerIds: z.array(userId) }),
  reachUntil: instant,
  credential: z.string(),
  until: instant,
  minuteBudget: z.int().nullable().optional(),
  preview: z.literal(true).optional(),
})

/** The caller as one process of an installation tells it to another: a JWT (RFC 7519), signed with HS256 by a key that all its processes derive. */
export interface Identities {
  sign(actor: Actor): Promise<string>
  /** @throws {DomainError} UNAUTHENTICATED for a token that is forged, expired, or not meant for a subgraph. */
  verify(token: string): Promise<Actor>
}

/** @param key 32 bytes. */
export const createIdentities = (key: Buffer): Identities => ({
  sign: ({ userId: sub, roles, permissions: granted, reaches: reached, reachUntil, credential, expiresAt, minuteBudget, preview }) =>
    new SignJWT({
      roles, permissions: [...granted], reach: partsOf(reached), reachUntil: reachUntil?.toISOString() ?? null, credential, until: expiresAt?.toISOString() ?? null, minuteBudget, preview,
    })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(sub)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${seconds}s`)
      .sign(key),
  async verify(token) {
    const verified = await jwtVerify(token, key, { audience, algorithms: ['HS256'] }).catch(() => null)
    if (verified === null) throw unauthenticated('The identity is wrong, or holds no more')
    const { sub, roles, permissions: granted, reach, reachUntil, credential, until, minuteBudget, preview } = claims.parse(verified.payload)
    return {
      userId: sub, roles, permissions: new Map(granted), reaches: reachesOf(reach),
      reachUntil: dateOf(reachUntil), credential, expiresAt: dateOf(until), ...(minuteBudget != null && { minuteBudget }), ...(preview && { preview }),
    }
  },
})

const scheme = /^BrokerSync-Identity +(\S+)$/

/** Whether credentials say that the gateway passes a request on; whether they are right, only {@link Identities.verify} tells. */
export const isPassedOn = (authorization: string | undefined): boolean => scheme.test(authorization ?? '')

/**
 * Tells who asks a process that serves only some of the modules: the caller whom the gateway passes on.
 * @param own of the process that knows the users, which takes their own credentials as well.
 */
export const subgraphAuthenticator = (identities: Identities, own: Authenticator | undefined): Authenticator => ({
  async authenticate(credentials) {
    const token = scheme.exec(credentials.authorization ?? '')?.[1]
    if (token !== undefined) return identities.verify(token)
    if (own !== undefined) return own.authenticate(credentials)
    if (credentials.authorization === undefined) return null
    throw unauthenticated('This process takes only what the gateway passes on')
  },
})

/** Where the gateway changes a caller's own credentials for its identity; null for a caller without any. Nobody gets another's. */
export function serveIdentity(server: FastifyInstance, identities: Identities, authenticator: Authenticator): void {
  server.get('/internal/identity', async ({ headers }, reply) => {
    const actor = await authenticator.authenticate({ authorization: headers.authorization, cookie: headers.cookie, viewAs: headers[viewAsHeader]?.toString() })
    return reply.header('cache-control', 'no-store').send({ identity: actor === null ? null : await identities.sign(actor) })
  })
}
