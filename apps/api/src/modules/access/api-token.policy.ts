import type { UserId } from '@brokersync/schema/ids'
import type { Actor } from '../../platform/directory/actor'
import type { Rules } from '../../platform/graph/rules'
import type { ApiToken } from './api-token'

export const apiTokenRules: Rules = {
  'Mutation.createApiToken': 'tokens:write',
  'Mutation.revokeApiToken': 'signed-in',
  'User.apiTokens': 'signed-in',
  'ApiToken.*': 'inherit',
  'ApiTokenConnection.*': 'inherit',
  'ApiTokenEdge.*': 'inherit',
}

/** Whether an actor may know which tokens a user has: one's own as a person or by a token that may make tokens, and any for who administrates users. */
export function seesTokens(actor: Pick<Actor, 'permissions' | 'userId' | 'credential'>, of: UserId): boolean {
  if (actor.permissions.has('users:write')) return true
  return actor.userId === of && (actor.credential.startsWith('session:') || actor.permissions.has('tokens:write'))
}

/** Whether an actor may revoke a token: one that it may know of, and a token itself. */
export const mayRevoke = (actor: Actor, token: Pick<ApiToken, 'id' | 'userId'>): boolean =>
  seesTokens(actor, token.userId) || (actor.userId === token.userId && actor.credential === `token:${token.id}`)
