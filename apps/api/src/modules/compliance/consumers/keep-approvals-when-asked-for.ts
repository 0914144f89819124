import type { ApprovalRequested } from '../../../platform/approvals/approvals'
import type { Consumer } from '../../../platform/log/consumer'
import type { LoggedEvent } from '../../../platform/log/log'
import type { Write } from '../../../platform/postgres/commit'

const asked = (events: readonly LoggedEvent[]): Write => {
  const of = <T>(field: (data: ApprovalRequested, event: LoggedEvent) => T) => events.map((event) => field(event.data as unknown as ApprovalRequested, event))
  return {
    sql: `INSERT INTO compliance.approval_request (id, act, operation, subject_type, subject_id, client_ids, asked, requested_by, requested_at, expires_at, state)
          SELECT id, act, operation, subject_type, subject_id, clients::uuid[], decode(asked, 'base64'), requested_by, requested_at, expires_at, 'REQUESTED'
          FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::timestamptz[], $10::timestamptz[])
            AS r(id, act, operation, subject_type, subject_id, clients, asked, requested_by, requested_at, expires_at)
          ON CONFLICT DO NOTHING RETURNING 1`,
    values: [
      of((_, event) => event.subject), of((data) => data.act), of((data) => data.operation), of((data) => data.subjectType), of((data) => data.subjectId),
      of((data) => `{${data.clientIds.join(',')}}`), of((data) => data.asked), of((_, event) => event.actorId), of((_, event) => event.at), of((data) => data.expiresAt),
    ],
  }
}

// An act is never asked for and done in one batch: somebody decides between.
const done = (events: readonly LoggedEvent[]): Write => ({
  sql: `UPDATE compliance.approval_request r SET state = 'DONE', done_at = d.at FROM unnest($1::uuid[], $2::timestamptz[]) AS d(id, at) WHERE r.id = d.id AND r.state = 'APPROVED' RETURNING 1`,
  values: [events.map(({ subject }) => subject), events.map(({ at }) => at)],
})

/** Keeps in one place what any module was asked for that needs a second person, and whether it was carried out. */
export const keepApprovalsWhenAskedFor: Consumer = {
  name: 'keep-approvals-when-asked-for',
  types: ['approval.requested', 'approval.done'],
  handle: async (events) => {
    const of = (type: string) => events.filter((event) => event.type === type)
    return { writes: [asked(of('approval.requested')), done(of('approval.done'))] }
  },
}
