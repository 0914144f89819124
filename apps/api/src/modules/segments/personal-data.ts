import { eraseRows } from '../../platform/privacy/erased-rows'
import type { PersonalData } from '../../platform/privacy/personal-data'
import type { Database } from '../../platform/postgres/database'

/** Which groups a client is in; one that was made anonymous stays counted. */
export const segmentData = (database: Database): PersonalData => ({
  erase: async ({ clientId, kind }) => (kind === 'ANONYMISATION' ? { writes: [], removed: {} } : eraseRows(database, clientId, { memberships: { table: 'segments.segment_member' } })),
  async *held(clientId) {
    const rows = await database.query<{ segmentId: string; since: Date }>('SELECT segment_id AS "segmentId", since FROM segments.segment_member WHERE client_id = $1', [clientId])
    for (const row of rows) yield { kind: 'membership', record: { ...row } }
  },
})
