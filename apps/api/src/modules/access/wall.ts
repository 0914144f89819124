import type { UserId } from '@brokersync/schema/ids'

/** A wall between two teams: what the members of one own does not exist for those of the other. */
export interface Wall {
  id: string
  /** Two, in the order of their names. */
  teams: readonly [string, string]
  reason: string
  madeBy: UserId
  madeAt: Date
  removedAt: Date | null
}

/** Two teams in the order in which a wall keeps them. */
export const inOrder = (one: string, other: string): [string, string] => (one < other ? [one, other] : [other, one])

/** A team of the firm: those who carry its name. */
export interface Team {
  name: string
  memberIds: readonly UserId[]
}
