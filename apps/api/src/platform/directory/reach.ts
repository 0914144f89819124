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

/** What each name of a reach covers for one user: of clients, with those lent and granted; and of what users made, or may hand on, without. */
export interface Reaches {
  clients: Readonly<Record<ReachName, Reach>>
  made: Readonly<Record<ReachName, Reach>>
}

/** What a user's reaches are made of. */
export interface ReachParts {
  userId: UserId
  /** Those whose clients are lent to the user. */
  lenderIds: readonly UserId[]
  /** The users of its team. */
  teamIds: readonly UserId[]
  /** The single clients that are granted to it. */
  clientIds: readonly ClientId[]
  /** The users of the teams behind a wall. */
  exceptOwnerIds: readonly UserId[]
}

/** Stands as the owner of a client whose processing is restricted, or that was erased: behind a wall for all but who has `privacy:read`. */
export const hiddenOwner = '00000000-0000-7000-8000-000000000000' as UserId

/** The clients of nobody and not one: what a permission covers that one has not. */
export const nowhere: Reach = { all: false, ownerIds: [], clientIds: [], exceptOwnerIds: [] }

/** Every client, for what the product itself does. */
export const everywhere: Reach = { ...nowhere, all: true }

/** Compiles a user's reaches, once for each request. */
export function reachesOf({ userId, lenderIds, teamIds, clientIds, exceptOwnerIds }: ReachParts): Reaches {
  const some = (ownerIds: readonly UserId[], granted: readonly ClientId[]): Reach => ({ all: false, ownerIds: [...new Set(ownerIds)], clientIds: granted, exceptOwnerIds })
  const all = { ...everywhere, exceptOwnerIds }
  return {
    clients: { own: some([userId, ...lenderIds], clientIds), team: some([userId, ...teamIds, ...lenderIds], clientIds), all },
    made: { own: some([userId], []), team: some([userId, ...teamIds], []), all },
  }
}

/** What {@link reachesOf} made them of. */
export const partsOf = ({ clients, made }: Reaches): ReachParts => ({
  // The first that is reached is the user itself.
  userId: made.own.ownerIds[0] as UserId,
  lenderIds: clients.own.ownerIds.slice(1),
  teamIds: made.team.ownerIds.slice(1),
  clientIds: clients.own.clientIds,
  exceptOwnerIds: made.all.exceptOwnerIds,
})

/** The parts, with all that is hidden from another hidden as well. */
export const hiddenFromBoth = (parts: ReachParts, other: Reaches): ReachParts => ({
  ...parts,
  exceptOwnerIds: [...new Set([...parts.exceptOwnerIds, ...partsOf(other).exceptOwnerIds])],
})

/** One reach whatever its name, as for a batch that carries the reach with which it was asked for. */
export function alwaysReaching(reach: Reach): Reaches {
  const same = { own: reach, team: reach, all: reach }
  return { clients: same, made: same }
}

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

/** Whether it covers every client there is, the hidden ones among them. */
export const everything = ({ all, exceptOwnerIds }: Reach): boolean => all && exceptOwnerIds.length === 0

/** Whether it covers every client there is but the hidden ones, walls or not. */
export const coversAll = ({ all, exceptOwnerIds }: Reach): boolean => all && exceptOwnerIds.every((id) => id === hiddenOwner)
