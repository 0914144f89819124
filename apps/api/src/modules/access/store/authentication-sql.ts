// Sessions end when they are not used for so long, and in any case at `expires_at`.
const idle = `interval '12 hours'`

/** The condition of a session that holds. */
export const sessionHolds = `ended_at IS NULL AND expires_at > now() AND seen_at > now() - ${idle}`

const runs = 'l.to_id = u.id AND l.ended_at IS NULL AND l.ends_at > now()'
const granted = 'g.user_id = u.id AND g.revoked_at IS NULL AND (g.until IS NULL OR g.until > now())'

/** What a user `u` reaches by its team, by loans and grants, and what walls take away; and when that changes by itself. */
export const reachOfUser = `ARRAY(SELECT t.id FROM access."user" t WHERE t.team = u.team) AS "teamIds",
         ARRAY(SELECT l.from_id FROM access.loan l WHERE ${runs} AND l.starts_at <= now()) AS "lenderIds",
         ARRAY(SELECT g.client_id FROM access.client_grant g WHERE ${granted}) AS "grantedIds",
         ARRAY(SELECT t.id FROM access.wall w JOIN access."user" t ON t.team = CASE WHEN w.team = u.team THEN w.other_team ELSE w.team END
               WHERE w.removed_at IS NULL AND u.team IN (w.team, w.other_team)) AS "walledIds",
         (SELECT min(at) FROM (
            SELECT CASE WHEN l.starts_at > now() THEN l.starts_at ELSE l.ends_at END AS at FROM access.loan l WHERE ${runs}
            UNION ALL SELECT g.until FROM access.client_grant g WHERE ${granted}
          ) AS turns) AS "reachUntil"`

const whose = `SELECT c.id AS "credentialId", c.user_id AS "userId", c.expires_at AS "expiresAt", c.scopes, c.minute_budget AS "minuteBudget", u.roles, u.one_time_until IS NOT NULL AS "mustChangePassword",
         ${reachOfUser},
         (SELECT max(version) FROM access.role_set) AS "rolesVersion"
       FROM credential c JOIN access."user" u ON u.id = c.user_id AND u.active`

/**
 * The hot statements: credential, user, roles and what the user reaches in one round trip. A use is noted at most once in a while,
 * so that most requests write nothing.
 */
export const authenticationSql = {
  session: `WITH credential AS (
      SELECT id, user_id, least(expires_at, now() + ${idle}) AS expires_at, NULL::text[] AS scopes, NULL::int AS minute_budget FROM access.session
      WHERE token_hash = $1 AND ${sessionHolds}
    ), seen AS (
      UPDATE access.session s SET seen_at = now() FROM credential c WHERE s.id = c.id AND s.seen_at < now() - interval '1 minute' RETURNING 1
    )
    ${whose}`,
  token: `WITH credential AS (
      SELECT id, user_id, expires_at, scopes, minute_budget FROM access.api_token
      WHERE token_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
    ), used AS (
      UPDATE access.api_token t SET last_used_at = now() FROM credential c
      WHERE t.id = c.id AND (t.last_used_at IS NULL OR t.last_used_at < now() - interval '5 minutes') RETURNING 1
    )
    ${whose}`,
  // No user is ever deleted: the one with the least UUIDv7 is the one that the first start made.
  firstUser: `WITH credential AS (
      SELECT 'environment' AS id, id AS user_id, NULL::timestamptz AS expires_at, NULL::text[] AS scopes, NULL::int AS minute_budget FROM access."user" u
      ORDER BY u.id LIMIT 1
    )
    ${whose}`,
  user: `WITH credential AS (
      SELECT 'preview' AS id, id AS user_id, NULL::timestamptz AS expires_at, NULL::text[] AS scopes, NULL::int AS minute_budget FROM access."user" WHERE id = $1 AND active
    )
    ${whose}`,
} as const
