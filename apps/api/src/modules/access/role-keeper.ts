import { rolesFrom, type Roles } from './roles'
import type { RoleStore } from './store/role.store'

/** The roles in force, held in memory by their version. */
export interface RoleKeeper {
  /** As of a version that was read with who asks, so that a change counts from the very next request on, in every process. */
  at(version: number): Promise<Roles>
  current(): Promise<Roles>
}

/** Keeps the newest version; an older one than that is never asked for again. */
export function createRoleKeeper(store: RoleStore): RoleKeeper {
  let held: { version: number; roles: Roles } | null = null
  const keep = (found: { version: number; grants: Roles['grants'] } | null): Roles => {
    if (found === null) throw new Error('There are no roles: the start did not take them from their file')
    const roles = rolesFrom(found.grants)
    if (held === null || held.version < found.version) held = { version: found.version, roles }
    return roles
  }
  return {
    at: async (version) => (held?.version === version ? held.roles : keep(await store.byVersion(version))),
    current: async () => keep(await store.newest()),
  }
}
