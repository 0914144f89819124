import { isUuid, type UserId } from '@brokersync/schema/ids'
import type { Surroundings } from '../../../platform/module'
import type { Row } from '../../../platform/postgres/database'
import { audited, ended } from './credential-writes'
import type { PasswordHolder, PasswordStore } from './password.store'
import { endAllSql } from './session-sql'

const find = `SELECT id, name, email, active, password_hash AS "passwordHash", one_time_until AS "oneTimeUntil" FROM access."user"`
const mustChangeSql = `SELECT id FROM access."user" WHERE id = ANY ($1::uuid[]) AND one_time_until IS NOT NULL`
const changeSql = `UPDATE access."user" SET password_hash = $3, one_time_until = NULL WHERE id = $1 AND password_hash = $2 RETURNING 1`
const setOneTimeSql = `UPDATE access."user" SET password_hash = $2, one_time_until = $3 WHERE id = $1 RETURNING 1`

export function postgresPasswordStore({ database, commit }: Pick<Surroundings, 'database' | 'commit'>): PasswordStore {
  const one = async (where: string, value: string): Promise<PasswordHolder | null> => (await database.query<Row & PasswordHolder>(`${find} WHERE ${where} = $1`, [value]))[0] ?? null
  return {
    byEmail: (email) => one('email', email),
    byId: async (id) => (isUuid(id) ? one('id', id) : null),
    async mustChange(ids) {
      const rows = await database.query<{ id: UserId }>(mustChangeSql, [ids])
      return new Set(rows.map(({ id }) => id))
    },
    async change({ before: { id, passwordHash: before }, passwordHash, keepSession }, origin) {
      const writes = [
        { sql: changeSql, values: [id, before, passwordHash], expect: 1, what: 'password' },
        { sql: endAllSql, values: [id, keepSession] },
      ]
      const events = [ended('session.ended', id, { except: `session:${keepSession}` })]
      await commit({ writes, events, audit: [audited('changePassword', 'User', id)] }, origin, 'logged')
    },
    async setOneTime({ userId, passwordHash, until, claims, admission }, origin) {
      const writes = [
        { sql: setOneTimeSql, values: [userId, passwordHash, until], expect: 1, what: 'user' },
        { sql: endAllSql, values: [userId, null] },
        ...admission.writes,
      ]
      const events = [...admission.events, ended('session.ended', userId, { except: null })]
      await commit({ writes, events, audit: [audited('setOneTimePassword', 'User', userId)], claims }, origin, 'logged')
    },
  }
}
