import type { RollUp } from '@brokersync/schema/enums'
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

/** Whose interactions are read: the client's, or those of all who belong together with it as far as the caller may see; null out of reach. */
export async function reached(directory: Directory, context: RequestContext, id: ClientId, rollUp: RollUp | null | undefined): Promise<ClientId[] | null> {
  if (!(await reaches(directory, context, id))) return null
  if (rollUp === null || rollUp === undefined) return [id]
  const loader = context.loader<ClientId, ClientId[]>(`interactions.together ${rollUp}`, (ids) => Promise.all(ids.map((one) => membersOf(directory, context, one, rollUp))))
  return loader.load(id)
}

/** Who a client is, and how it stands to others, is for those who may see the client; what happened, for those who may read that too. */
async function membersOf(directory: Directory, { actor }: RequestContext, id: ClientId, rollUp: RollUp): Promise<ClientId[]> {
  const ids = await directory.together(actor, 'clients:read', { id, rollUp })
  const readable = await directory.reachable(actor, 'interactions:read', ids)
  return ids.filter((one) => readable.has(one))
}
