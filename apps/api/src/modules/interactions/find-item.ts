import type { InteractionId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import type { Directory, DirectoryClient } from '../../platform/directory/directory'
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

/**
 * Finds an interaction of a client whom the actor's permission reaches, and that it may read.
 * @param what it is called in the error.
 * @throws {DomainError} NOT_FOUND, also out of reach.
 */
export async function findItem({ store, directory, keys, caughtUp }: FindParts, { actor }: RequestContext, { id, permission, what }: { id: string; permission: Permission; what: string }): Promise<FoundItem> {
  const parts = decodeInteractionId(id)
  if (parts === null) throw notFound(what)
  const client = await directory.require(actor, permission, parts.clientId).catch((error: unknown) => {
    throw isDomainError(error) && error.code === 'NOT_FOUND' ? notFound(what) : error
  })
  let [stored] = await store.byIds([id as InteractionId])
  if (stored === undefined) {
    await caughtUp()
    stored = (await store.byIds([id as InteractionId]))[0]
  }
  const [item] = stored === undefined ? [] : await openAll(keys, [stored])
  if (stored === undefined || item === undefined || !mayRead(viewerOf(actor), item)) throw notFound(what)
  return { client, stored, item }
}
