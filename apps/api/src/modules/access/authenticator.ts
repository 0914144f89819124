import { timingSafeEqual } from 'node:crypto'
import fastifyCookie from '@fastify/cookie'
import { commandLine, sayWhoActs, type Actor } from '../../platform/directory/actor'
import { reachesOf } from '../../platform/directory/reach'
import { unauthenticated } from '../../platform/errors/domain-error'
import type { Authenticator } from '../../platform/http/authenticator'
import { tokenMark } from './api-token'
import type { RoleKeeper } from './role-keeper'
import { previewer } from './preview'
import { reachPartsOf } from './reach-parts'
import { withinScopes } from './roles'
import { secretHash } from './secret'
import { sessionCookie } from './session'
import type { Bearer, CredentialStore } from './store/credential.store'
import type { User } from './user'
import type { UserStore } from './store/user.store'

const refused = () => unauthenticated('The credentials are wrong, or hold no more; sign in again, or send another API token')

async function actorOf(bearer: Bearer | null, kind: 'session' | 'token' | typeof commandLine, roles: RoleKeeper): Promise<Actor> {
  if (bearer === null) throw refused()
  const isToChange = kind === 'session' && bearer.mustChangePassword
  const permissions = withinScopes((await roles.at(bearer.rolesVersion)).grantsOf(bearer.roles), isToChange ? [] : bearer.scopes)
  return {
    userId: bearer.userId,
    roles: bearer.roles,
    permissions,
    reaches: reachesOf(reachPartsOf(bearer, permissions)),
    reachUntil: bearer.reachUntil,
    credential: kind === commandLine ? kind : `${kind}:${bearer.credentialId}`,
    expiresAt: bearer.expiresAt,
    minuteBudget: bearer.minuteBudget,
  }
}

/**
 * Tells who asks: by a bearer token (RFC 6750), which may be the environment's, otherwise by the session's cookie. The environment's
 * acts for one user for good, the one that the first start made: it is never a second person beside that user, and no other's name stands for what it does.
 */
export function createAuthenticator(options: { store: CredentialStore; roles: RoleKeeper; adminToken: string | undefined }): Authenticator {
  const { store, roles } = options
  const adminHash = options.adminToken === undefined ? null : secretHash(options.adminToken)

  const byToken = async (token: string): Promise<Actor> => {
    const hash = secretHash(token)
    if (adminHash !== null && timingSafeEqual(hash, adminHash)) return actorOf(await store.firstUser(), 'token', roles)
    if (!token.startsWith(tokenMark)) throw refused()
    return actorOf(await store.byToken(hash), 'token', roles)
  }

  const seenAs = previewer({ store, roles })

  return {
    async authenticate({ authorization, cookie, viewAs }) {
      if (authorization !== undefined) {
        const token = /^Bearer +(.*\S) *$/i.exec(authorization)?.[1]
        if (token === undefined) throw refused()
        return byToken(token)
      }
      const session = cookie === undefined ? undefined : fastifyCookie.parse(cookie)[sessionCookie]
      if (session === undefined || session === '') return null
      const actor = await actorOf(await store.bySession(secretHash(session)), 'session', roles)
      return viewAs === undefined ? actor : seenAs(actor, viewAs)
    },
  }
}

/**
 * Who acts at the command line: whoever is at the server's keyboard names an active user, and has what that user has. Nothing proves that it is that
 * person; so the record says beside the name through what it was done. Where nobody is named and there is one administrator alone, it is that.
 */
export const commandLineActor =
  ({ users, store, roles }: { users: Pick<UserStore, 'byEmail' | 'activeWith'>; store: CredentialStore; roles: RoleKeeper }) =>
  async (email: string | null): Promise<Actor> => {
    const user = email === null ? await onlyAdministrator(users) : await users.byEmail(email.trim().toLowerCase())
    const bearer = user === null ? null : await store.byUser(user.id)
    if (bearer === null) throw unauthenticated(`There is no active user with the email ${email}`)
    return actorOf(bearer, commandLine, roles)
  }

async function onlyAdministrator(users: Pick<UserStore, 'activeWith'>): Promise<User> {
  const [user, ...others] = await users.activeWith(['ADMIN'])
  if (user === undefined || others.length > 0) throw unauthenticated(sayWhoActs)
  return user
}
