/** Ends all of a user's sessions but one. `$1` the user; `$2` the session that stays, or null. */
export const endAllSql = 'UPDATE access.session SET ended_at = now() WHERE user_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM $2::uuid RETURNING 1'
