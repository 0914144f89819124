import type { ClientId, UserId } from '@brokersync/schema/ids'
import { covers, type Reach } from '../../platform/directory/reach'
import type { LoggedEvent } from '../../platform/log/log'

/** A client that came, changed or went, and whose it was and is. */
export interface ListChange {
  id: ClientId
  ownerId: UserId | null
  previousOwnerId: UserId | null
}

/** The topic on which all lists hear of changes. */
export const listTopic = 'clients'

export const listChangeOf = ({ subject, data }: LoggedEvent): ListChange => ({
  id: subject as ClientId,
  // A client's event carries both owners; see `eventOf`.
  ownerId: (data['ownerId'] ?? null) as UserId | null,
  previousOwnerId: (data['previousOwnerId'] ?? null) as UserId | null,
})

/** The clients that a list within a reach gains, shows or loses by these changes. */
export const concerning = (changes: readonly ListChange[], reach: Reach): ClientId[] =>
  changes.filter(({ id, ownerId, previousOwnerId }) => covers(reach, { id, ownerId }) || covers(reach, { id, ownerId: previousOwnerId })).map(({ id }) => id)
