import { startTail, type Tail } from '../log/tail'
import type { Log, LoggedEvent } from '../log/log'
import type { Logger } from '../telemetry/logger'
import type { Sockets } from './sockets'

/** The events after which a credential, or what a user may do, is no more what it was. */
export const revocationEvents = ['user.updated', 'user.deactivated', 'token.revoked', 'session.ended'] as const

/** What is revoked: a credential (`token:…`, `session:…`) by the event's data, or all of a user's. */
function closeFor(event: LoggedEvent, sockets: Sockets): void {
  const credential = event.data['credential']
  sockets.closeWhere((actor) => (typeof credential === 'string' ? actor.credential === credential : actor.userId === event.subject))
}

/** Puts open sockets out as soon as what they stand on is revoked, wherever that was done. */
export const closeWhenRevoked = ({ log, sockets, logger }: { log: Log; sockets: Sockets; logger: Logger }): Promise<Tail> =>
  startTail({ log, logger, types: revocationEvents, tell: (events) => events.forEach((event) => closeFor(event, sockets)) })
