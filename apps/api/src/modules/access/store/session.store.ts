import type { UserId } from '@brokersync/schema/ids'
import type { Origin } from '../../../platform/postgres/commit'
import type { Session, SessionOrigin } from '../session'

/** The sessions of people at the page. What is kept of each one's secret is its SHA-256. */
export interface SessionStore {
  start(session: { id: string; userId: UserId; secretHash: Buffer; from: SessionOrigin }, origin: Origin): Promise<void>
  /** Notes a sign-in that was refused; of no user where the email is nobody's. */
  noteRefusal(userId: UserId | null, origin: Origin): Promise<void>
  /** The sessions of users that hold, of each at most 200, the one used last first. */
  of(userIds: readonly UserId[]): Promise<Session[]>
  byId(id: string): Promise<Session | null>
  /** Ends a session, and answers when that stands in the log; one that is over already stays as it is. */
  end(session: Pick<Session, 'id' | 'userId'>, how: { action: 'signOut' | 'endSession' }, origin: Origin): Promise<void>
  /** Ends all of a user's sessions but one, and answers when that stands in the log. */
  endAll(userId: UserId, but: { keep: string | null }, origin: Origin): Promise<void>
}
