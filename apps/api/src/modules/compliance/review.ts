import type { Channel, Direction, ReviewState } from '@brokersync/schema/enums'
import type { ClientId, ReviewId, UserId } from '@brokersync/schema/ids'

/** The words of a communication, as they were written or corrected, that a supervisor reviews and signs off. */
export interface Review {
  id: ReviewId
  interactionId: string
  clientId: ClientId
  authorId: UserId | null
  channel: Channel
  direction: Direction
  occurredAt: Date
  /** The names of the rules that picked it. */
  because: readonly string[]
  /** Null where they went with their client. */
  texts: { subject: string; body: string } | null
  state: ReviewState
  reviewedBy: UserId | null
  reviewedAt: Date | null
  note: string | null
  /** Since when other words stand in their place, or none: the communication was corrected, or taken back (`retracted`). Null: they stand. */
  replacedAt: Date | null
  retracted: boolean
}
