import { isPermission } from '@brokersync/schema/permissions'
import { isUuid } from '@brokersync/schema/ids'
import { madeWith, rowOfChange, type FieldChange } from '../../../platform/audit/changes'
import type { Surroundings } from '../../../platform/module'
import type { Row } from '../../../platform/postgres/database'
import type { ApiToken } from '../api-token'
import { authenticationSql } from './authentication-sql'
import type { Bearer, CredentialStore } from './credential.store'
import { ended } from './credential-writes'

type TokenRow = Row & Omit<ApiToken, 'scopes'> & { scopes: readonly string[] }

const tokenOf = (row: TokenRow): ApiToken => ({ ...row, scopes: row.scopes.filter(isPermission) })

const columns = `id, user_id AS "userId", name, prefix, scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt", revoked_at AS "revokedAt", minute_budget AS "minuteBudget"`
const byIdSql = `SELECT ${columns} FROM access.api_token WHERE id = $1`
const ofSql = `SELECT t.* FROM unnest($1::uuid[]) AS u(id) CROSS JOIN LATERAL (
    SELECT ${columns} FROM access.api_token
    WHERE user_id = u.id AND ($2::uuid IS NULL OR id < $2) AND ($4::boolean OR (revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())))
    ORDER BY id DESC LIMIT $3
  ) AS t`
const createTokenSql = `INSERT INTO access.api_token (id, user_id, name, prefix, token_hash, scopes, expires_at, created_at, minute_budget)
  VALUES ($1, $2, $3, $4, $5, $6::text[], $7, $8, $9) RETURNING 1`
const revokeSql = 'UPDATE access.api_token SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1 RETURNING 1'

export function postgresCredentialStore({ database, keys, commit }: Pick<Surroundings, 'database' | 'keys' | 'commit'>): CredentialStore {
  const audited = (action: string, id: string, changes: readonly FieldChange[]) =>
    rowOfChange(keys, { action, owner: { id, class: 'token' }, subject: { type: 'ApiToken', id }, needs: 'users:read' }, changes)
  const bearer = async (sql: string, values: unknown[]): Promise<Bearer | null> => {
    // The statement's columns are a Bearer's.
    const [row] = await database.query(sql, values)
    return (row as unknown as Bearer | undefined) ?? null
  }
  return {
    bySession: (secretHash) => bearer(authenticationSql.session, [secretHash]),
    byToken: (secretHash) => bearer(authenticationSql.token, [secretHash]),
    firstUser: () => bearer(authenticationSql.firstUser, []),
    byUser: (id) => bearer(authenticationSql.user, [id]),
    tokensOf: async (userIds, { after, limit, withOver }) => (await database.query<TokenRow>(ofSql, [userIds, after, limit, withOver])).map(tokenOf),
    async tokenById(id) {
      const [row] = isUuid(id) ? await database.query<TokenRow>(byIdSql, [id]) : []
      return row === undefined ? null : tokenOf(row)
    },
    async createToken(token, { secretHash, claims, origin }) {
      const { userId, name, prefix, scopes, expiresAt, minuteBudget } = token
      const made = madeWith({ userId, name, prefix, scopes, expiresAt, minuteBudget })
      const values = [token.id, token.userId, token.name, token.prefix, secretHash, token.scopes, token.expiresAt, token.createdAt, token.minuteBudget]
      await commit({ writes: [{ sql: createTokenSql, values }], audit: [await audited('createApiToken', token.id, made)], claims }, origin)
    },
    async revokeToken({ id, userId, revokedAt }, origin) {
      const events = [ended('token.revoked', userId, { credential: `token:${id}` })]
      await commit({ writes: [{ sql: revokeSql, values: [id, revokedAt], expect: 1 }], events, audit: [await audited('revokeApiToken', id, madeWith({ revokedAt }))] }, origin, 'logged')
    },
  }
}
