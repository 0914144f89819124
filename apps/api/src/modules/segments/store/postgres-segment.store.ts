import type { ClientId, EventId, SegmentId } from '@brokersync/schema/ids'
import { uuidv7 } from '../../../platform/ids'
import { directoryColumns, reachValues, withinReach } from '../../../platform/directory/reach-sql'
import { whileStanding } from '../../../platform/directory/standing'
import type { Keys } from '../../../platform/keys/keys'
import type { Surroundings } from '../../../platform/module'
import type { Database } from '../../../platform/postgres/database'
import type { Segment, SegmentMember } from '../segment'
import { columns, createdAudit, insertSegment, keyOwnerOf, memberAudit, memberEvents, memberWrites, openRows, type SegmentRow } from './segment-rows'
import type { SegmentStore } from './segment.store'

// The clients that a caller reaches, joined into every statement that speaks of members.
const reachable = `JOIN segments.directory_client d ON d.client_id = m.client_id AND ${withinReach(directoryColumns)}`

export function postgresSegmentStore({ database, keys, commit }: { database: Database; keys: Keys; commit: Surroundings['commit'] }): SegmentStore {
  return {
    async byIds(ids) {
      const rows = await database.query<SegmentRow>(`SELECT ${columns} FROM segments.segment s WHERE s.id = ANY ($1::uuid[])`, [ids])
      return new Map((await openRows(keys, rows)).map(({ segment }) => [segment.id, segment]))
    },
    async list(reach, { first, before }) {
      const rows = await database.query<SegmentRow>(
        `SELECT ${columns} FROM segments.segment s WHERE ${withinReach({ owner: 's.owner_id' })} AND ($5::uuid IS NULL OR s.id < $5) ORDER BY s.id DESC LIMIT $6`,
        [...reachValues(reach), before, first],
      )
      return (await openRows(keys, rows)).map(({ segment }) => segment)
    },
    async memberCounts(ids, reach) {
      const rows = await database.query<{ id: SegmentId; members: number }>(
        `SELECT m.segment_id AS id, count(*) AS members FROM segments.segment_member m ${reachable} WHERE m.segment_id = ANY ($5::uuid[]) GROUP BY m.segment_id`,
        [...reachValues(reach), ids],
      )
      return new Map(rows.map(({ id, members }) => [id, members]))
    },
    members: (id, reach, { first, after }) =>
      database.query<SegmentMember & Record<string, unknown>>(
        `SELECT m.client_id AS "clientId", m.since FROM segments.segment_member m ${reachable}
         WHERE m.segment_id = $5 AND ($6::timestamptz IS NULL OR (m.since, m.client_id) < ($6, $7::uuid)) ORDER BY m.since DESC, m.client_id DESC LIMIT $8`,
        [...reachValues(reach), id, after?.since ?? null, after?.clientId ?? null, first],
      ),
    async present(id, clientIds) {
      const rows = await database.query<{ id: ClientId }>('SELECT client_id AS id FROM segments.segment_member WHERE segment_id = $1 AND client_id = ANY ($2::uuid[])', [id, clientIds])
      return new Set(rows.map((row) => row.id))
    },
    async ofClients(clientIds, reach) {
      const rows = await database.query<SegmentRow & { client_id: ClientId }>(
        `SELECT m.client_id, ${columns} FROM segments.segment_member m ${reachable} JOIN segments.segment s ON s.id = m.segment_id
         WHERE m.client_id = ANY ($5::uuid[]) ORDER BY s.id`,
        [...reachValues(reach), clientIds],
      )
      const found = new Map<ClientId, Segment[]>()
      for (const { row, segment } of await openRows(keys, rows)) found.set(row.client_id, [...(found.get(row.client_id) ?? []), segment])
      return found
    },
    async create(segment, claims, origin) {
      const { id, version, updatedAt: at, kind } = segment
      const sealer = await keys.sealerFor([keyOwnerOf(id)])
      const created = { id: uuidv7<EventId>(), type: 'segment.created', subject: id, version, at, data: { kind } }
      await commit({ writes: [insertSegment(sealer, segment)], events: [created], audit: [createdAudit(sealer, segment)], claims }, origin)
    },
    async changeMembers(segment, change, origin) {
      await commit({ writes: [whileStanding('segments', change.entered), ...memberWrites(segment, change)], events: memberEvents(segment, change), audit: memberAudit(segment, change) }, origin)
    },
  }
}
