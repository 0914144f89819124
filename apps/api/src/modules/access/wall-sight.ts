import { isOfClients } from '@brokersync/schema/permissions'
import type { Grants } from './roles'
import type { User } from './user'
import type { Wall } from './wall'

/** A user as walls are kept from it. */
export type Looker = Pick<User, 'team' | 'active'>

/**
 * The walls of which a user sees both sides: its roles reach every client, and it stands behind none of the two teams, as without a team nobody does,
 * or sees through walls.
 */
export function wallsSeenPast({ active, team }: Looker, grants: Grants, walls: readonly Wall[]): Wall[] {
  const reachesAll = [...grants].some(([permission, reach]) => reach === 'all' && isOfClients(permission))
  if (!active || !reachesAll) return []
  return walls.filter(({ teams }) => grants.has('walls:cross') || !teams.some((one) => one === team))
}

/** Those walls of which both sides are seen now, and were not before. */
export const newlyPast = (before: readonly Wall[], after: readonly Wall[]): Wall[] => after.filter(({ id }) => before.every((one) => one.id !== id))

/** "the wall between Grains and Metals", "2 walls". */
export const wallsInWords = (walls: readonly Wall[]): string => {
  const [only, ...more] = walls
  return only === undefined || more.length > 0 ? `${walls.length} walls` : `the wall between ${only.teams[0]} and ${only.teams[1]}`
}
