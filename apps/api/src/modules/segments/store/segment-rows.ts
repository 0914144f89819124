import type { SegmentKind } from '@brokersync/schema/enums'
import type { EventId, SegmentId, UserId } from '@brokersync/schema/ids'
import { madeWith, sealChanges } from '../../../platform/audit/changes'
import { uuidv7 } from '../../../platform/ids'
import type { Keys, Sealer } from '../../../platform/keys/keys'
import type { AuditRow, NewEvent, Write } from '../../../platform/postgres/commit'
import type { MemberChange, Segment, SegmentContent } from '../segment'

/** A row of `segments.segment`. */
export interface SegmentRow {
  id: SegmentId
  owner_id: UserId
  kind: SegmentKind
  content: Buffer
  version: number
  updated_at: Date
}

export const columns = 's.id, s.owner_id, s.kind, s.content, s.version, s.updated_at'

export const keyOwnerOf = (id: SegmentId) => ({ id, class: 'segment' })
const placeOf = (id: SegmentId, field: 'content') => ({ kind: 'segment', field, record: id })

/** Segments of their rows, by one look-up of keys; one whose key was destroyed is left out. */
export async function openRows<Row extends SegmentRow>(keys: Keys, rows: readonly Row[]): Promise<{ row: Row; segment: Segment }[]> {
  const opened = await keys.open(rows.map((row) => ({ value: row.content, place: placeOf(row.id, 'content') })))
  return rows.flatMap((row, index) => {
    const content = opened[index] as SegmentContent | null | undefined
    if (!content) return []
    return [{ row, segment: { ...content, id: row.id, ownerId: row.owner_id, kind: row.kind, version: row.version, updatedAt: row.updated_at } }]
  })
}

export function insertSegment(sealer: Sealer, { id, ownerId, kind, name, description, version, updatedAt }: Segment): Write {
  const content = sealer.seal(keyOwnerOf(id), placeOf(id, 'content'), { name, description } satisfies SegmentContent)
  return {
    sql: 'INSERT INTO segments.segment (id, owner_id, kind, content, version, updated_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING 1',
    values: [id, ownerId, kind, content, version, updatedAt],
  }
}

/** The audit row of a new segment, with what was written of it. */
export function createdAudit(sealer: Sealer, { id, name, description, kind }: Segment): AuditRow {
  const changes = madeWith({ name, description, kind })
  const subject = { type: 'Segment', id }
  return { action: 'createSegment', subject, clientIds: [], changes: sealChanges(sealer, { owner: keyOwnerOf(id), subject, needs: 'segments:read' }, changes) }
}

/** The writes by which a segment's members change, and it becomes its next version. */
export const memberWrites = ({ id, version, updatedAt }: Segment, { entered, left }: MemberChange): Write[] => [
  {
    sql: 'UPDATE segments.segment SET version = $2, updated_at = $3 WHERE id = $1 AND version = $2 - 1 RETURNING 1',
    values: [id, version, updatedAt],
    expect: 1,
    what: 'segment',
  },
  {
    sql: 'INSERT INTO segments.segment_member (segment_id, client_id, since) SELECT $1, c, $3 FROM unnest($2::uuid[]) AS c RETURNING 1',
    values: [id, entered, updatedAt],
    expect: entered.length,
    what: 'members',
  },
  {
    sql: 'DELETE FROM segments.segment_member WHERE segment_id = $1 AND client_id = ANY ($2::uuid[]) RETURNING 1',
    values: [id, left],
    expect: left.length,
    what: 'members',
  },
]

/** One event for each client that came or went. */
export function memberEvents({ id, version, updatedAt }: Segment, { entered, left }: MemberChange): NewEvent[] {
  const event = (type: string, clientId: string): NewEvent => ({ id: uuidv7<EventId>(), type, subject: clientId, version, at: updatedAt, data: { segmentId: id } })
  return [...entered.map((clientId) => event('segment.entered', clientId)), ...left.map((clientId) => event('segment.left', clientId))]
}

export function memberAudit({ id }: Segment, { entered, left }: MemberChange): AuditRow[] {
  const rows = [{ action: 'addSegmentMembers', clientIds: entered }, { action: 'removeSegmentMembers', clientIds: left }]
  return rows.filter(({ clientIds }) => clientIds.length > 0).map(({ action, clientIds }) => ({ action, subject: { type: 'Segment', id }, clientIds, changes: null }))
}
