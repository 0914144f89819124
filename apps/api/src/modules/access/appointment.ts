import type { ApprovalAct } from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import type { Admission, Approvals, GuardedAct } from '../../platform/approvals/approvals'
import type { RequestContext } from '../../platform/graph/context'
import type { RoleChange } from './role-set'
import type { RoleKeeper } from './role-keeper'
import type { Grants, Roles } from './roles'
import type { UserStore } from './store/user.store'
import type { Teams } from './team'
import { distinctNameOf, sortNameOf, type User } from './user'
import type { Wall } from './wall'
import { newlyPast, wallsInWords, wallsSeenPast } from './wall-sight'

/** What is given by appointment, and what it lets one do. */
const appointed = { 'approvals:decide': 'approve', 'privacy:read': 'see restricted clients' } as const satisfies Partial<Record<Permission, string>>
type Appointed = keyof typeof appointed
const byAppointment = Object.keys(appointed) as Appointed[]

const gives = (changes: readonly RoleChange[], is: (permission: Permission) => boolean): boolean => changes.some(({ permission, after }) => after !== null && is(permission))

type Holder = Pick<User, 'name' | 'email' | 'roles' | 'team' | 'active'>

/** A user before and after; null: there was none. */
interface Change {
  before: Holder | null
  after: Holder
}

interface Parts {
  approvals: Approvals
  roles: RoleKeeper
  teams: Teams
  users: Pick<UserStore, 'byIds' | 'activeWith' | 'shared'>
}

/** What an act is besides, and what it does, a sentence each. */
interface Besides {
  acts: ApprovalAct[]
  says: string[]
}

const listed = (names: readonly string[]): string => (names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', '))

/**
 * Whoever makes somebody who may approve what others ask for, or gives such a person a password, could be both of the two persons that an act needs;
 * whoever makes somebody who sees what is restricted could look with that person's eyes; and whoever has somebody see both sides of a wall has opened it.
 * So these are acts as well that a firm may let nobody do alone.
 */
export function appointments({ approvals, roles, teams, users }: Parts) {
  const grantsOf = async (user: Holder | null): Promise<Grants> => (user?.active === true ? (await roles.current()).grantsOf(user.roles) : new Map())
  const called = async (user: Holder) => distinctNameOf(user, await users.shared([sortNameOf(user)]))
  const heldIn = (grants: Grants) => byAppointment.filter((permission) => grants.has(permission))
  const mayDo = (permissions: readonly Appointed[]) => permissions.map((permission) => appointed[permission]).join(' and ')

  const seenBy = async (id: UserId, walls: readonly Wall[]): Promise<Wall[]> => {
    const [user] = await users.byIds([id])
    return user === undefined ? [] : wallsSeenPast(user, await grantsOf(user), walls)
  }

  /** How a change opens walls, a sentence each: by a move past one, by seeing through all, or else by seeing both sides of some. */
  const openings = async ({ before, after }: Change, who: string): Promise<string[]> => {
    const [had, has, walls] = [await grantsOf(before), await grantsOf(after), await teams.walls()]
    const moves = await teams.crosses(before?.team ?? null, after.team)
    const says = [
      ...(moves ? [`${await called(before ?? after)}: from ${before?.team ?? 'no team'} to ${after.team ?? 'no team'}, past a wall`] : []),
      ...(walls.length > 0 && has.has('walls:cross') && !had.has('walls:cross') ? [`${who} see through every wall`] : []),
    ]
    const past = newlyPast(before === null ? [] : wallsSeenPast(before, had, walls), wallsSeenPast(after, has, walls))
    return says.length > 0 || past.length === 0 ? says : [`${who} see both sides of ${wallsInWords(past)}`]
  }

  return {
    /** @throws {DomainError} CONFLICT where somebody comes to have what is given by appointment, changes sides of a wall or comes to see both, and that needs a second person. */
    async admitChange(context: RequestContext, { before, after }: Change, act: Pick<GuardedAct, 'operation' | 'input' | 'subject'>): Promise<Admission> {
      const had = heldIn(await grantsOf(before))
      const gained = heldIn(await grantsOf(after)).filter((permission) => !had.includes(permission))
      const who = before === null ? `Make ${after.name} (${after.email}) a user who may` : `Let ${await called(before)}`
      const opened = await openings({ before, after }, who)
      const acts: ApprovalAct[] = [...(gained.length > 0 ? ['APPOINT_APPROVERS' as const] : []), ...(opened.length > 0 ? ['CHANGE_WALLS' as const] : [])]
      const says = [...(gained.length > 0 ? [`${who} ${mayDo(gained)}`, `Roles: ${after.roles.join(', ')}`] : []), ...opened]
      return approvals.admit(context, { ...act, act: acts, says })
    },

    /** The same where somebody may do such a thing already, and another would be able to sign in as that person. */
    async admitPassword(context: RequestContext, user: User): Promise<Admission> {
      const grants = await grantsOf(user)
      const held = heldIn(grants)
      const walls = await teams.walls()
      const past = newlyPast(await seenBy(context.actor.userId, walls), wallsSeenPast(user, grants, walls))
      const may = [...(held.length > 0 ? [`may ${mayDo(held)}`] : []), ...(past.length > 0 ? [`sees both sides of ${wallsInWords(past)}`] : [])]
      return approvals.admit(context, {
        act: [...(held.length > 0 ? ['APPOINT_APPROVERS' as const] : []), ...(past.length > 0 ? ['CHANGE_WALLS' as const] : [])],
        operation: 'setOneTimePassword', input: { userId: user.id }, subject: { type: 'User', id: user.id }, says: [`Give ${await called(user)}, who ${may.join(' and ')}, a new password`],
      })
    },

    /** What a change of the roles is besides: whom it lets do such a thing, or see both sides of a wall. */
    async ofRoles(changes: readonly RoleChange[], { before, after }: { before: Roles; after: Roles }): Promise<Besides> {
      const appoints: ApprovalAct[] = gives(changes, (permission) => permission in appointed) ? ['APPOINT_APPROVERS'] : []
      const walls = await teams.walls()
      const seesMore = (user: User) => newlyPast(wallsSeenPast(user, before.grantsOf(user.roles), walls), wallsSeenPast(user, after.grantsOf(user.roles), walls)).length > 0
      if (walls.length === 0) return { acts: appoints, says: [] }
      const concerned = (await users.activeWith([...new Set(changes.map(({ role }) => role))])).filter(seesMore)
      const opens = concerned.length > 0 || gives(changes, (permission) => permission === 'walls:cross')
      const shared = await users.shared(concerned.map(sortNameOf))
      return {
        acts: [...appoints, ...(opens ? ['CHANGE_WALLS' as const] : [])],
        says: concerned.length === 0 ? [] : [`Both sides of a wall are seen then by ${listed(concerned.map((user) => distinctNameOf(user, shared)))}`],
      }
    },
  }
}
export type Appointments = ReturnType<typeof appointments>
