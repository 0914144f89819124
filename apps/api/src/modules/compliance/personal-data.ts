import type { ClientId } from '@brokersync/schema/ids'
import { ownerOfAsked } from '../../platform/approvals/approvals'
import type { KeyOwner, Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import type { HandedTo, HeldRecord, HeldSpan, PersonalData } from '../../platform/privacy/personal-data'
import type { Approval } from './approval'
import type { ClientHold } from './data-subject-request'
import { keeps } from './retention'
import type { Review } from './review'
import type { ApprovalStore } from './store/approval.store'
import { accessesOf } from './store/audit-entry.store'
import { ownerOfHold, type HoldStore } from './store/hold.store'
import type { ProductionStore } from './store/production.store'
import type { RequestStore } from './store/request.store'
import { ownerOfReview, type ReviewStore } from './store/review.store'

interface Parts {
  database: Database
  keys: Keys
  reviews: ReviewStore
  holds: HoldStore
  requests: RequestStore
  approvals: ApprovalStore
  productions: ProductionStore
}

const page = 500
const communications = ({ occurredAt }: Pick<Review, 'occurredAt'>) => `communications-${occurredAt.getUTCFullYear()}`
const within = (at: Date, { from, to }: HeldSpan) => (from === null || at >= from) && (to === null || at < to)

/** What the certificate calls that whose keys go. */
const called: Readonly<Record<string, string>> = { review: 'notes of reviews', hold: 'reasons of holds', approval: 'words of approvals' }

/** The holds on a client that keep nothing of it: those that were released, and those that stand on a span of which there is no record. */
async function idleHolds({ holds, keys }: Parts, clientId: ClientId): Promise<ClientHold[]> {
  const living = (await keys.classesOf([clientId])).filter(({ destroyedAt }) => destroyedAt === null)
  return (await holds.ofClient(clientId)).filter((hold) => hold.releasedAt !== null || !living.some((one) => keeps(hold, one.class)))
}

/** The keys of what was written about a client here: of reviews as long as their communications are kept, of holds as long as they keep anything. */
async function keysOf({ reviews, approvals, keys }: Parts, clientId: ClientId, { kept, idle }: { kept: ReadonlySet<string>; idle: readonly ClientHold[] }): Promise<KeyOwner[]> {
  const noted = (await reviews.notedOf(clientId)).filter((review) => !kept.has(communications(review)))
  const holdIds = idle.map(({ id }) => id)
  const asked = (await approvals.about(clientId, holdIds)).filter(({ clientIds }) => clientIds.length === 0)
  const owners = [...noted.map(({ id }) => ownerOfReview(id)), ...holdIds.map(ownerOfHold), ...asked.map(({ id, clientIds }) => ownerOfAsked(id, clientIds))]
  const living = (await keys.classesOf(owners.map(({ id }) => id))).filter(({ destroyedAt }) => destroyedAt === null)
  return living.map(({ id, class: name }) => ({ id, class: name }))
}

async function* reviewsOf({ reviews }: Parts, clientId: ClientId, span: HeldSpan): AsyncGenerator<Review> {
  for (let before = null as string | null; ; ) {
    const found = await reviews.ofClient(clientId, span, { first: page, before })
    yield* found
    const last = found.at(-1)
    if (last === undefined || found.length < page) return
    before = last.id
  }
}

/** A hold, without why where the client reads it: what an inquiry is about is not told to whom it is about. */
const holdFor = (to: HandedTo, { id, from, to: until, placedAt, releasedAt, ...why }: ClientHold) => {
  const when = { id, from, to: until, placedAt, releasedAt }
  const { reason, placedBy, releasedBy, releaseReason } = why
  return to === 'CLIENT' ? when : { ...when, reason, placedBy, releasedBy, releaseReason }
}

/** An approval; its words, where they are about a hold, say why that was placed. */
const approvalFor = (to: HandedTo, { subject, asked, note, act, state, requestedBy, requestedAt, decidedBy, decidedAt, doneAt, id }: Approval) => {
  const when = { id, act, state, requestedBy, requestedAt, decidedBy, decidedAt, doneAt }
  return to === 'CLIENT' && subject.type === 'ClientHold' ? when : { ...when, says: asked?.says ?? null, note }
}

async function* eachOf(parts: Parts, clientId: ClientId, span: HeldSpan, to: HandedTo): AsyncGenerator<HeldRecord> {
  const { database, holds, requests, approvals, productions } = parts
  for (const owner of await productions.ownersOf(clientId)) yield { kind: 'owner', record: { ...owner } }
  for await (const { clientId: _, ...record } of reviewsOf(parts, clientId, span)) {
    // What was handed on and not closed is an inquiry that runs.
    if (to === 'AUTHORITY' || record.state !== 'ESCALATED') yield { kind: 'review', record, by: record.authorId }
  }
  const placed = await holds.ofClient(clientId)
  for (const hold of placed) yield { kind: 'hold', record: holdFor(to, hold), by: hold.placedBy }
  const asked = (await requests.ofClient(clientId)).filter(({ requestedAt }) => within(requestedAt, span))
  for (const { clientId: _, form: _form, ...record } of asked) yield { kind: 'request', record, by: record.requestedBy }
  const decided = (await approvals.about(clientId, placed.map(({ id }) => id))).filter(({ requestedAt }) => within(requestedAt, span))
  for (const approval of decided) yield { kind: 'approval', record: approvalFor(to, approval), by: approval.requestedBy }
  if (to === 'CLIENT') {
    for (const { userId: _, ...record } of await accessesOf(database, clientId, new Date(0))) yield { kind: 'access', record }
    return
  }
  const produced = (await productions.naming(clientId)).filter(({ requestedAt }) => within(requestedAt, span))
  for (const { id, from, to: until, reason, requestedBy, requestedAt, finishedAt } of produced) {
    yield { kind: 'production', record: { id, from, to: until, reason, requestedBy, requestedAt, finishedAt }, by: requestedBy }
  }
}

/**
 * What supervision, holds, requests and the audit trail say of a client. An erasure takes what was written in them; that they were, when
 * and by whom, is the evidence, and stays. docs/privacy.md says what a client is not told, and why.
 */
export const complianceData = (parts: Parts): PersonalData => ({
  async erase({ clientId, kept }) {
    const idle = await idleHolds(parts, clientId)
    const gone = await keysOf(parts, clientId, { kept, idle })
    if (gone.length > 0) await parts.keys.destroy(gone)
    const removed: Record<string, number> = {}
    for (const { class: name } of gone) {
      const what = called[name] ?? name
      removed[what] = (removed[what] ?? 0) + 1
    }
    const ended = idle.filter(({ releasedAt }) => releasedAt === null).map(({ id }) => id)
    const audit = ended.map((id) => ({ action: 'hold.ended', subject: { type: 'ClientHold', id }, clientIds: [clientId], changes: null }))
    return { writes: [parts.holds.end(ended)], audit, removed }
  },
  held: (clientId, span, to) => eachOf(parts, clientId, span, to),
})
