import type { Role } from '@brokersync/schema/enums'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Claim, Origin } from '../../../platform/postgres/commit'
import type { ApiToken } from '../api-token'

/** Who stands behind a credential that holds at this moment; the user is active. */
export interface Bearer {
  /** Of the session or the token; `environment` for the token that the environment gives. */
  credentialId: string
  userId: UserId
  roles: readonly Role[]
  /** The users of the same team; empty without one. */
  teamIds: readonly UserId[]
  /** Whose clients are lent to the user now. */
  lenderIds: readonly UserId[]
  /** The single clients that are granted to the user now. */
  grantedIds: readonly ClientId[]
  /** The users of the teams behind a wall from the user's own. */
  walledIds: readonly UserId[]
  /** When the next loan begins or ends, or a grant expires, if nobody changes anything; null: never. */
  reachUntil: Date | null
  /** Whether its password was given by an administrator, and is to be changed before anything else. */
  mustChangePassword: boolean
  /** The version of the roles in force. */
  rolesVersion: number
  /** A token's scopes; null: all that the user may. */
  scopes: readonly string[] | null
  /** What a token may cost in a minute; null: as much as any credential may. */
  minuteBudget: number | null
  /** Null: for ever. */
  expiresAt: Date | null
}

/** Who stands behind a credential, and the API tokens. What is kept of each one's secret is its SHA-256. */
export interface CredentialStore {
  /** Whose session it is, if it holds: used within the last 12 hours, begun within the last 7 days. Notes the use. */
  bySession(secretHash: Buffer): Promise<Bearer | null>
  /** Whose token it is, if it holds. Notes the use. */
  byToken(secretHash: Buffer): Promise<Bearer | null>
  /** The user that the first start made, whatever its roles are now; null while it is inactive. */
  firstUser(): Promise<Bearer | null>
  /** What stands behind an active user, with no credential: to see with its eyes. */
  byUser(id: UserId): Promise<Bearer | null>

  /** The tokens of users, of each at most `limit` from before a token on, the newest first. @param page.withOver also those that are revoked or expired. */
  tokensOf(userIds: readonly UserId[], page: { after: string | null; limit: number; withOver: boolean }): Promise<ApiToken[]>
  tokenById(id: string): Promise<ApiToken | null>
  /** @throws {AlreadyClaimed} */
  createToken(token: ApiToken, options: { secretHash: Buffer; claims: readonly Claim[]; origin: Origin }): Promise<void>
  /** Revokes a token; one that is revoked already stays as it is. */
  revokeToken(token: ApiToken, origin: Origin): Promise<void>
}
