import type { Actor } from '../../platform/directory/actor'
import type { Rules } from '../../platform/graph/rules'
import type { ApiToken } from './api-token'

export const apiTokenRules: Rules = {
  'Mutation.createApiToken': 'tokens:write',
  'Mutation.revokeApiToken': 'signed-in',
  'ApiToken.*': 'inherit',
}

/** Whether an actor may revoke a token: one's own as a person, a token by itself or by one that may make tokens, and any for who administrates users. */
export function mayRevoke(actor: Actor, token: Pick<ApiToken, 'id' | 'userId'>): boolean {
  if (actor.permissions.has('users:write')) return true
  if (actor.userId !== token.userId) return false
  return actor.credential.startsWith('session:') || actor.credential === `token:${token.id}` || actor.permissions.has('tokens:write')
}
