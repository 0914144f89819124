import { hiddenOwner, type ReachParts } from '../../platform/directory/reach'
import type { Grants } from './roles'
import type { Bearer } from './store/credential.store'

/** What a user reaches, with what its permissions let it: walls hide unless it crosses them, restricted clients unless it is to see them. */
export const reachPartsOf = (bearer: Pick<Bearer, 'userId' | 'lenderIds' | 'teamIds' | 'grantedIds' | 'walledIds'>, permissions: Grants): ReachParts => ({
  userId: bearer.userId,
  lenderIds: bearer.lenderIds,
  teamIds: bearer.teamIds,
  clientIds: bearer.grantedIds,
  exceptOwnerIds: [...(permissions.has('walls:cross') ? [] : bearer.walledIds), ...(permissions.has('privacy:read') ? [] : [hiddenOwner])],
})
