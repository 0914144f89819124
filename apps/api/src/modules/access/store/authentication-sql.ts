// Sessions end when they are not used for so long, and in any case at `expires_at`.
const idle = `interval '12 hours'`

/** The condition of a session that holds. */
export const sessionHolds = `ended_at IS NULL AND expires_at > now() AND seen_at > now() - ${idle}`

const whose = `SELECT c.id AS "credentialId", c.user_id AS "userId", c.expires_at AS "expiresAt", c.scopes, u.roles, u.one_time_until IS NOT NULL AS "mustChangePassword",
         ARRAY(SELECT t.id FROM access."user" t WHERE t.team = u.team) AS "teamIds",
         '{}'::uuid[] AS "lenderIds", '{}'::uuid[] AS "grantedIds", '{}'::uuid[] AS "walledIds", NULL::timestamptz AS "reachUntil"
       FROM credential c JOIN access."user" u ON u.id = c.user_id AND u.active`

/**
 * The hot statements: credential, user, roles and team in one round trip. A use is noted at most once in a while,
 * so that most requests write nothing.
 */
export const authenticationSql = {
  session: `WITH credential AS (
      SELECT id, user_id, least(expires_at, now() + ${idle}) AS expires_at, NULL::text[] AS scopes FROM access.session
      WHERE token_hash = $1 AND ${sessionHolds}
    ), seen AS (
      UPDATE access.session s SET seen_at = now() FROM credential c WHERE s.id = c.id AND s.seen_at < now() - interval '1 minute' RETURNING 1
    )
    ${whose}`,
  token: `WITH credential AS (
      SELECT id, user_id, expires_at, scopes FROM access.api_token
      WHERE token_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
    ), used AS (
      UPDATE access.api_token t SET last_used_at = now() FROM credential c
      WHERE t.id = c.id AND (t.last_used_at IS NULL OR t.last_used_at < now() - interval '5 minutes') RETURNING 1
    )
    ${whose}`,
  firstAdministrator: `WITH credential AS (
      SELECT 'environment' AS id, id AS user_id, NULL::timestamptz AS expires_at, NULL::text[] AS scopes FROM access."user"
      WHERE active AND roles @> '{ADMIN}' ORDER BY id LIMIT 1
    )
    ${whose}`,
} as const
