import { clientEvents } from '../../../platform/directory/directory-consumer'
import { hiddenOwner } from '../../../platform/directory/reach'
import type { Consumer } from '../../../platform/log/consumer'
import type { LoggedEvent } from '../../../platform/log/log'

// Hidden is no owner: a restricted client stays the one's whose it was.
const isNewOwner = ({ type, data }: LoggedEvent) => data['ownerId'] !== hiddenOwner && (type === 'client.created' || data['ownerId'] !== data['previousOwnerId'])

/** Keeps from when on a client was whose, for productions. */
export const keepOwnersWhenClientChanged: Consumer = {
  name: 'keep-owners-when-client-changed',
  types: clientEvents,
  handle: async (events) => {
    const handedOver = events.filter(isNewOwner)
    if (handedOver.length === 0) return { writes: [] }
    return {
      writes: [
        {
          sql: `INSERT INTO compliance.client_owner (client_id, version, owner_id, since) SELECT * FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::timestamptz[]) ON CONFLICT DO NOTHING RETURNING 1`,
          values: [handedOver.map(({ subject }) => subject), handedOver.map(({ version }) => version), handedOver.map(({ data }) => data['ownerId']), handedOver.map(({ at }) => at)],
        },
      ],
    }
  },
}
