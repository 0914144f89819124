import type { ClientId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import type { Directory } from '../../platform/directory/directory'
import type { RequestContext } from '../../platform/graph/context'

/** Whether the caller may read what happened with a client; asked for many at once within an operation. */
export function reaches(directory: Directory, context: RequestContext, id: ClientId, permission: Permission = 'interactions:read'): Promise<boolean> {
  const loader = context.loader<ClientId, boolean>(`interactions.reach ${permission}`, async (ids) => {
    const reached = await directory.reachable(context.actor, permission, ids)
    return ids.map((one) => reached.has(one))
  })
  return loader.load(id)
}
