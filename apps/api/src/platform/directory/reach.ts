import type { ReachName } from '@brokersync/schema/permissions'
import type { ClientId, UserId } from '@brokersync/schema/ids'

/**
 * Which clients are covered: all of them, or those of these owners and these single ones; in no case those of the owners behind a wall.
 * It is asked by {@link covers} and bound to statements by `reach-sql` alone.
 */
export interface Reach {
  all: boolean
  ownerIds: readonly UserId[]
  /** Granted one by one. */
  clientIds: readonly ClientId[]
  /** Behind a wall, whatever else is said. */
  exceptOwnerIds: readonly UserId[]
}

/** What each name of a reach covers for one user. */
export type Reaches = Readonly<Record<ReachName, Reach>>

/** What a user's reaches are made of. */
export interface ReachParts {
  /** The user, and those whose clients are lent to it. */
  ownIds: readonly UserId[]
  /** The users of its team. */
  teamIds: readonly UserId[]
  /** The single clients that are granted to it. */
  clientIds: readonly ClientId[]
  /** The users of the teams behind a wall. */
  exceptOwnerIds: readonly UserId[]
}

/** The clients of nobody and not one: what a permission covers that one has not. */
export const nowhere: Reach = { all: false, ownerIds: [], clientIds: [], exceptOwnerIds: [] }

/** Every client, for what the product itself does. */
export const everywhere: Reach = { ...nowhere, all: true }

/** Compiles a user's reaches, once for each request. */
export function reachesOf({ ownIds, teamIds, clientIds, exceptOwnerIds }: ReachParts): Reaches {
  const some = (ownerIds: readonly UserId[]): Reach => ({ all: false, ownerIds: [...new Set(ownerIds)], clientIds, exceptOwnerIds })
  return { own: some(ownIds), team: some([...ownIds, ...teamIds]), all: { ...everywhere, exceptOwnerIds } }
}

/** One reach whatever its name, as for a batch that carries the reach with which it was asked for. */
export const alwaysReaching = (reach: Reach): Reaches => ({ own: reach, team: reach, all: reach })

/** What is looked at: a client with its owner, or a thing that somebody made and that is of no single client. */
export interface Reached {
  id?: string | null
  ownerId: UserId | null
}

/** Whether a reach covers a client; one that nobody owns only where it covers all, or that client by itself. */
export function covers(reach: Reach, { id, ownerId }: Reached): boolean {
  if (ownerId !== null && reach.exceptOwnerIds.includes(ownerId)) return false
  if (reach.all || (ownerId !== null && reach.ownerIds.includes(ownerId))) return true
  return id !== undefined && id !== null && (reach.clientIds as readonly string[]).includes(id)
}
