import { connection, type Connection } from '@brokersync/schema/connection'
import type { UserId } from '@brokersync/schema/ids'
import { isPermission } from '@brokersync/schema/permissions'
import { z } from 'zod'
import type { Actor } from '../../platform/directory/actor'
import { badInput, forbidden, notFound } from '../../platform/errors/domain-error'
import { nameLine } from '../../platform/errors/line'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import { pageSize, type Cursors } from '../../platform/graph/cursor'
import { uuidv7 } from '../../platform/ids'
import type { Keys } from '../../platform/keys/keys'
import type { Claim } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { tokenMark, type ApiToken } from './api-token'
import { mayRevoke } from './api-token.policy'
import { newSecret, secretHash } from './secret'
import type { CredentialStore } from './store/credential.store'

/** A token, and its secret in the one answer that shows it. */
export type ShownToken = ApiToken & { token: string | null }

export interface NewApiToken {
  idempotencyKey?: string | null
  name: string
  scopes: string[]
  /** RFC 3339; null: till it is revoked. */
  expiresAt?: string | null
  /** Points that it may cost in a minute; null: as much as any credential may. */
  minuteBudget?: number | null
}

interface Parts {
  store: CredentialStore
  database: Database
  keys: Keys
  cursors: Cursors
}

/** A page of a user's tokens: those that hold, or also those that are revoked or expired. */
export interface TokensAsked {
  first: number
  after: string | null
  withOver: boolean
}

const list = 'apiTokens'

const scope = z.string().refine(isPermission, { error: ({ input }) => `is no permission: ${String(input).slice(0, 50)}` })

const input = z.object({
  name: nameLine(100),
  scopes: z.array(scope).min(1, 'must have at least one scope').transform((given) => [...new Set(given)]),
  expiresAt: z.iso
    .datetime({ offset: true, error: 'must be an instant like 2026-11-01T09:00:00Z (RFC 3339)' })
    .transform((text) => new Date(text))
    .refine((instant) => instant.getTime() > Date.now(), 'must be in the future')
    .nullish(),
  minuteBudget: z.int().min(1, 'must be at least 1').nullish(),
})

const prefixLength = tokenMark.length + 8

/** The API tokens that users make for their programs. */
export class ApiTokenService {
  constructor(private readonly parts: Parts) {}

  /** Of each of the users a page of its tokens, the newest first. @throws {DomainError} BAD_USER_INPUT. */
  async of(userIds: readonly UserId[], { first, after, withOver }: TokensAsked): Promise<Connection<ShownToken>[]> {
    const { store, cursors } = this.parts
    const size = pageSize(first)
    const beyond = after === null ? null : String(cursors.decode(list, after)[0])
    const all = await store.tokensOf(userIds, { after: beyond, limit: size + 1, withOver })
    const shape = (token: ApiToken) => ({ node: { ...token, token: null }, cursor: () => cursors.encode(list, [token.id]) })
    return userIds.map((id) => connection(all.filter(({ userId }) => userId === id), { first: size, after: after !== null }, shape))
  }

  /**
   * Makes a token for the actor. Its secret is in this one answer; the same key again gives the token without it.
   * @throws {DomainError} BAD_USER_INPUT; FORBIDDEN for scopes that the actor has not.
   */
  create(context: RequestContext, token: NewApiToken): Promise<ShownToken> {
    const { database, keys } = this.parts
    const { idempotencyKey = null, ...given } = token
    const repeatable = { caller: context.actor.userId, operation: 'createApiToken', key: idempotencyKey, input: given }
    return idempotently({ database, schema: 'access', keys }, repeatable, (claims) => this.make(context, given, claims), (id) => this.again(id))
  }

  private async make({ actor, origin }: RequestContext, given: NewApiToken, claims: (id: string) => Claim[]): Promise<ShownToken> {
    const { name, scopes, expiresAt = null, minuteBudget: asked = null } = readInput(input, given)
    const beyond = scopes.filter((permission) => !actor.permissions.has(permission))
    if (beyond.length > 0) throw forbidden(`A token can do no more than who makes it, who has not ${beyond.join(', ')}`)
    requireNotLonger(actor, expiresAt)
    // A token gives no other more than it has itself.
    const minuteBudget = actor.minuteBudget == null ? asked : Math.min(asked ?? actor.minuteBudget, actor.minuteBudget)
    const secret = `${tokenMark}${newSecret()}`
    const prefix = secret.slice(0, prefixLength)
    const token: ApiToken = { id: uuidv7(), userId: actor.userId, name, prefix, scopes, createdAt: new Date(), lastUsedAt: null, expiresAt, revokedAt: null, minuteBudget }
    await this.parts.store.createToken(token, { secretHash: secretHash(secret), claims: claims(token.id), origin })
    return { ...token, token: secret }
  }

  private async again(id: string): Promise<ShownToken> {
    const token = await this.parts.store.tokenById(id)
    if (token === null) throw notFound('token')
    return { ...token, token: null }
  }

  /** Revokes a token; the requests and sockets that stand on it are refused from then on. @throws {DomainError} NOT_FOUND. */
  async revoke({ actor, origin }: RequestContext, id: string): Promise<ShownToken> {
    const token = await this.parts.store.tokenById(id)
    if (token === null || !mayRevoke(actor, token)) throw notFound('token')
    if (token.revokedAt !== null) return { ...token, token: null }
    const revoked = { ...token, revokedAt: new Date() }
    await this.parts.store.revokeToken(revoked, origin)
    return { ...revoked, token: null }
  }
}

// Otherwise a token could give itself a life beyond the one that it was given.
function requireNotLonger({ credential, expiresAt: most }: Actor, expiresAt: Date | null): void {
  if (!credential.startsWith('token:') || most === null || (expiresAt !== null && expiresAt <= most)) return
  throw badInput([{ path: 'expiresAt', message: `must not be later than ${most.toISOString()}, when the token that makes it expires` }])
}
