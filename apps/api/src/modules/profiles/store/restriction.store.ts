import type { ClientId, UserId } from '@brokersync/schema/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import { identityOwner } from './client-rows'

/** That a client's processing is restricted, or was (GDPR, article 18). */
export interface Restriction {
  id: string
  clientId: ClientId
  /** Whose it was, and is again when the restriction is lifted. */
  ownerId: UserId | null
  restrictedBy: UserId
  restrictedAt: Date
  reason: string
  /** Null while it stands. */
  liftedBy: UserId | null
  liftedAt: Date | null
  liftReason: string | null
}

type Row = Omit<Restriction, 'reason' | 'liftReason'> & { reason: Buffer; liftReason: Buffer | null } & Record<string, unknown>

const columns = `id, client_id AS "clientId", owner_id AS "ownerId", restricted_by AS "restrictedBy", restricted_at AS "restrictedAt", reason,
  lifted_by AS "liftedBy", lifted_at AS "liftedAt", lift_reason AS "liftReason"`
const placeOf = (id: string, field: 'reason' | 'lift') => ({ kind: 'restriction', field, record: id })

export interface RestrictionStore {
  /** All that there ever were on a client, newest first. */
  of(clientId: ClientId): Promise<Restriction[]>
  /** The one that stands on a client. */
  standing(clientId: ClientId): Promise<Restriction | null>
  /** The write of a new one; it fails where one stands already. */
  add(restriction: Omit<Restriction, 'liftedBy' | 'liftedAt' | 'liftReason'>): Promise<Write>
  /** The write that ends one; it fails where it stands no more. */
  lift(restriction: Restriction, by: { liftedBy: UserId; liftedAt: Date; liftReason: string }): Promise<Write>
}

export function createRestrictionStore({ database, keys }: { database: Database; keys: Keys }): RestrictionStore {
  const of = async (clientId: ClientId): Promise<Restriction[]> => {
    const rows = await database.query<Row>(`SELECT ${columns} FROM profiles.restriction WHERE client_id = $1 ORDER BY restricted_at DESC`, [clientId])
    const reasons = await keys.open(rows.map(({ id, reason }) => ({ value: reason, place: placeOf(id, 'reason') })))
    const lifted = rows.flatMap(({ id, liftReason }) => (liftReason === null ? [] : [{ value: liftReason, place: placeOf(id, 'lift') }]))
    const opened = await keys.open(lifted)
    const liftReasonOf = new Map(lifted.map(({ place }, index) => [place.record, opened[index] as string | null]))
    return rows.map((row, index) => ({ ...row, reason: String(reasons[index] ?? ''), liftReason: liftReasonOf.get(row.id) ?? null }))
  }
  const seal = async ({ id, clientId }: Pick<Restriction, 'id' | 'clientId'>, field: 'reason' | 'lift', text: string) =>
    (await keys.sealerFor([identityOwner(clientId)])).seal(identityOwner(clientId), placeOf(id, field), text)
  return {
    of,
    standing: async (clientId) => (await of(clientId)).find(({ liftedAt }) => liftedAt === null) ?? null,
    async add(restriction) {
      const { id, clientId, ownerId, restrictedBy, restrictedAt, reason } = restriction
      return {
        sql: `INSERT INTO profiles.restriction (id, client_id, owner_id, restricted_by, restricted_at, reason) VALUES ($1, $2, $3, $4, $5, $6)
          ON CONFLICT (client_id) WHERE lifted_at IS NULL DO NOTHING RETURNING 1`,
        values: [id, clientId, ownerId, restrictedBy, restrictedAt, await seal(restriction, 'reason', reason)],
        expect: 1,
        what: 'restriction',
      }
    },
    lift: async (restriction, { liftedBy, liftedAt, liftReason }) => ({
      sql: 'UPDATE profiles.restriction SET lifted_by = $2, lifted_at = $3, lift_reason = $4 WHERE id = $1 AND lifted_at IS NULL RETURNING 1',
      values: [restriction.id, liftedBy, liftedAt, await seal(restriction, 'lift', liftReason)],
      expect: 1,
      what: 'restriction',
    }),
  }
}
