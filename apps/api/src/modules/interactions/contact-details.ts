import type { ClientId } from '@brokersync/schema/ids'
import { reaches as widths, type Permission } from '@brokersync/schema/permissions'
import type { Directory } from '../../platform/directory/directory'
import type { RequestContext } from '../../platform/graph/context'
import type { Interaction } from './interaction'
import { reaches } from './reaching'

// What stands in brackets after a name is how to reach it, as in "Ada Cole <ada@example.com>".
const bracketed = /\s*[<([{][^>)\]}]*[>)\]}]?/g
// An address, the name of an account or of a page, a number of three digits or more.
const reachable = /[@/]|\p{L}{2}\.\p{L}{2}|(\p{N}\P{N}*){3}/u

/** Those who took part by their names alone, without how to reach them; who is told by an address or a number alone is left out. */
export const namesAlone = (participants: readonly string[]): string[] =>
  participants.flatMap((participant) => {
    const name = participant.normalize('NFKC').replaceAll(bracketed, '').trim()
    return name === '' || reachable.test(name) ? [] : [name]
  })

/** An interaction as it is told to who may not see how its client is reached. */
export const withoutContact = (item: Interaction): Interaction => (item.kind === 'Communication' ? { ...item, texts: { ...item.texts, participants: namesAlone(item.texts.participants) } } : item)

/** Whether the caller may see how a client is reached. */
export const seesContact = (directory: Directory, context: RequestContext, id: ClientId): Promise<boolean> => reaches(directory, context, id, 'clients:contact')

/** Whether it may see how each of some clients is reached; null: each whose interactions it may read. */
export async function seesAllContact(directory: Directory, context: RequestContext, clientIds: readonly string[] | null): Promise<boolean> {
  const width = (permission: Permission) => widths.findIndex((name) => name === context.actor.permissions.get(permission))
  if (width('clients:contact') >= width('interactions:read')) return true
  return clientIds !== null && (await Promise.all(clientIds.map((id) => seesContact(directory, context, id as ClientId)))).every(Boolean)
}
