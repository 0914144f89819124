import { isUuid, type UserId } from '@brokersync/schema/ids'
import type { Place } from '../../../platform/keys/sealed'
import type { Surroundings } from '../../../platform/module'
import type { Session, SessionOrigin } from '../session'
import { sessionHolds } from './authentication-sql'
import { audited, ended } from './credential-writes'
import { endAllSql } from './session-sql'
import type { SessionStore } from './session.store'

type Row = Record<string, unknown> & Omit<Session, 'origin'> & { origin: Buffer | null }

const columns = `id, user_id AS "userId", created_at AS "createdAt", seen_at AS "seenAt", expires_at AS "expiresAt", ended_at AS "endedAt", origin`

const startSql = `INSERT INTO access.session (id, user_id, token_hash, expires_at, origin) VALUES ($1, $2, $3, now() + interval '7 days', $4) RETURNING 1`
const forgetSql = `DELETE FROM access.session WHERE user_id = $1 AND expires_at < now() - interval '30 days' RETURNING 1`
const endSql = 'UPDATE access.session SET ended_at = now() WHERE id = $1 AND ended_at IS NULL RETURNING 1'
const ofSql = `SELECT s.* FROM unnest($1::uuid[]) AS u(id)
  CROSS JOIN LATERAL (SELECT ${columns} FROM access.session WHERE user_id = u.id AND ${sessionHolds} ORDER BY seen_at DESC, id DESC LIMIT 200) AS s`
const byIdSql = `SELECT ${columns} FROM access.session WHERE id = $1`

const owner = (userId: UserId) => ({ id: userId, class: 'user' })
const place = (id: string): Place => ({ kind: 'session', field: 'origin', record: id })

export function postgresSessionStore({ database, keys, commit }: Pick<Surroundings, 'database' | 'keys' | 'commit'>): SessionStore {
  const opened = async (rows: readonly Row[]): Promise<Session[]> => {
    const sealed = rows.flatMap(({ id, origin }) => (origin === null ? [] : [{ id, value: origin, place: place(id) }]))
    const values = await keys.open(sealed)
    const origins = new Map(sealed.map(({ id }, index) => [id, values[index] as SessionOrigin | null]))
    return rows.map((row) => ({ ...row, origin: origins.get(row.id) ?? null }))
  }
  return {
    async start({ id, userId, secretHash, from }, origin) {
      const sealer = await keys.sealerFor([owner(userId)])
      const sealed = sealer.seal(owner(userId), place(id), from)
      const writes = [{ sql: startSql, values: [id, userId, secretHash, sealed] }, { sql: forgetSql, values: [userId] }]
      await commit({ writes, audit: [audited('signIn', 'Session', id)] }, origin)
    },
    noteRefusal: (userId, origin) => commit({ writes: [], audit: [audited('refusedSignIn', 'User', userId)] }, origin),
    of: async (userIds) => opened(await database.query<Row>(ofSql, [userIds])),
    byId: async (id) => (isUuid(id) ? ((await opened(await database.query<Row>(byIdSql, [id])))[0] ?? null) : null),
    async end({ id, userId }, { action }, origin) {
      const events = [ended('session.ended', userId, { credential: `session:${id}` })]
      await commit({ writes: [{ sql: endSql, values: [id] }], events, audit: [audited(action, 'Session', id)] }, origin, 'logged')
    },
    async endAll(userId, { keep }, origin) {
      const events = [ended('session.ended', userId, { except: keep === null ? null : `session:${keep}` })]
      await commit({ writes: [{ sql: endAllSql, values: [userId, keep] }], events, audit: [audited('endAllSessions', 'User', userId)] }, origin, 'logged')
    },
  }
}
