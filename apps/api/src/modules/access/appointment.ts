import type { ApprovalAct } from '@brokersync/schema/enums'
import type { Permission } from '@brokersync/schema/permissions'
import type { Admission, Approvals, GuardedAct } from '../../platform/approvals/approvals'
import type { RequestContext } from '../../platform/graph/context'
import type { RoleChange } from './role-set'
import type { RoleKeeper } from './role-keeper'
import type { Teams } from './team'
import type { User } from './user'

/** What is given by appointment, and what it lets one do. */
const appointed = { 'approvals:decide': 'approve', 'privacy:read': 'see restricted clients' } as const satisfies Partial<Record<Permission, string>>
type Appointed = keyof typeof appointed
const byAppointment = Object.keys(appointed) as Appointed[]

/** Whether a change of the roles gives one of them what is given by appointment. */
export const appoints = (changes: readonly RoleChange[]): boolean => changes.some(({ permission, after }) => after !== null && permission in appointed)

type Holder = Pick<User, 'name' | 'email' | 'roles' | 'team' | 'active'>

/** A user before and after; null: there was none. */
interface Change {
  before: Holder | null
  after: Holder
}

/**
 * Whoever makes somebody who may approve what others ask for, or gives such a person a password, could be both of the two persons that an act needs;
 * whoever makes somebody who sees what is restricted could look with that person's eyes; and whoever moves somebody out from behind a wall has opened it.
 * So these are acts as well that a firm may let nobody do alone.
 */
export function appointments({ approvals, roles, teams }: { approvals: Approvals; roles: RoleKeeper; teams: Teams }) {
  const holds = async (user: Holder | null): Promise<Appointed[]> => {
    const grants = user?.active === true ? (await roles.current()).grantsOf(user.roles) : null
    return byAppointment.filter((permission) => grants?.has(permission))
  }
  const mayDo = (permissions: readonly Appointed[]) => permissions.map((permission) => appointed[permission]).join(' and ')
  return {
    /** @throws {DomainError} CONFLICT where somebody comes to have what is given by appointment, or changes sides of a wall, and that needs a second person. */
    async admitChange(context: RequestContext, { before, after }: Change, act: Pick<GuardedAct, 'operation' | 'input' | 'subject'>): Promise<Admission> {
      const had = await holds(before)
      const gained = (await holds(after)).filter((permission) => !had.includes(permission))
      const crosses = await teams.crosses(before?.team ?? null, after.team)
      const acts: ApprovalAct[] = [...(gained.length > 0 ? ['APPOINT_APPROVERS' as const] : []), ...(crosses ? ['CHANGE_WALLS' as const] : [])]
      const who = before === null ? `Make ${after.name} (${after.email}) a user who may` : `Let ${before.name}`
      const says = [
        ...(gained.length > 0 ? [`${who} ${mayDo(gained)}`, `Roles: ${after.roles.join(', ')}`] : []),
        ...(crosses ? [`${before?.name ?? after.name}: from ${before?.team ?? 'no team'} to ${after.team ?? 'no team'}, past a wall`] : []),
      ]
      return approvals.admit(context, { ...act, act: acts, says })
    },
    /** The same where somebody may do such a thing already, and another would be able to sign in as that person. */
    async admitPassword(context: RequestContext, user: User): Promise<Admission> {
      const held = await holds(user)
      return approvals.admit(context, {
        act: held.length > 0 ? 'APPOINT_APPROVERS' : [], operation: 'setOneTimePassword', input: { userId: user.id }, subject: { type: 'User', id: user.id },
        says: [`Give ${user.name}, who may ${mayDo(held)}, a new password`],
      })
    },
  }
}
export type Appointments = ReturnType<typeof appointments>
