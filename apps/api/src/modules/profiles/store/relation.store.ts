import type { ClientId } from '@brokersync/schema/ids'
import { isUuid } from '@brokersync/schema/ids'
import type { KeyOwner, Keys } from '../../../platform/keys/keys'
import type { Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import { ownerOfRelation, type Relation } from '../relation'

type Row = Omit<Relation, 'note'> & { note: Buffer | null } & Record<string, unknown>

const columns = 'id, kind, from_id AS "fromId", to_id AS "toId", note, recorded_by AS "recordedBy", recorded_at AS "recordedAt"'
const placeOf = (id: string) => ({ kind: 'relation', field: 'note', record: id })

export interface RelationStore {
  /** All that stand in which one of these clients is, in the order in which they were recorded. */
  of(clientIds: readonly ClientId[]): Promise<Relation[]>
  byId(id: string): Promise<Relation | null>
  /** The write of a new one; it fails where the same stands already. */
  add(relation: Relation): Promise<Write>
  /** The write that ends one; it fails where it is gone. */
  remove(relation: Relation): Write
  /** The keys of all in which a client ever was. */
  keysOf(clientId: ClientId): Promise<KeyOwner[]>
}

export function createRelationStore({ database, keys }: { database: Database; keys: Keys }): RelationStore {
  const read = async (condition: string, values: unknown[]): Promise<Relation[]> => {
    const rows = await database.query<Row>(`SELECT ${columns} FROM profiles.relation WHERE ended_at IS NULL AND (${condition}) ORDER BY id`, values)
    const sealed = rows.flatMap(({ id, note }) => (note === null ? [] : [{ value: note, place: placeOf(id) }]))
    const opened = await keys.open(sealed)
    const notes = new Map(sealed.map(({ place }, at) => [place.record, opened[at] as string | null]))
    return rows.map((row) => ({ ...row, note: notes.get(row.id) ?? null }))
  }
  return {
    of: (clientIds) => read('from_id = ANY ($1::uuid[]) OR to_id = ANY ($1::uuid[])', [clientIds]),
    byId: async (id) => (isUuid(id) ? ((await read('id = $1', [id]))[0] ?? null) : null),
    async add({ id, kind, fromId, toId, note, recordedBy, recordedAt }) {
      const owner = ownerOfRelation(id)
      const sealed = note === null ? null : (await keys.sealerFor([owner])).seal(owner, placeOf(id), note)
      return {
        sql: `INSERT INTO profiles.relation (id, kind, from_id, to_id, note, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
          ON CONFLICT (from_id, to_id, kind) WHERE ended_at IS NULL DO NOTHING RETURNING 1`,
        values: [id, kind, fromId, toId, sealed, recordedBy, recordedAt],
        expect: 1,
        what: 'relation',
      }
    },
    remove: ({ id }) => ({ sql: 'UPDATE profiles.relation SET ended_at = now(), note = NULL WHERE id = $1 AND ended_at IS NULL RETURNING 1', values: [id], expect: 1, what: 'relation' }),
    async keysOf(clientId) {
      const rows = await database.query<{ id: string }>('SELECT id FROM profiles.relation WHERE from_id = $1 OR to_id = $1', [clientId])
      return rows.map(({ id }) => ownerOfRelation(id))
    },
  }
}
