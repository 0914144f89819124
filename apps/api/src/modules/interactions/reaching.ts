import type { ClientId } from '@brokersync/schema/ids'
import type { Directory } from '../../platform/directory/directory'
import type { RequestContext } from '../../platform/graph/context'

/** Whether the caller may read what happened with a client; asked for many at once within an operation. */
export function reaches(directory: Directory, context: RequestContext, id: ClientId): Promise<boolean> {
  const loader = context.loader<ClientId, boolean>('interactions.reach', async (ids) => {
    const reached = await directory.reachable(context.actor, 'interactions:read', ids)
    return ids.map((one) => reached.has(one))
  })
  return loader.load(id)
}
