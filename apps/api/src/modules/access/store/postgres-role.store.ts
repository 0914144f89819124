import type { RoleSetSource } from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'
import { isPermission, reaches, reachesFor, type ReachName } from '@brokersync/schema/permissions'
import type { Keys } from '../../../platform/keys/keys'
import type { Surroundings } from '../../../platform/module'
import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import { changesBetween, type RoleSet } from '../role-set'
import { roleNames, type RoleGrants } from '../roles'
import type { RoleStore } from './role.store'
import { accessChanged, auditRow, sealReason, withReasons, type Sealed } from './sharing-rows'

interface Kept {
  version: number
  id: string
  grants: unknown
  previous: unknown
  source: RoleSetSource
  reason: string
  madeBy: UserId | null
  madeAt: Date
}

const columns = 'r.version, r.id, r.grants, r.source, r.reason, r.made_by AS "madeBy", r.made_at AS "madeAt"'

const isReach = (value: unknown): value is ReachName => reaches.some((reach) => reach === value)

/** What is kept, without what this release does not know: a permission that is gone is nobody's. */
function grantsOf(kept: unknown): RoleGrants {
  const rolesOf = kept as Record<string, Record<string, unknown> | undefined> | null
  const known = (given: Record<string, unknown> = {}) =>
    Object.fromEntries(Object.entries(given).filter(([permission, reach]) => isPermission(permission) && isReach(reach) && reachesFor(permission).includes(reach)))
  return Object.fromEntries(roleNames.map((role) => [role, known(rolesOf?.[role])])) as RoleGrants
}

const insert = ({ version, id, grants, source, madeBy, madeAt }: RoleSet, reason: Buffer): Write => ({
  sql: `INSERT INTO access.role_set (version, id, grants, source, reason, made_by, made_at)
        SELECT $1::int, $2, $3::jsonb, $4, $5, $6, $7 WHERE (SELECT coalesce(max(version), 0) FROM access.role_set) = $1 - 1
        ON CONFLICT (version) DO NOTHING RETURNING 1`,
  values: [version, id, JSON.stringify(grants), source, reason, madeBy, madeAt],
  expect: 1,
  what: 'roles',
})

export function postgresRoleStore({ database, keys, commit }: { database: Database; keys: Keys; commit: Surroundings['commit'] }): RoleStore {
  const read = async (rest: string, values: readonly unknown[] = []) => {
    const previous = '(SELECT p.grants FROM access.role_set p WHERE p.version = r.version - 1) AS previous'
    const rows = await withReasons<Kept>(keys, 'roles', await database.query<Sealed<Kept> & Record<string, unknown>>(`SELECT ${columns}, ${previous} FROM access.role_set r ${rest}`, values))
    return rows.map(({ previous: before, ...row }) => {
      const grants = grantsOf(row.grants)
      return { ...row, grants, changes: before === null ? [] : changesBetween(grantsOf(before), grants) }
    })
  }
  const one = async (rest: string, values?: readonly unknown[]): Promise<RoleSet | null> => (await read(rest, values))[0] ?? null
  return {
    newest: () => one('ORDER BY r.version DESC LIMIT 1'),
    byVersion: (version) => one('WHERE r.version = $1', [version]),
    newestOfFile: () => one(`WHERE r.source <> 'PAGE' ORDER BY r.version DESC LIMIT 1`),
    page: ({ first, before }) => read('WHERE $1::int IS NULL OR r.version < $1 ORDER BY r.version DESC LIMIT $2', [before, first]),
    async add(set, changes, { origin, admission = { writes: [], events: [] }, wait }) {
      const fields = changes.map(({ role, permission, before, after }) => ({ field: `${role} ${permission}`, before, after }))
      const audit = [await auditRow(keys, 'roles', { action: 'updateRoles', type: 'RoleSet', id: set.id, changes: fields })]
      await commit({ writes: [insert(set, await sealReason(keys, 'roles', set)), ...admission.writes], events: [...admission.events, accessChanged('roles', set.id, null)], audit }, origin, wait)
    },
  }
}
