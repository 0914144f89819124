import type { Connection } from '@brokersync/schema/connection'
import { connection } from '@brokersync/schema/connection'
import { Role, ReachName as Reach } from '@brokersync/schema/enums'
import { permissions, type ReachName } from '@brokersync/schema/permissions'
import { z } from 'zod'
import type { Approvals } from '../../platform/approvals/approvals'
import { commandLine, type Actor } from '../../platform/directory/actor'
import { badInput, forbidden, staleVersion } from '../../platform/errors/domain-error'
import { line } from '../../platform/errors/line'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import { pageSize, type Cursors } from '../../platform/graph/cursor'
import { uuidv7 } from '../../platform/ids'
import { ExpectationFailed } from '../../platform/postgres/commit'
import type { Appointments } from './appointment'
import { beyond, changesBetween, type RoleSet } from './role-set'
import { faultsOfGrants, roleNames, rolesFrom, type RoleGrants } from './roles'
import type { RoleSetWithChanges, RoleStore } from './store/role.store'

/** A whole new version of the roles, on top of one. */
export interface RolesChange {
  version: number
  reason: string
  grants: readonly { role: Role; permission: string; reach: Reach }[]
}

const input = z.object({
  version: z.number(),
  reason: line(500),
  grants: z
    .array(z.object({ role: z.enum(Role, 'must be a role'), permission: z.enum(permissions, 'is no permission'), reach: z.enum(Reach, 'must be OWN, TEAM or ALL') }))
    .max(2_000, 'must be at most 2,000')
    .superRefine((grants, context) => {
      const seen = new Set<string>()
      for (const [index, { role, permission }] of grants.entries()) {
        if (seen.has(`${role} ${permission}`)) context.addIssue({ code: 'custom', path: [index, 'permission'], message: `is given to ${role} twice` })
        seen.add(`${role} ${permission}`)
      }
    }),
})

const list = 'roleVersions'

/** What each role may do, as administrators see and change it. */
export class RoleService {
  /** @param parts.shipped what the roles' file says. */
  constructor(private readonly parts: { store: RoleStore; cursors: Cursors; approvals: Approvals; appointments: Appointments; shipped: RoleGrants }) {}

  get shipped(): RoleGrants {
    return this.parts.shipped
  }

  async current(): Promise<RoleSetWithChanges> {
    const [newest] = await this.parts.store.page({ first: 1, before: null })
    if (newest === undefined) throw new Error('There are no roles')
    return newest
  }

  async page({ first, after }: { first: number; after: string | null }): Promise<Connection<RoleSetWithChanges>> {
    const { store, cursors } = this.parts
    const size = pageSize(first)
    const before = after === null ? null : Number(cursors.decode(list, after)[0])
    const rows = await store.page({ first: size + 1, before })
    return connection(rows, { first: size, after: after !== null }, (node) => ({ node, cursor: () => cursors.encode(list, [node.version]) }))
  }

  /**
   * Puts a new version of the roles in force, from the next request on.
   * @throws {DomainError} BAD_USER_INPUT with all faults; FORBIDDEN where a role would get more than the one who gives it in the page has;
   *   CONFLICT for an old version, or where it needs a second person.
   */
  async update(context: RequestContext, change: RolesChange): Promise<RoleSetWithChanges> {
    const { version, reason, grants: given } = readInput(input, change)
    const grants = grantsOf(given)
    const faults = faultsOfGrants(grants)
    if (faults.length > 0) throw badInput(faults.map(({ path, message }) => ({ path: `grants.${path}`, message })))
    const before = await this.current()
    if (before.version !== version) throw staleVersion('set of roles', before.version)
    const changes = changesBetween(before.grants, grants)
    if (changes.length === 0) return before
    const { actor, origin } = context
    const source = actor.credential === commandLine ? 'COMMAND' : 'PAGE'
    // What ADMIN took from itself nobody in the page has any more: it comes back from where the roles' file is.
    if (source === 'PAGE') requireHas(actor, changes)
    const besides = await this.parts.appointments.ofRoles(changes, { before: rolesFrom(before.grants), after: rolesFrom(grants) })
    const admission = await this.parts.approvals.admit(context, {
      act: ['CHANGE_ROLES', ...besides.acts], operation: 'updateRoles', input: { version, reason, grants: given }, subject: { type: 'RoleSet', id: String(version + 1) },
      says: [...changes.map(({ role, permission, before: was, after }) => `${role} ${permission}: ${was ?? 'denied'} → ${after ?? 'denied'}`), ...besides.says, reason],
    })
    const set: RoleSet = { version: version + 1, id: uuidv7(), grants, source, reason, madeBy: actor.userId, madeAt: new Date() }
    await this.parts.store.add(set, changes, { origin, admission, wait: 'logged' }).catch(async (error: unknown) => {
      throw error instanceof ExpectationFailed ? staleVersion('set of roles', (await this.current()).version) : error
    })
    return { ...set, changes }
  }
}

function requireHas(actor: Actor, changes: Parameters<typeof beyond>[0]): void {
  const more = beyond(changes, actor)
  if (more.length === 0) return
  throw forbidden(`Nobody gives a role more than one has: ${more.map(({ role, permission, after }) => `${role} ${permission} ${after}`).join(', ')}`)
}

function grantsOf(given: readonly { role: Role; permission: (typeof permissions)[number]; reach: Reach }[]): RoleGrants {
  const grants = Object.fromEntries(roleNames.map((role) => [role, {} as Record<string, ReachName>])) as Record<Role, Record<string, ReachName>>
  for (const { role, permission, reach } of given) grants[role][permission] = reach.toLowerCase() as ReachName
  return grants
}
