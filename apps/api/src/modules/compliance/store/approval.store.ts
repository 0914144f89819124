import type { ApprovalAct, ApprovalState } from '@brokersync/schema/enums'
import { isUuid, type ApprovalId, type ClientId, type EventId, type UserId } from '@brokersync/schema/ids'
import { ownerOfAsked, placeOfAsked, type Asked } from '../../../platform/approvals/approvals'
import { sealChanges } from '../../../platform/audit/changes'
import { nowhere, type Reach } from '../../../platform/directory/reach'
import { directoryColumns, reachValues, withinReach } from '../../../platform/directory/reach-sql'
import { uuidv7 } from '../../../platform/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { Surroundings } from '../../../platform/module'
import type { Claim, Origin } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import type { Approval } from '../approval'

/** What somebody makes of an approval. */
export interface Decision {
  state: Extract<ApprovalState, 'APPROVED' | 'REFUSED' | 'WITHDRAWN'>
  note: string | null
}

export interface ApprovalStore {
  byId(id: string): Promise<Approval | null>
  /** Newest first: what the user asked for and, where a reach is given, what is about nobody out of it; only those that wait for a decision, or all. */
  page(query: { userId: UserId; reach: Reach | null; waiting: boolean }, page: { first: number; before: string | null }): Promise<Approval[]>
  /** Those about a client, or about one of these holds on it, newest first. */
  about(clientId: ClientId, holdIds: readonly string[]): Promise<Approval[]>
  /** @throws {ExpectationFailed} where it waits no more. */
  decide(approval: Approval, decision: Decision, making: { claims: readonly Claim[]; origin: Origin }): Promise<void>
}

interface Row {
  id: ApprovalId
  act: ApprovalAct
  operation: string
  subjectType: string
  subjectId: string
  clientIds: ClientId[]
  aboutIds: ClientId[]
  asked: Buffer
  requestedBy: UserId
  requestedAt: Date
  expiresAt: Date
  state: ApprovalState
  decidedBy: UserId | null
  decidedAt: Date | null
  note: Buffer | null
  doneAt: Date | null
  [column: string]: unknown
}

/** What was asked for is so already: the client is erased, or the hold is released. */
const isOvertaken = `CASE subject_type
  WHEN 'Client' THEN EXISTS (SELECT 1 FROM compliance.directory_client c WHERE c.client_id = subject_id::uuid AND (c.status = 'ERASED' OR (c.status = 'ANONYMISED' AND operation = 'anonymiseClient')))
  WHEN 'ClientHold' THEN EXISTS (SELECT 1 FROM compliance.legal_hold h WHERE h.id = subject_id::uuid AND h.released_at IS NOT NULL)
  ELSE false END`

const aboutIds = `CASE subject_type WHEN 'ClientHold' THEN ARRAY(SELECT h.client_id FROM compliance.legal_hold h WHERE h.id = subject_id::uuid) ELSE client_ids END`

/** Whether all whom it is about are within a reach, whose parameters begin at `first`. */
const isReached = (first: number) => `NOT EXISTS (
  SELECT 1 FROM unnest(${aboutIds}) AS about(id) LEFT JOIN compliance.directory_client d ON d.client_id = about.id WHERE d.client_id IS NULL OR NOT ${withinReach(directoryColumns, first)})`

const columns = `id, act, operation, subject_type AS "subjectType", subject_id AS "subjectId", client_ids AS "clientIds", ${aboutIds} AS "aboutIds", asked, requested_by AS "requestedBy",
  requested_at AS "requestedAt", expires_at AS "expiresAt", CASE WHEN state IN ('REQUESTED', 'APPROVED') AND ${isOvertaken} THEN 'OVERTAKEN' ELSE state END AS state, decided_by AS "decidedBy", decided_at AS "decidedAt", note, done_at AS "doneAt"`

const placeOfNote = (id: string) => ({ kind: 'approval', field: 'note', record: id })

export function postgresApprovalStore({ database, keys, commit }: { database: Database; keys: Keys; commit: Surroundings['commit'] }): ApprovalStore {
  const read = async (where: string, values: readonly unknown[]): Promise<Approval[]> => {
    const rows = await database.query<Row>(`SELECT ${columns} FROM compliance.approval_request WHERE ${where}`, values)
    const asked = await keys.open(rows.map(({ id, asked: value }) => ({ value, place: placeOfAsked(id) })))
    const noted = rows.filter((row): row is Row & { note: Buffer } => row.note !== null)
    const notes = await keys.open(noted.map(({ id, note }) => ({ value: note, place: placeOfNote(id) })))
    const noteOf = new Map(noted.map(({ id }, index) => [id, notes[index] as string | null]))
    return rows.map(({ subjectType, subjectId, note: _, ...row }, index) => ({
      ...row, subject: { type: subjectType, id: subjectId }, asked: (asked[index] ?? null) as Asked | null, note: noteOf.get(row.id) ?? null,
    }))
  }
  return {
    byId: async (id) => (isUuid(id) ? ((await read('id = $1', [id]))[0] ?? null) : null),
    page: ({ userId, reach, waiting }, { first, before }) =>
      read(
        `(requested_by = $1 OR ($5::boolean AND ${isReached(6)})) AND (NOT $2::boolean OR (state = 'REQUESTED' AND expires_at > now() AND NOT ${isOvertaken})) AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
        [userId, waiting, before, first, reach !== null, ...reachValues(reach ?? nowhere)],
      ),
    about: (clientId, holdIds) => read(`client_ids @> ARRAY[$1::uuid] OR (subject_type = 'ClientHold' AND subject_id = ANY ($2::text[])) ORDER BY id DESC`, [clientId, holdIds]),
    async decide({ id, clientIds, state: before }, { state, note }, { claims, origin }) {
      const owner = ownerOfAsked(id, clientIds)
      const sealer = await keys.sealerFor([owner])
      const subject = { type: 'Approval', id }
      const changes = sealChanges(sealer, { owner, subject, needs: 'approvals:decide' }, [{ field: 'state', before, after: state }, ...(note === null ? [] : [{ field: 'note', before: null, after: note }])])
      const write = {
        sql: `UPDATE compliance.approval_request SET state = $2, decided_by = $3, decided_at = now(), note = $4 WHERE id = $1 AND state = 'REQUESTED' AND expires_at > now() RETURNING 1`,
        values: [id, state, origin.actorId, note === null ? null : sealer.seal(owner, placeOfNote(id), note)],
        expect: 1,
        what: 'approval',
      }
      const decided = { id: uuidv7<EventId>(), type: 'approval.decided', subject: id, version: 2, at: new Date(), data: { state } }
      const action = state === 'WITHDRAWN' ? 'withdrawApproval' : 'decideApproval'
      await commit({ writes: [write], events: [decided], audit: [{ action, subject, clientIds, changes }], claims }, origin, 'logged')
    },
  }
}
