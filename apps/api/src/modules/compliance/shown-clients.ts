import type { ClientId } from '@brokersync/schema/ids'
import { reachOf } from '../../platform/directory/actor'
import type { Directory } from '../../platform/directory/directory'
import { covers } from '../../platform/directory/reach'
import type { RequestContext } from '../../platform/graph/context'

/** Those of the clients that the caller is shown, in the same order: who is within reach, and who was erased, which anybody is told. */
export async function shownClients(directory: Directory, context: RequestContext, ids: readonly ClientId[]): Promise<ClientId[]> {
  const loader = context.loader<ClientId, boolean>('compliance.shown clients', async (asked) => {
    const [known, reach] = [await directory.find(asked), reachOf(context.actor, 'clients:read')]
    return asked.map((id) => {
      const client = known.get(id)
      return client !== undefined && (client.status === 'ERASED' || covers(reach, client))
    })
  })
  const shown = await Promise.all(ids.map((id) => loader.load(id)))
  return ids.filter((_, index) => shown[index])
}
