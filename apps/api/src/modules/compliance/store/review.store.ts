import type { ReviewState } from '@brokersync/schema/enums'
import { communicationTexts, placeOfTexts } from '@brokersync/schema/events/interactions'
import { isUuid, type ClientId, type ReviewId } from '@brokersync/schema/ids'
import { madeWith, sealChanges } from '../../../platform/audit/changes'
import { everywhere, type Reach } from '../../../platform/directory/reach'
import { directoryColumns, reachValues, withinReach } from '../../../platform/directory/reach-sql'
import type { Keys } from '../../../platform/keys/keys'
import type { Surroundings } from '../../../platform/module'
import type { Claim, Origin, Write } from '../../../platform/postgres/commit'
import type { Database } from '../../../platform/postgres/database'
import type { HeldSpan } from '../../../platform/privacy/personal-data'
import type { Review } from '../review'

type Row = Omit<Review, 'texts' | 'note'> & { sealed: Buffer; note: Buffer | null } & Record<string, unknown>

/** What a supervisor reaches: of clients that it sees, what those wrote whom it supervises. */
export interface ReviewReach {
  clients: Reach
  authors: Reach
}

const columns = `r.id, r.interaction_id AS "interactionId", r.client_id AS "clientId", r.author_id AS "authorId", r.channel, r.direction, r.occurred_at AS "occurredAt", r.because, r.sealed, r.state,
  r.reviewed_by AS "reviewedBy", r.reviewed_at AS "reviewedAt", r.note, r.replaced_at AS "replacedAt", r.retracted`
const reached = `compliance.review r JOIN compliance.directory_client d ON d.client_id = r.client_id AND ${withinReach(directoryColumns)}
  WHERE ${withinReach({ owner: 'r.author_id' }, 5)}`

/** Whose key seals what a supervisor says of a communication. */
export const ownerOfReview = (id: string) => ({ id, class: 'review' })
const placeOf = (id: string) => ({ kind: 'review', field: 'note', record: id })

export type ReviewStore = ReturnType<typeof createReviewStore>

/** The queue of communications to be reviewed. */
export function createReviewStore({ database, keys, commit }: { database: Database; keys: Keys; commit: Surroundings['commit'] }) {
  const read = async ({ clients, authors }: ReviewReach, rest: string, values: readonly unknown[]): Promise<Review[]> => {
    const rows = await database.query<Row>(`SELECT ${columns} FROM ${reached} ${rest}`, [...reachValues(clients), ...reachValues(authors), ...values])
    const opened = await keys.open(rows.map(({ interactionId, sealed }) => ({ value: sealed, place: placeOfTexts(interactionId) })))
    const noted = rows.filter((row): row is Row & { note: Buffer } => row.note !== null)
    const notes = await keys.open(noted.map(({ id, note }) => ({ value: note, place: placeOf(id) })))
    const noteOf = new Map(noted.map(({ id }, index) => [id, notes[index] as string | null]))
    // The same row, but for what was sealed.
    return rows.map(({ sealed: _, ...row }, index) => {
      const texts = communicationTexts.safeParse(opened[index])
      return { ...row, texts: texts.success ? { subject: texts.data.subject, body: texts.data.body } : null, note: noteOf.get(row.id) ?? null } as unknown as Review
    })
  }
  return {
    byId: async (reach: ReviewReach, id: string) => (isUuid(id) ? ((await read(reach, 'AND r.id = $9', [id]))[0] ?? null) : null),
    /** Those that wait the longest first; the others newest first. */
    page: (reach: ReviewReach, { state, first, after }: { state: ReviewState; first: number; after: string | null }) =>
      state === 'OPEN'
        ? read(reach, `AND r.state = 'OPEN' AND ($9::uuid IS NULL OR r.id > $9) ORDER BY r.id LIMIT $10`, [after, first])
        : read(reach, 'AND r.state = $11 AND ($9::uuid IS NULL OR r.id < $9) ORDER BY r.id DESC LIMIT $10', [after, first, state]),
    /** Those of communications with a client in a span, newest first, whoever supervises them. */
    ofClient: (clientId: ClientId, { from, to }: HeldSpan, { first, before }: { first: number; before: string | null }) =>
      read(
        { clients: everywhere, authors: everywhere },
        `AND r.client_id = $9 AND ($10::timestamptz IS NULL OR r.occurred_at >= $10) AND ($11::timestamptz IS NULL OR r.occurred_at < $11) AND ($12::uuid IS NULL OR r.id < $12) ORDER BY r.id DESC LIMIT $13`,
        [clientId, from, to, before, first],
      ),
    /** Those of a client of which a supervisor said something. */
    notedOf: (clientId: ClientId) =>
      database.query<{ id: ReviewId; occurredAt: Date }>('SELECT id, occurred_at AS "occurredAt" FROM compliance.review WHERE client_id = $1 AND note IS NOT NULL', [clientId]),
    /** @throws {ExpectationFailed} where it was reviewed meanwhile. */
    async decide({ id, clientId, state: before }: Review, { state, note }: { state: ReviewState; note: string | null }, { claims, origin }: { claims: readonly Claim[]; origin: Origin }): Promise<void> {
      const owner = ownerOfReview(id)
      const sealer = await keys.sealerFor([owner])
      const sealed = note === null ? null : sealer.seal(owner, placeOf(id), note)
      const write: Write = {
        sql: `UPDATE compliance.review SET state = $2, reviewed_by = $3, reviewed_at = now(), note = $4 WHERE id = $1 AND state IN ('OPEN', 'ESCALATED') AND state <> $2 RETURNING 1`,
        values: [id, state, origin.actorId, sealed],
        expect: 1,
        what: 'review',
      }
      const subject = { type: 'Review', id }
      const changes = sealChanges(sealer, { owner, subject, needs: 'supervision:review' }, [{ field: 'state', before, after: state }, ...madeWith({ note })])
      const audit = [{ action: state === 'ESCALATED' ? 'escalateCommunication' : 'signOffCommunication', subject, clientIds: [clientId], changes }]
      await commit({ writes: [write], audit, claims }, origin)
    },
  }
}
