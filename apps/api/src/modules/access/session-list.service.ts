import type { UserId } from '@brokersync/schema/ids'
import { forbidden, notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Session } from './session'
import { mayKeepSessions } from './session.policy'
import type { SessionStore } from './store/session.store'
import type { UserStore } from './store/user.store'

/** The sessions that are open, and their end from elsewhere. */
export class SessionListService {
  constructor(
    private readonly users: UserStore,
    private readonly sessions: SessionStore,
  ) {}

  /** The sessions of users that hold, in the order of the users. */
  async of(userIds: readonly UserId[]): Promise<Session[][]> {
    const all = await this.sessions.of(userIds)
    return userIds.map((id) => all.filter(({ userId }) => userId === id))
  }

  /** Ends a session; the requests and sockets that stand on it are refused from then on. @throws {DomainError} NOT_FOUND. */
  async end({ actor, origin }: RequestContext, id: string): Promise<Session> {
    const session = await this.sessions.byId(id)
    if (session === null || !mayKeepSessions(actor, session.userId)) throw notFound('session')
    if (session.endedAt !== null) return session
    await this.sessions.end(session, { action: 'endSession' }, origin)
    return { ...session, endedAt: new Date() }
  }

  /**
   * Ends all sessions of a user, the actor's own where none is named.
   * @param given.keepCurrent leaves the session that asks.
   * @throws {DomainError} FORBIDDEN; NOT_FOUND.
   */
  async endAll({ actor, origin }: RequestContext, given: { userId?: string | null; keepCurrent: boolean }): Promise<UserId> {
    const user = await this.users.byId(given.userId ?? actor.userId)
    if (user === null) throw notFound('user')
    if (!mayKeepSessions(actor, user.id)) throw forbidden('A person ends the sessions of its own, signed in at the page; those of others need the permission users:write')
    const current = /^session:(.+)$/.exec(actor.credential)?.[1] ?? null
    await this.sessions.endAll(user.id, { keep: given.keepCurrent ? current : null }, origin)
    return user.id
  }
}
