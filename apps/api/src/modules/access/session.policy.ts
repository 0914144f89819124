import type { UserId } from '@brokersync/schema/ids'
import type { Actor } from '../../platform/directory/actor'
import type { Rules } from '../../platform/graph/rules'

export const sessionRules: Rules = {
  'Mutation.endSession': 'signed-in',
  'Mutation.endAllSessions': 'signed-in',
  'User.sessions': 'signed-in',
  'Session.*': 'inherit',
}

/** Whether an actor may know of a user's sessions and end them: of its own as a person, not as a program, and of any who administrates users. */
export const mayKeepSessions = ({ permissions, userId, credential }: Pick<Actor, 'permissions' | 'userId' | 'credential'>, of: UserId): boolean =>
  permissions.has('users:write') || (userId === of && credential.startsWith('session:'))
