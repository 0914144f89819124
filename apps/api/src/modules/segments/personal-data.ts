import type { Keys } from '../../platform/keys/keys'
import { eraseRows } from '../../platform/privacy/erased-rows'
import type { PersonalData } from '../../platform/privacy/personal-data'
import type { Database } from '../../platform/postgres/database'
import { columns, openRows, type SegmentRow } from './store/segment-rows'

/** Which groups a client is in; one that was made anonymous stays counted. */
export const segmentData = (database: Database, keys: Keys): PersonalData => ({
  erase: async ({ clientId, kind }) => (kind === 'ANONYMISATION' ? { writes: [], removed: {} } : eraseRows(database, clientId, { memberships: { table: 'segments.segment_member' } })),
  async *held(clientId) {
    const rows = await database.query<SegmentRow & { since: Date }>(`SELECT ${columns}, m.since FROM segments.segment_member m JOIN segments.segment s ON s.id = m.segment_id WHERE m.client_id = $1`, [clientId])
    for (const { row, segment } of await openRows(keys, rows)) yield { kind: 'membership', record: { segmentId: segment.id, name: segment.name, since: row.since } }
  },
})
