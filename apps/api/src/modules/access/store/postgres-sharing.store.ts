import type { UserId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import type { FieldChange } from '../../../platform/audit/changes'
import { reachValues, withinReach } from '../../../platform/directory/reach-sql'
import { whileStanding } from '../../../platform/directory/standing'
import type { Keys } from '../../../platform/keys/keys'
import type { Surroundings } from '../../../platform/module'
import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import type { ClientGrant } from '../client-grant'
import type { Loan } from '../loan'
import type { Team, Wall } from '../wall'
import { accessChanged, auditRow, sealReason, withReasons, type Sealed } from './sharing-rows'
import type { SharingStore } from './sharing.store'

const grantColumns = `id, client_id AS "clientId", user_id AS "userId", reason, made_by AS "madeBy", made_at AS "madeAt", until, revoked_at AS "revokedAt"`
const loanColumns = `id, from_id AS "fromId", to_id AS "toId", starts_at AS "startsAt", ends_at AS "endsAt", reason, made_by AS "madeBy", made_at AS "madeAt", ended_at AS "endedAt"`
const wallColumns = `id, ARRAY[team, other_team] AS teams, reason, made_by AS "madeBy", made_at AS "madeAt", removed_at AS "removedAt"`

const holds = 'revoked_at IS NULL AND (until IS NULL OR until > now())'

// What a grant replaces has expired, or it would be there still.
const insertGrant = (grant: ClientGrant, reason: Buffer): Write[] => [
  {
    sql: `INSERT INTO access.client_grant AS g (id, client_id, user_id, reason, made_by, made_at, until) VALUES ($1, $2, $3, $4, $5, $6, $7)
          ON CONFLICT (client_id, user_id) WHERE revoked_at IS NULL DO UPDATE
          SET id = excluded.id, reason = excluded.reason, made_by = excluded.made_by, made_at = excluded.made_at, until = excluded.until
          WHERE g.until <= now() RETURNING 1`,
    values: [grant.id, grant.clientId, grant.userId, reason, grant.madeBy, grant.madeAt, grant.until],
    expect: 1,
    what: 'grant',
  },
]

const insertLoan = (loan: Loan, reason: Buffer): Write => ({
  sql: `INSERT INTO access.loan (id, from_id, to_id, starts_at, ends_at, reason, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING 1`,
  values: [loan.id, loan.fromId, loan.toId, loan.startsAt, loan.endsAt, reason, loan.madeBy, loan.madeAt],
})

const insertWall = (wall: Wall, reason: Buffer): Write => ({
  sql: `INSERT INTO access.wall (id, team, other_team, reason, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (team, other_team) WHERE removed_at IS NULL DO NOTHING RETURNING 1`,
  values: [wall.id, wall.teams[0], wall.teams[1], reason, wall.madeBy, wall.madeAt],
  expect: 1,
  what: 'wall',
})

/** Ends what is kept in a table, where nobody has ended it yet. */
const end = (table: 'client_grant' | 'loan' | 'wall', column: 'revoked' | 'ended' | 'removed', id: string, by: UserId | null): Write => ({
  sql: `UPDATE access.${table} SET ${column}_at = now(), ${column}_by = $2 WHERE id = $1 AND ${column}_at IS NULL RETURNING 1`,
  values: [id, by],
  expect: 1,
  what: table,
})

interface Parts {
  database: Database
  keys: Keys
  commit: Surroundings['commit']
}

function grants({ database, keys, commit }: Parts): Pick<SharingStore, 'grantById' | 'grantsOf' | 'countGrants' | 'grant' | 'revoke'> {
  const read = async (where: string, values: unknown[]): Promise<ClientGrant[]> =>
    withReasons<ClientGrant>(keys, 'grant', await database.query<Sealed<ClientGrant> & Record<string, unknown>>(`SELECT ${grantColumns} FROM access.client_grant WHERE ${where}`, values))
  const audit = (action: string, { id, clientId, userId, until, reason }: ClientGrant, granted: boolean) =>
    auditRow(keys, 'grant', { action, type: 'ClientGrant', id, clientIds: [clientId], changes: [{ field: 'grant', before: granted ? null : { userId, until }, after: granted ? { userId, until, reason } : null }] })
  return {
    grantById: async (id) => (isUuid(id) ? ((await read('id = $1', [id]))[0] ?? null) : null),
    grantsOf: (clientId) => read(`client_id = $1 AND ${holds} ORDER BY id DESC`, [clientId]),
    async countGrants(userId) {
      const [row] = await database.query<{ count: number }>(`SELECT count(*)::int AS count FROM access.client_grant WHERE user_id = $1 AND ${holds}`, [userId])
      return row?.count ?? 0
    },
    async grant(grant, { claims, origin }) {
      const events = [accessChanged('grant', grant.id, [grant.userId])]
      await commit({ writes: [whileStanding('access', [grant.clientId]), ...insertGrant(grant, await sealReason(keys, 'grant', grant))], events, audit: [await audit('grantClient', grant, true)], claims }, origin, 'logged')
    },
    async revoke(grant, origin) {
      const events = [accessChanged('grant', grant.id, [grant.userId])]
      await commit({ writes: [end('client_grant', 'revoked', grant.id, origin.actorId)], events, audit: [await audit('revokeGrant', grant, false)] }, origin, 'logged')
    },
  }
}

function loans({ database, keys, commit }: Parts): Pick<SharingStore, 'loanById' | 'loans' | 'running' | 'lend' | 'endLoan'> {
  const read = async (where: string, values: unknown[]): Promise<Loan[]> =>
    withReasons<Loan>(keys, 'loan', await database.query<Sealed<Loan> & Record<string, unknown>>(`SELECT ${loanColumns} FROM access.loan WHERE ${where}`, values))
  const audit = (action: string, { id, fromId, toId, startsAt, endsAt, reason }: Loan, lent: boolean) => {
    const what = { fromId, toId, startsAt, endsAt }
    return auditRow(keys, 'loan', { action, type: 'Loan', id, changes: [{ field: 'loan', before: lent ? null : what, after: lent ? { ...what, reason } : null }] })
  }
  return {
    loanById: async (id) => (isUuid(id) ? ((await read('id = $1', [id]))[0] ?? null) : null),
    loans: ({ reach, current }, { first, before }) =>
      read(
        `(${withinReach({ owner: 'from_id' })} OR ${withinReach({ owner: 'to_id' })}) AND (NOT $5::boolean OR (ended_at IS NULL AND ends_at > now()))
         AND ($6::uuid IS NULL OR id < $6) ORDER BY id DESC LIMIT $7`,
        [...reachValues(reach), current, before, first],
      ),
    running: ({ fromId, toId }) => read('from_id = $1 AND to_id = $2 AND ended_at IS NULL AND starts_at <= now() AND ends_at > now() ORDER BY id', [fromId, toId]),
    async lend(loan, { claims, origin }) {
      const events = [accessChanged('loan', loan.id, [loan.toId])]
      await commit({ writes: [insertLoan(loan, await sealReason(keys, 'loan', loan))], events, audit: [await audit('lendClients', loan, true)], claims }, origin, 'logged')
    },
    async endLoan(loan, origin) {
      const events = [accessChanged('loan', loan.id, [loan.toId])]
      await commit({ writes: [end('loan', 'ended', loan.id, origin.actorId)], events, audit: [await audit('endLoan', loan, false)] }, origin, 'logged')
    },
  }
}

function walls({ database, keys, commit }: Parts): Pick<SharingStore, 'teams' | 'walls' | 'wallById' | 'setWall' | 'removeWall'> {
  const read = async (where: string, values: unknown[]): Promise<Wall[]> =>
    withReasons<Wall>(keys, 'wall', await database.query<Sealed<Wall> & Record<string, unknown>>(`SELECT ${wallColumns} FROM access.wall WHERE ${where}`, values))
  const audit = (action: string, id: string, changes: readonly FieldChange[]) => auditRow(keys, 'wall', { action, type: 'Wall', id, changes })
  const membersOf = async (teams: readonly string[]): Promise<UserId[]> =>
    (await database.query<{ id: UserId }>('SELECT id FROM access."user" WHERE team = ANY ($1::text[])', [teams])).map(({ id }) => id)
  return {
    teams: () =>
      database.query<Team & Record<string, unknown>>('SELECT team AS name, array_agg(id ORDER BY sort_name, id) AS "memberIds" FROM access."user" WHERE team IS NOT NULL GROUP BY team ORDER BY lower(team), team'),
    walls: () => read('removed_at IS NULL ORDER BY team, other_team', []),
    wallById: async (id) => (isUuid(id) ? ((await read('id = $1', [id]))[0] ?? null) : null),
    async setWall(wall, { claims, origin, admission }) {
      const events = [...admission.events, accessChanged('wall', wall.id, await membersOf(wall.teams))]
      const changes = [{ field: 'wall', before: null, after: { teams: wall.teams, reason: wall.reason } }]
      await commit({ writes: [insertWall(wall, await sealReason(keys, 'wall', wall)), ...admission.writes], events, audit: [await audit('setWall', wall.id, changes)], claims }, origin, 'logged')
    },
    async removeWall(wall, reason, { origin, admission }) {
      const events = [...admission.events, accessChanged('wall', wall.id, await membersOf(wall.teams))]
      const changes = [{ field: 'wall', before: { teams: wall.teams }, after: null }, { field: 'reason', before: null, after: reason }]
      await commit({ writes: [end('wall', 'removed', wall.id, origin.actorId), ...admission.writes], events, audit: [await audit('removeWall', wall.id, changes)] }, origin, 'logged')
    },
  }
}

export const postgresSharingStore = (parts: Parts): SharingStore => ({ ...grants(parts), ...loans(parts), ...walls(parts) })
