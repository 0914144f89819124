import type { UserId } from '@brokersync/schema/ids'
import type { Actor } from '../../platform/directory/actor'
import type { Interaction } from './interaction'

/** Who reads, as far as it decides which notes of a client there are for it. */
export interface Viewer {
  userId: UserId
  /** The users of its team, itself and those whose clients are lent to it among them. */
  teamIds: readonly UserId[]
  /** Notes of whatever visibility: for those who oversee. */
  all: boolean
}

export const viewerOf = (actor: Actor): Viewer => ({ userId: actor.userId, teamIds: actor.reaches.made.team.ownerIds, all: actor.permissions.has('interactions:oversee') })

/** The codes by which it is decided who may read an item. */
type Guarded = Pick<Interaction, 'authorId' | 'kind'> & { codes: unknown }

/** A private note is for its author and whom it mentions, a team's for the author's team too; all else is for whoever may see the client. */
export function mayRead({ userId, teamIds, all }: Viewer, item: Guarded): boolean {
  if (item.kind !== 'Note' || all) return true
  // The codes of a note.
  const { visibility = 'ALL', mentionIds } = item.codes as { visibility?: string; mentionIds: readonly string[] }
  if (visibility === 'ALL' || item.authorId === userId || mentionIds.includes(userId)) return true
  return visibility === 'TEAM' && item.authorId !== null && teamIds.includes(item.authorId)
}
