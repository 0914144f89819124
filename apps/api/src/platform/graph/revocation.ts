import type { Actor } from '../directory/actor'
import { startTail, type Tail } from '../log/tail'
import type { Log, LoggedEvent } from '../log/log'
import type { Logger } from '../telemetry/logger'
import type { Sockets } from './sockets'

/** The events after which a credential, or what a user may do, is no more what it was. */
export const revocationEvents = ['user.updated', 'user.deactivated', 'token.revoked', 'session.ended'] as const

/**
 * Whether an event takes from an actor what it stands on: one credential (`credential`, as `token:…`), all of a user's
 * sessions but one (`except`), or whatever the user is signed in by.
 */
export function isRevoked({ userId, credential }: Pick<Actor, 'userId' | 'credential'>, { type, subject, data }: Pick<LoggedEvent, 'type' | 'subject' | 'data'>): boolean {
  if (typeof data['credential'] === 'string') return credential === data['credential']
  if (userId !== subject) return false
  return type !== 'session.ended' || (credential.startsWith('session:') && credential !== data['except'])
}

/** Puts open sockets out as soon as what they stand on is revoked, wherever that was done. */
export const closeWhenRevoked = ({ log, sockets, logger }: { log: Log; sockets: Sockets; logger: Logger }): Promise<Tail> =>
  startTail({ log, logger, types: revocationEvents, tell: (events) => events.forEach((event) => sockets.closeWhere((actor) => isRevoked(actor, event))) })
