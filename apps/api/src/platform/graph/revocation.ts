import { z } from 'zod'
import type { Actor } from '../directory/actor'
import { startTail, type Tail } from '../log/tail'
import type { Log, LoggedEvent } from '../log/log'
import type { Logger } from '../telemetry/logger'
import type { Sockets, WhyOut } from './sockets'

/** The events after which a credential, or what a user may do, is no more what it was. */
export const revocationEvents = ['user.updated', 'user.deactivated', 'token.revoked', 'session.ended', 'access.changed'] as const

/** Whose reach or permissions changed; null: anybody's. */
const accessChanged = z.object({ userIds: z.array(z.string()).nullable() })

/**
 * What an event means for an actor. It takes away what it stands on: one credential (`credential`, as `token:…`), all of a user's
 * sessions but one (`except`), or whatever a deactivated user is signed in by. Or it changes what the actor may do or reach. Or it is not its own.
 */
export function whyOut({ userId, credential }: Pick<Actor, 'userId' | 'credential'>, { type, subject, data }: Pick<LoggedEvent, 'type' | 'subject' | 'data'>): WhyOut {
  if (type === 'access.changed') {
    const { userIds } = accessChanged.parse(data)
    return userIds === null || userIds.includes(userId) ? 'changed' : null
  }
  if (typeof data['credential'] === 'string') return credential === data['credential'] ? 'revoked' : null
  if (userId !== subject) return null
  if (type === 'user.updated') return 'changed'
  return type !== 'session.ended' || (credential.startsWith('session:') && credential !== data['except']) ? 'revoked' : null
}

/** Puts open sockets out as soon as what they stand on is revoked or changed, wherever that was done. */
export const closeWhenRevoked = ({ log, sockets, logger }: { log: Log; sockets: Sockets; logger: Logger }): Promise<Tail> =>
  startTail({ log, logger, types: revocationEvents, tell: (events) => events.forEach((event) => sockets.closeWhere((actor) => whyOut(actor, event))) })
