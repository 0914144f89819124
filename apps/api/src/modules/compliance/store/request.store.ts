import type { DataSubjectRequestKind } from '@brokersync/schema/enums'
import { isUuid, type ClientId, type EventId, type RequestId, type UserId } from '@brokersync/schema/ids'
import type { Reach } from '../../../platform/directory/reach'
import { directoryColumns, reachValues, reachWidth, withinReach } from '../../../platform/directory/reach-sql'
import { uuidv7 } from '../../../platform/ids'
import type { Keys } from '../../../platform/keys/keys'
import type { Surroundings } from '../../../platform/module'
import type { Claim, NewEvent, Origin, Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import type { ErasureAsked } from '../../../platform/privacy/erase-when-asked'
import type { RecordsAsked } from '../../../platform/privacy/hand-out-when-asked'
import type { Admission } from '../../../platform/approvals/approvals'
import { madeWith, rowOfChange, type FieldChange } from '../../../platform/audit/changes'
import type { DataSubjectRequest } from '../data-subject-request'
import type { Kept } from '../retention'
import type { Moved } from '../retention-set'

type Row = Omit<DataSubjectRequest, 'reason'> & { reason: Buffer | null } & Record<string, unknown>

const columns = `r.id, r.kind, r.client_id AS "clientId", r.reference, r.status, r.requested_by AS "requestedBy", r.requested_at AS "requestedAt", r.reason, r.finished_at AS "finishedAt", r.round, r.gone, r.kept, r.removed, r.form`

/** Who looks: it sees the requests of the clients that it reaches, and what it asked to be erased or made anonymous itself. */
export interface SeenBy {
  reach: Reach
  userId: UserId
}

const seen = `JOIN compliance.directory_client d ON d.client_id = r.client_id WHERE (${withinReach(directoryColumns)} OR (r.requested_by = $${reachWidth + 1} AND r.kind <> 'ACCESS'))`
const seenValues = ({ reach, userId }: SeenBy): unknown[] => [...reachValues(reach), userId]
const afterSeen = reachWidth + 2


const ownerOf = (id: string) => ({ id, class: 'data-subject-request' })
const placeOf = (id: string) => ({ kind: 'data-subject-request', field: 'reason', record: id })

/** Asks all modules for what they hold, or to remove what a request does not keep. */
const asksModules = ({ id, clientId, round, kind, kept }: DataSubjectRequest): NewEvent => {
  const head = { id: uuidv7<EventId>(), subject: clientId, version: round, at: new Date() }
  if (kind === 'ACCESS') {
    const asked: RecordsAsked = { requestId: id, part: round, clients: [clientId], partly: [], people: [], from: null, to: null, handedTo: 'CLIENT' }
    return { ...head, type: 'records.requested', data: { ...asked } }
  }
  const asked: ErasureAsked = { requestId: id, round, kind, kept: kept.map((one) => one.class) }
  return { ...head, type: 'client.erasure_requested', data: { ...asked } }
}

const actions: Readonly<Record<DataSubjectRequestKind, string>> = { ACCESS: 'requestDataExport', ERASURE: 'eraseClient', ANONYMISATION: 'anonymiseClient' }
const ends: Readonly<Record<DataSubjectRequestKind, string>> = { ACCESS: 'client.exported', ERASURE: 'client.erased', ANONYMISATION: 'client.anonymised' }

const system = (id: string): Origin => ({ actorId: null, credential: 'system', requestId: `data subject request ${id}` })

/** What is kept of an erased client, between two looks at it. */
export interface KeptOf extends Record<string, unknown> {
  id: RequestId
  clientId: ClientId
  round: number
  kept: readonly Kept[]
}

export type RequestStore = ReturnType<typeof createRequestStore>

/** The requests of data subjects. */
export function createRequestStore({ database, keys, commit }: { database: Database; keys: Keys; commit: Surroundings['commit'] }) {
  const read = async (rest: string, values: readonly unknown[] = []): Promise<DataSubjectRequest[]> => {
    const rows = await database.query<Row>(`SELECT ${columns} FROM compliance.data_subject_request r ${rest}`, values)
    const reasoned = rows.filter((row): row is Row & { reason: Buffer } => row.reason !== null)
    const opened = await keys.open(reasoned.map(({ id, reason }) => ({ value: reason, place: placeOf(id) })))
    const reasons = new Map(reasoned.map(({ id }, index) => [id, opened[index] as string | null]))
    // The same row, but for its reason.
    return rows.map((row) => ({ ...row, reason: reasons.get(row.id) ?? null }) as unknown as DataSubjectRequest)
  }
  const audited = (action: string, { id, clientId }: DataSubjectRequest, changes: readonly FieldChange[]) =>
    rowOfChange(keys, { action, owner: ownerOf(id), subject: { type: 'DataSubjectRequest', id }, clientIds: [clientId], needs: 'privacy:export' }, changes)
  return {
    seen: async (by: SeenBy, id: string) => (isUuid(id) ? ((await read(`${seen} AND r.id = $${afterSeen}`, [...seenValues(by), id]))[0] ?? null) : null),
    /** Newest first. */
    ofClient: (clientId: ClientId) => read('WHERE r.client_id = $1 ORDER BY r.id DESC', [clientId]),
    /** That the client was erased or made anonymous, or is being so. */
    endsOf: (clientId: ClientId) =>
      database.query<Pick<DataSubjectRequest, 'kind' | 'status'>>(`SELECT kind, status FROM compliance.data_subject_request WHERE client_id = $1 AND kind <> 'ACCESS'`, [clientId]),
    /** Newest first. */
    page: (by: SeenBy, { first, before }: { first: number; before: string | null }) =>
      read(`${seen} AND ($${afterSeen}::uuid IS NULL OR r.id < $${afterSeen}) ORDER BY r.id DESC LIMIT $${afterSeen + 1}`, [...seenValues(by), before, first]),
    /** Those of a client that run, or that keep something still. */
    openOf: (clientId: ClientId) => read(`WHERE client_id = $1 AND (status = 'RUNNING' OR kept <> '[]') ORDER BY id`, [clientId]),
    /** Whether an export of a client's runs. */
    isExported: async (clientId: ClientId) => (await read(`WHERE client_id = $1 AND kind = 'ACCESS' AND status = 'RUNNING'`, [clientId])).length > 0,
    exportsOf: (clientId: ClientId) => read(`WHERE client_id = $1 AND kind = 'ACCESS' ORDER BY id`, [clientId]),

    async add(request: DataSubjectRequest, { claims, origin, admission, turn }: { claims: readonly Claim[]; origin: Origin; admission: Admission; turn: Write }): Promise<void> {
      const { id, kind, clientId, reference, requestedBy, requestedAt, reason, gone, kept, form } = request
      const sealed = reason === null ? null : (await keys.sealerFor([ownerOf(id)])).seal(ownerOf(id), placeOf(id), reason)
      const write: Write = {
        sql: `INSERT INTO compliance.data_subject_request (id, kind, client_id, reference, status, requested_by, requested_at, reason, gone, kept, form)
              VALUES ($1, $2, $3, $4, 'RUNNING', $5, $6, $7, $8, $9, $10) RETURNING 1`,
        values: [id, kind, clientId, reference, requestedBy, requestedAt, sealed, JSON.stringify(gone), JSON.stringify(kept), form],
      }
      const audit = [await audited(actions[kind], request, madeWith({ status: 'RUNNING', kind, reference, grounds: reason }))]
      await commit({ writes: [turn, write, ...admission.writes], events: [...admission.events, asksModules(request)], audit, claims }, origin, 'logged')
    },
    /** Those that all of these modules have answered. */
    answered: (modules: readonly string[]) =>
      read(`WHERE status = 'RUNNING' AND (SELECT count(*) FROM compliance.module_answer a WHERE a.request_id = r.id AND a.round = r.round AND a.module = ANY ($1)) = $2 ORDER BY id LIMIT 10`, [modules, modules.length]),
    /** Those of which more is to go, and whose client nothing is going of right now. */
    due: () =>
      read(`WHERE status = 'FINISHED' AND due_at <= now() AND NOT EXISTS (SELECT FROM compliance.data_subject_request o WHERE o.client_id = r.client_id AND o.kind <> 'ACCESS' AND o.status = 'RUNNING') ORDER BY due_at LIMIT 10`),

    /** Ends what was answered; its keys are gone. @param ended.due when more is to go; null: not by itself. */
    async finish(request: DataSubjectRequest, { gone, kept, due, turn }: { gone: readonly string[]; kept: readonly Kept[]; due: Date | null; turn: Write }): Promise<void> {
      const write: Write = {
        sql: `UPDATE compliance.data_subject_request r SET status = 'FINISHED', finished_at = now(), gone = CASE WHEN kind = 'ACCESS' THEN gone ELSE $3::jsonb END, kept = $4::jsonb, due_at = $5,
                removed = r.removed || (SELECT coalesce(jsonb_object_agg(module, counts), '{}') FROM compliance.module_answer a WHERE a.request_id = r.id AND a.round = r.round AND a.counts <> '{}')
              WHERE id = $1 AND round = $2 AND status = 'RUNNING' RETURNING 1`,
        values: [request.id, request.round, JSON.stringify(gone), JSON.stringify(kept), due],
        expect: 1,
        what: 'request',
      }
      const changes = [{ field: 'status', before: 'RUNNING', after: 'FINISHED' }, { field: 'gone', before: request.gone, after: gone }, { field: 'kept', before: request.kept, after: kept }]
      const event = { id: uuidv7<EventId>(), type: ends[request.kind], subject: request.clientId, version: request.round, at: new Date(), data: { requestId: request.id } }
      await commit({ writes: [turn, write], events: [event], audit: [await audited(ends[request.kind], request, changes)] }, system(request.id))
    },
    /** Asks the modules once more, for what is kept no longer. */
    async again(request: DataSubjectRequest, { gone, kept, turn }: { gone: readonly string[]; kept: readonly Kept[]; turn: Write }): Promise<void> {
      const write: Write = {
        sql: `UPDATE compliance.data_subject_request SET status = 'RUNNING', round = round + 1, gone = gone || $4::jsonb, kept = $3::jsonb, due_at = NULL WHERE id = $1 AND round = $2 AND status = 'FINISHED' RETURNING 1`,
        values: [request.id, request.round, JSON.stringify(kept), JSON.stringify(gone)],
        expect: 1,
        what: 'request',
      }
      await commit({ writes: [turn, write], events: [asksModules({ ...request, round: request.round + 1, kept })] }, system(request.id))
    },
    /** The write that has what a client's erasure keeps looked at anew. */
    lookAgain: (clientId: ClientId): Write => ({
      sql: `UPDATE compliance.data_subject_request SET due_at = now() WHERE client_id = $1 AND status = 'FINISHED' AND kept <> '[]' RETURNING 1`, values: [clientId],
    }),
    /** What is kept of erased clients, but for those that are looked at right now. */
    keeping: () => database.query<KeptOf>(`SELECT id, client_id AS "clientId", round, kept FROM compliance.data_subject_request WHERE status = 'FINISHED' AND kept <> '[]' ORDER BY id`),
    /** The writes that move the days on which what is kept goes; one that has come already stays. */
    keepUntil: (moves: readonly (Moved & { of: KeptOf })[]): Write[] =>
      moves.length === 0
        ? []
        : [
            {
              sql: `UPDATE compliance.data_subject_request r SET kept = m.kept, due_at = least(m.due, CASE WHEN r.due_at <= now() THEN r.due_at END)
                    FROM unnest($1::uuid[], $2::int[], $3::jsonb[], $4::timestamptz[]) AS m(id, round, kept, due)
                    WHERE r.id = m.id AND r.round = m.round AND r.status = 'FINISHED' RETURNING 1`,
              values: [moves.map(({ of }) => of.id), moves.map(({ of }) => of.round), moves.map(({ kept }) => JSON.stringify(kept)), moves.map(({ due }) => due)],
            },
          ],
    /** Exports are handed out for a week. */
    oldExports: () => read(`WHERE kind = 'ACCESS' AND status = 'FINISHED' AND finished_at < now() - interval '7 days' AND gone = '[]' LIMIT 10`),
    async dropExport({ id }: DataSubjectRequest): Promise<void> {
      await database.query(`UPDATE compliance.data_subject_request SET gone = '["export"]' WHERE id = $1`, [id as RequestId])
    },
  }
}
