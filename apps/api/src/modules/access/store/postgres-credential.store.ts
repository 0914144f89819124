import { isPermission } from '@brokersync/schema/permissions'
import { isUuid, type UserId } from '@brokersync/schema/ids'
import type { Surroundings } from '../../../platform/module'
import type { ApiToken } from '../api-token'
import { authenticationSql } from './authentication-sql'
import type { Bearer, CredentialStore } from './credential.store'
import { audited, ended } from './credential-writes'
import type { Prisma } from './prisma'

interface TokenRow {
  id: string
  userId: string
  name: string
  scopes: string[]
  expiresAt: Date | null
  revokedAt: Date | null
}

// The column is a UUID that this module gave to a user.
const tokenOf = (row: TokenRow): ApiToken => ({ ...row, userId: row.userId as UserId, scopes: row.scopes.filter(isPermission) })

const createTokenSql = `INSERT INTO access.api_token (id, user_id, name, prefix, token_hash, scopes, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6::text[], $7) RETURNING 1`
const revokeSql = 'UPDATE access.api_token SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1 RETURNING 1'

export function postgresCredentialStore({ prisma, database, commit }: { prisma: Prisma } & Pick<Surroundings, 'database' | 'commit'>): CredentialStore {
  const bearer = async (sql: string, values: unknown[]): Promise<Bearer | null> => {
    // The statement's columns are a Bearer's.
    const [row] = await database.query(sql, values)
    return (row as unknown as Bearer | undefined) ?? null
  }
  return {
    bySession: (secretHash) => bearer(authenticationSql.session, [secretHash]),
    byToken: (secretHash) => bearer(authenticationSql.token, [secretHash]),
    firstAdministrator: () => bearer(authenticationSql.firstAdministrator, []),
    async tokenById(id) {
      if (!isUuid(id)) return null
      const select = { id: true, userId: true, name: true, scopes: true, expiresAt: true, revokedAt: true } as const
      const row = await prisma.apiToken.findUnique({ where: { id }, select })
      return row === null ? null : tokenOf(row)
    },
    async createToken(token, { prefix, secretHash, claims, origin }) {
      const values = [token.id, token.userId, token.name, prefix, secretHash, token.scopes, token.expiresAt]
      await commit({ writes: [{ sql: createTokenSql, values }], audit: [audited('createApiToken', 'ApiToken', token.id)], claims }, origin)
    },
    async revokeToken({ id, userId, revokedAt }, origin) {
      const events = [ended('token.revoked', userId, { credential: `token:${id}` })]
      await commit({ writes: [{ sql: revokeSql, values: [id, revokedAt], expect: 1 }], events, audit: [audited('revokeApiToken', 'ApiToken', id)] }, origin, 'logged')
    },
  }
}
