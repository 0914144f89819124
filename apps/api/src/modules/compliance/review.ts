import type { Channel, Direction, ReviewState } from '@brokersync/schema/enums'
import type { ClientId, ReviewId, UserId } from '@brokersync/schema/ids'

/** A communication that a supervisor reviews and signs off. */
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
}
