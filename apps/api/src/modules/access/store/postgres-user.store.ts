import { Role } from '@brokersync/schema/enums'
import { isUuid, type UserId } from '@brokersync/schema/ids'
import { sealChanges } from '../../../platform/audit/changes'
import { uuidv7 } from '../../../platform/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { Surroundings } from '../../../platform/module'
import type { AuditRow, NewEvent, Write } from '../../../platform/postgres/commit'
import { changesOf, emailTaken, isAdministrator, searchWordsOf, sortNameOf, type User } from '../user'
import { accessChanged } from './sharing-rows'
import type { Prisma } from './prisma'
import type { UserStore } from './user.store'

const columns = { id: true, email: true, name: true, roles: true, team: true, active: true, version: true } as const

interface Row {
  id: string
  email: string
  name: string
  roles: string[]
  team: string | null
  active: boolean
  version: number
}

const isRole = (value: string): value is Role => value in Role

// The column is a UUID that this module gave to a user.
const userOf = (row: Row): User => ({ ...row, id: row.id as UserId, roles: row.roles.filter(isRole) })

// In a pattern of LIKE, these stand for other characters.
const literally = (text: string) => text.replace(/[\\%_]/g, '\\$&')

const insert = (user: User, passwordHash: string | null): Write => ({
  sql: `INSERT INTO access."user" (id, email, name, sort_name, search_words, roles, team, active, password_hash, version)
        VALUES ($1, $2, $3, $4, $5, $6::text[], $7, $8, $9, $10) RETURNING 1`,
  values: [user.id, user.email, user.name, sortNameOf(user), searchWordsOf(user), user.roles, user.team, user.active, passwordHash, user.version],
})

// Administrators are locked before any is changed, and in one order: of two who demote each other at once, the second
// waits, then sees that it would be the last.
const update = (before: User, after: User): Write => ({
  sql: `WITH administrators AS MATERIALIZED (
          SELECT id FROM access."user" WHERE $9::boolean AND active AND roles @> '{ADMIN}' ORDER BY id FOR UPDATE
        )
        UPDATE access."user" SET name = $3, sort_name = $4, search_words = $5, roles = $6::text[], team = $7, active = $8, version = version + 1
        WHERE id = $1 AND version = $2 AND (NOT $9::boolean OR (SELECT count(*) FROM administrators WHERE id <> $1) > 0) RETURNING 1`,
  values: [
    before.id, before.version, after.name, sortNameOf(after), searchWordsOf(after), after.roles, after.team, after.active,
    isAdministrator(before) && !isAdministrator(after),
  ],
  expect: 1,
  what: 'user',
})

const endCredentials = (id: UserId): Write[] => [
  { sql: 'UPDATE access.session SET ended_at = now() WHERE user_id = $1 AND ended_at IS NULL RETURNING 1', values: [id] },
  { sql: 'UPDATE access.api_token SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL RETURNING 1', values: [id] },
]

// By the keyed fingerprint of its email others find a user that a file names, without knowing the email.
const event = (keys: Keys, type: string, { id, email, team, active, version }: User): NewEvent => ({
  id: uuidv7(), type, subject: id, version, at: new Date(), data: { team, active, emailHash: keys.fingerprint('user email', email.toLowerCase()).toString('base64') },
})

async function auditRow(keys: Keys, action: string, before: User | null, after: User): Promise<AuditRow> {
  const owner = { id: after.id, class: 'user' }
  const sealer = await keys.sealerFor([owner])
  const subject = { type: 'User', id: after.id }
  return { action, subject, clientIds: [], changes: sealChanges(sealer, { owner, subject, needs: 'users:read' }, changesOf(before, after)) }
}

// Whose reach a team decides: its members, and those of the teams behind a wall from it.
const membersSql = `SELECT u.id FROM access."user" u WHERE u.team = ANY ($1::text[])
  OR EXISTS (SELECT FROM access.wall w WHERE w.removed_at IS NULL AND (w.team = u.team AND w.other_team = ANY ($1) OR w.other_team = u.team AND w.team = ANY ($1)))`

const isEmailTaken = (error: unknown) => error instanceof Error && 'constraint' in error && error.constraint === 'user_email_key'

export function postgresUserStore({ prisma, database, keys, commit }: { prisma: Prisma } & Pick<Surroundings, 'database' | 'keys' | 'commit'>): UserStore {
  /** That the members of these teams, and those behind their walls, reach other clients than before. */
  const teamsChanged = async (id: UserId, teams: readonly (string | null)[]): Promise<NewEvent[]> => {
    const named = teams.filter((team) => team !== null)
    if (named.length === 0) return []
    const members = await database.query<{ id: UserId }>(membersSql, [named])
    return [accessChanged('team', id, members.map((member) => member.id))]
  }
  const byIds = async (ids: readonly string[]) => (await prisma.user.findMany({ where: { id: { in: ids.filter(isUuid) } }, select: columns })).map(userOf)
  const byEmail = async (email: string) => (await prisma.user.findMany({ where: { email }, select: columns })).map(userOf)[0] ?? null
  return {
    byIds,
    byId: async (id) => (await byIds([id]))[0] ?? null,
    byEmail,
    async shared(sortNames) {
      const rows = await database.query<{ sortName: string }>('SELECT sort_name AS "sortName" FROM access."user" WHERE sort_name = ANY ($1::text[]) GROUP BY sort_name HAVING count(*) > 1', [sortNames])
      return new Set(rows.map(({ sortName }) => sortName))
    },
    async activeWith(roles) {
      const rows = await prisma.user.findMany({ where: { active: true, roles: { hasSome: [...roles] } }, select: columns, orderBy: [{ sortName: 'asc' }, { id: 'asc' }] })
      return rows.map(userOf)
    },
    async page({ words, after, limit }) {
      const has = words.map((word) => ({ searchWords: { contains: ` ${literally(word)}` } }))
      const beyond = after === null ? [] : [{ OR: [{ sortName: { gt: after.sortName } }, { sortName: after.sortName, id: { gt: after.id } }] }]
      const rows = await prisma.user.findMany({
        where: { AND: [...has, ...beyond] }, select: columns, orderBy: [{ sortName: 'asc' }, { id: 'asc' }], take: limit,
      })
      return rows.map(userOf)
    },
    isEmpty: async () => (await prisma.user.findFirst({ select: { id: true } })) === null,
    async create(user, { passwordHash, claims, origin, admission = { writes: [], events: [] }, wait }) {
      const audit = [await auditRow(keys, 'createUser', null, user)]
      const events = [...admission.events, event(keys, 'user.created', user), ...(await teamsChanged(user.id, [user.team]))]
      await commit({ writes: [insert(user, passwordHash), ...admission.writes], events, audit, claims }, origin, wait).catch(async (error: unknown) => {
        const holder = isEmailTaken(error) ? await byEmail(user.email) : null
        throw holder === null ? error : emailTaken(holder)
      })
    },
    async update({ before, after, admission }, origin) {
      const deactivates = before.active && !after.active
      const writes = [update(before, after), ...(deactivates ? endCredentials(after.id) : []), ...admission.writes]
      const audit = [await auditRow(keys, 'updateUser', before, after)]
      const moved = before.team === after.team ? [] : await teamsChanged(after.id, [before.team, after.team])
      const events = [...admission.events, event(keys, deactivates ? 'user.deactivated' : 'user.updated', after), ...moved]
      await commit({ writes, events, audit }, origin, 'logged')
    },
  }
}
