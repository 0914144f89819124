import type { InteractionId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import type { Actor } from '../../platform/directory/actor'
import type { Directory, DirectoryClient } from '../../platform/directory/directory'
import { requireWorkable } from '../../platform/directory/workable'
import { isDomainError, notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Keys } from '../../platform/keys/keys'
import { openAll } from './interaction-events'
import { decodeInteractionId } from './interaction-id'
import type { Interaction } from './interaction'
import type { InteractionStore, StoredInteraction } from './store/interaction.store'
import { mayRead, viewerOf } from './visibility'

/** What {@link findItem} needs. */
export interface FindParts {
  store: InteractionStore
  directory: Directory
  keys: Keys
  /** Resolves when all that was recorded before is applied. */
  caughtUp: () => Promise<void>
}

/** An interaction by its id, as it is stored and opened, with its client. */
export interface FoundItem {
  client: DirectoryClient
  stored: StoredInteraction
  item: Interaction
}

/** What is looked for: an interaction's id, with the permission for its client that it takes, and what it is called in the error. */
interface Wanted {
  id: string
  permission: Permission
  what: string
}

/** The client of an interaction, by the interaction's id. @throws {DomainError} NOT_FOUND, also out of reach; where it is to be changed, as {@link requireWorkable}. */
export async function clientOfItem(directory: Directory, actor: Actor, { id, permission, what }: Wanted): Promise<DirectoryClient> {
  const parts = decodeInteractionId(id)
  if (parts === null) throw notFound(what)
  const client = await directory.require(actor, permission, parts.clientId).catch((error: unknown) => {
    throw isDomainError(error) && error.code === 'NOT_FOUND' ? notFound(what) : error
  })
  if (permission === 'interactions:write') requireWorkable(client)
  return client
}

/**
 * Finds an interaction of a client whom the actor's permission reaches, and that it may read.
 * @throws {DomainError} NOT_FOUND, also out of reach.
 */
export async function findItem({ store, directory, keys, caughtUp }: FindParts, { actor }: RequestContext, wanted: Wanted): Promise<FoundItem> {
  const { id, what } = wanted
  const client = await clientOfItem(directory, actor, wanted)
  let [stored] = await store.byIds([id as InteractionId])
  if (stored === undefined) {
    await caughtUp()
    stored = (await store.byIds([id as InteractionId]))[0]
  }
  const [item] = stored === undefined ? [] : await openAll(keys, [stored])
  if (stored === undefined || item === undefined || !mayRead(viewerOf(actor), item)) throw notFound(what)
  return { client, stored, item }
}
