import type { Channel, ConsentPurpose } from '@brokersync/schema/enums'
import type { ClientId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import type { Consent } from '../consent'
import { identityOwner } from './client-rows'

type Row = Omit<Consent, 'source' | 'withdrawalSource'> & { source: Buffer; withdrawalSource: Buffer | null } & Record<string, unknown>

const columns = `id, client_id AS "clientId", purpose, channel, given_at AS "givenAt", recorded_by AS "recordedBy", source,
  withdrawn_at AS "withdrawnAt", withdrawn_by AS "withdrawnBy", withdrawal_source AS "withdrawalSource"`
const placeOf = (id: string, field: 'source' | 'withdrawal') => ({ kind: 'consent', field, record: id })

export interface ConsentStore {
  /** All that clients ever gave, the latest recorded first. */
  of(clientIds: readonly ClientId[]): Promise<Consent[]>
  byId(id: string): Promise<Consent | null>
  /** The write of a new one; it fails where the same, or one for any channel, stands already. */
  add(consent: Consent): Promise<Write>
  /** The write that ends some of a client; it fails where one of them stands no more. */
  withdraw(consents: readonly [Consent, ...Consent[]]): Promise<Write>
}

/** The clients whose consent stands: for this channel or for all; with none, for any. */
export const consenting = ({ purpose, channel }: { purpose: ConsentPurpose; channel: Channel | null }, bind: (value: unknown) => string): string =>
  `SELECT client_id FROM profiles.consent WHERE withdrawn_at IS NULL AND purpose = ${bind(purpose)}${channel === null ? '' : ` AND (channel IS NULL OR channel = ${bind(channel)})`}`

export function createConsentStore({ database, keys }: { database: Database; keys: Keys }): ConsentStore {
  const read = async (column: 'id' | 'client_id', values: readonly string[]): Promise<Consent[]> => {
    const rows = await database.query<Row>(`SELECT ${columns} FROM profiles.consent WHERE ${column} = ANY ($1::uuid[]) ORDER BY id DESC`, [values])
    const sealed = rows.flatMap(({ id, source, withdrawalSource }) => [
      { value: source, place: placeOf(id, 'source') },
      ...(withdrawalSource === null ? [] : [{ value: withdrawalSource, place: placeOf(id, 'withdrawal') }]),
    ])
    const opened = await keys.open(sealed)
    const texts = new Map(sealed.map(({ place }, index) => [`${place.record} ${place.field}`, opened[index] as string | null]))
    return rows.map((row) => ({ ...row, source: texts.get(`${row.id} source`) ?? '', withdrawalSource: texts.get(`${row.id} withdrawal`) ?? null }))
  }
  return {
    of: (clientIds) => read('client_id', clientIds),
    byId: async (id) => (isUuid(id) ? ((await read('id', [id]))[0] ?? null) : null),
    async add({ id, clientId, purpose, channel, givenAt, recordedBy, source }) {
      const owner = identityOwner(clientId)
      const sealer = await keys.sealerFor([owner])
      return {
        sql: `INSERT INTO profiles.consent (id, client_id, purpose, channel, given_at, recorded_by, source)
          SELECT $1::uuid, $2::uuid, $3::text, $4::text, $5::timestamptz, $6::uuid, $7::bytea
          WHERE NOT EXISTS (SELECT FROM profiles.consent WHERE client_id = $2 AND purpose = $3 AND channel IS NULL AND withdrawn_at IS NULL)
          ON CONFLICT (purpose, client_id, coalesce(channel, '')) WHERE withdrawn_at IS NULL DO NOTHING RETURNING 1`,
        values: [id, clientId, purpose, channel, givenAt, recordedBy, sealer.seal(owner, placeOf(id, 'source'), source)],
        expect: 1,
        what: 'consent',
      }
    },
    async withdraw(consents) {
      const [{ clientId, withdrawnAt, withdrawnBy }] = consents
      const owner = identityOwner(clientId)
      const sealer = await keys.sealerFor([owner])
      return {
        sql: `UPDATE profiles.consent c SET withdrawn_at = $3, withdrawn_by = $4, withdrawal_source = w.source FROM unnest($1::uuid[], $2::bytea[]) AS w(id, source)
          WHERE c.id = w.id AND c.withdrawn_at IS NULL RETURNING 1`,
        values: [consents.map(({ id }) => id), consents.map(({ id, withdrawalSource }) => sealer.seal(owner, placeOf(id, 'withdrawal'), withdrawalSource)), withdrawnAt, withdrawnBy],
        expect: consents.length,
        what: 'consent',
      }
    },
  }
}
