import type { Role, VisibilityKind } from '@brokersync/schema/enums'
import type { UserId } from '@brokersync/schema/ids'
import type { ClientGrant } from './client-grant'
import type { Loan } from './loan'
import type { Grants } from './roles'
import type { User } from './user'
import type { Wall } from './wall'

/** One rule that lets a user see a client, or hides it. */
export interface VisibilityRule {
  kind: VisibilityKind
  shows: boolean
  /** In words. */
  because: string
  /** The roles that give it. */
  roles: readonly Role[]
  grant?: ClientGrant
  loan?: Loan
  wall?: Wall
}

/** What decides whether a user sees a client. */
export interface Circumstances {
  user: Pick<User, 'id' | 'roles' | 'team' | 'active'>
  /** What each of the user's roles may do. */
  grantsOf: (role: Role) => Grants
  ownerId: UserId | null
  ownerTeam: string | null
  /** Of this client to this user, those that hold now. */
  grants: readonly ClientGrant[]
  /** From the owner to this user, those that run now. */
  loans: readonly Loan[]
  walls: readonly Wall[]
  /** Processing of the client is restricted, or it is erased but for what a duty keeps. */
  restricted: boolean
}

const hidden = (kind: VisibilityKind, because: string): VisibilityRule => ({ kind, shows: false, because, roles: [] })

function shownBy({ user, grantsOf, ownerId, ownerTeam, grants, loans }: Circumstances): VisibilityRule[] {
  const reaching = (reach: string) => user.roles.filter((role) => grantsOf(role).get('clients:read') === reach)
  const readers = user.roles.filter((role) => grantsOf(role).has('clients:read'))
  if (readers.length === 0) return []
  const shown = (kind: VisibilityKind, because: string, roles: readonly Role[] = readers): VisibilityRule => ({ kind, shows: true, because, roles })
  const [ofTeam, ofAll] = [reaching('team'), reaching('all')]
  return [
    ...(ownerId === user.id ? [shown('OWN', 'The user owns this client')] : []),
    ...(ownerId !== null && ownerId !== user.id && ofTeam.length > 0 && user.team !== null && ownerTeam === user.team
      ? [shown('TEAM', `The owner is of the user’s team, ${user.team}`, ofTeam)]
      : []),
    ...(ofAll.length > 0 ? [shown('ALL', 'A role of the user reaches every client', ofAll)] : []),
    ...grants.map((grant) => ({ ...shown('GRANTED', 'This one client is granted to the user'), grant })),
    ...loans.map((loan) => ({ ...shown('LENT', 'The owner’s clients are lent to the user for a time'), loan })),
  ]
}

function wallBetween({ user, grantsOf, ownerTeam, walls }: Circumstances): VisibilityRule[] {
  const wall = walls.find(({ teams }) => user.team !== ownerTeam && teams.some((team) => team === user.team) && teams.some((team) => team === ownerTeam))
  if (wall === undefined) return []
  const crossing = user.roles.filter((role) => grantsOf(role).has('walls:cross'))
  const between = `wall between ${wall.teams[0]} and ${wall.teams[1]}`
  return [crossing.length > 0 ? { kind: 'WALL', shows: true, because: `A role of the user sees through the ${between}`, roles: crossing, wall } : { ...hidden('WALL', `The ${between} hides it`), wall }]
}

function restriction({ user, grantsOf, restricted }: Circumstances): VisibilityRule[] {
  if (!restricted) return []
  const reading = user.roles.filter((role) => grantsOf(role).has('privacy:read'))
  if (reading.length === 0) return [hidden('RESTRICTED', 'Processing of this client is restricted: it is there for compliance alone')]
  return [{ kind: 'RESTRICTED', shows: true, because: 'A role of the user sees restricted clients', roles: reading }]
}

/** Every rule that bears on whether a user sees a client, and what comes of them: seen by any that shows it, unless one hides it. */
export function explainVisibility(circumstances: Circumstances): { visible: boolean; rules: VisibilityRule[] } {
  const { user, grantsOf } = circumstances
  const shown = shownBy(circumstances)
  const barriers = [...wallBetween(circumstances), ...restriction(circumstances)]
  const mayRead = user.roles.some((role) => grantsOf(role).has('clients:read'))
  const hiding = [
    ...(user.active ? [] : [hidden('INACTIVE', 'The user is deactivated')]),
    ...(mayRead ? [] : [hidden('NO_PERMISSION', 'No role of the user may see clients')]),
    ...barriers.filter(({ shows }) => !shows),
  ]
  const none = mayRead && shown.length === 0 ? [hidden('NO_PERMISSION', 'The user neither owns this client, nor is it granted or lent, nor does a role reach it')] : []
  return { visible: hiding.length === 0 && shown.length > 0, rules: [...hiding, ...none, ...shown, ...barriers.filter(({ shows }) => shows)] }
}
