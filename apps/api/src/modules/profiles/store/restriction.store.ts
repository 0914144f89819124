import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import { identityOwner } from './client-rows'

/** That a client's processing is restricted (GDPR, article 18). */
export interface Restriction {
  clientId: ClientId
  /** Whose it was, and is again when the restriction is lifted. */
  ownerId: UserId | null
  restrictedBy: UserId
  restrictedAt: Date
  reason: string
}

const placeOf = (id: string) => ({ kind: 'restriction', field: 'reason', record: id })

export interface RestrictionStore {
  of(clientId: ClientId): Promise<Restriction | null>
  /** The write of a new one; it fails where there is one already. */
  add(restriction: Restriction): Promise<Write>
  /** The write that takes one away; it fails where there is none. */
  remove(clientId: ClientId): Write
}

export const createRestrictionStore = ({ database, keys }: { database: Database; keys: Keys }): RestrictionStore => ({
  async of(clientId) {
    const [row] = await database.query<Omit<Restriction, 'reason'> & { reason: Buffer } & Record<string, unknown>>(
      `SELECT client_id AS "clientId", owner_id AS "ownerId", restricted_by AS "restrictedBy", restricted_at AS "restrictedAt", reason FROM profiles.restriction WHERE client_id = $1`,
      [clientId],
    )
    if (row === undefined) return null
    const [reason] = await keys.open([{ value: row.reason, place: placeOf(clientId) }])
    return { ...row, reason: typeof reason === 'string' ? reason : '' }
  },
  async add({ clientId, ownerId, restrictedBy, restrictedAt, reason }) {
    const sealer = await keys.sealerFor([identityOwner(clientId)])
    return {
      sql: 'INSERT INTO profiles.restriction (client_id, owner_id, restricted_by, restricted_at, reason) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING 1',
      values: [clientId, ownerId, restrictedBy, restrictedAt, sealer.seal(identityOwner(clientId), placeOf(clientId), reason)],
      expect: 1,
      what: 'restriction',
    }
  },
  remove: (clientId) => ({ sql: 'DELETE FROM profiles.restriction WHERE client_id = $1 RETURNING 1', values: [clientId], expect: 1, what: 'restriction' }),
})
