import type { ApprovalAct, ApprovalState } from '@brokersync/schema/enums'
import type { ApprovalId, EventId, UserId } from '@brokersync/schema/ids'
import { madeWith, sealChanges } from '../audit/changes'
import { conflict } from '../errors/domain-error'
import type { RequestContext } from '../graph/context'
import { uuidv7 } from '../ids'
import type { KeyOwner } from '../keys/keys'
import type { LoggedEvent } from '../log/log'
import type { Consumer } from '../log/consumer'
import type { Surroundings } from '../module'
import { ExpectationFailed, type Commit, type NewEvent, type Write } from '../postgres/commit'

/** An act that a firm may let nobody do alone. */
export interface GuardedAct {
  /** By its name, or by all that it is at once: it waits where one of them is named. None is nothing that could need anybody. */
  act: ApprovalAct | readonly ApprovalAct[]
  /** The mutation that does it, and its input without the idempotency key: what is approved is this and nothing else. */
  operation: string
  input: Readonly<Record<string, unknown>>
  subject: { type: string; id: string }
  clientIds?: readonly string[]
  /** What it would do, a sentence each, for whoever decides. */
  says: readonly string[]
}

/** What goes into the unit of work of an act that may be done; empty where it needs nobody's approval. */
export type Admission = Required<Pick<Commit, 'writes' | 'events'>>

/** Whether acts may be done at once, or need a second person first. */
export interface Approvals {
  /**
   * To be asked last, when the act is permitted and would succeed; its admission is committed with it, so that an approval works once.
   * @throws {DomainError} CONFLICT with `approvalId` where it waits for a second person: asked for just now, or before.
   */
  admit(context: RequestContext, act: GuardedAct): Promise<Admission>
}

/** What an event asks for; `asked` holds {@link Asked}, sealed. */
export interface ApprovalRequested {
  act: ApprovalAct
  operation: string
  subjectType: string
  subjectId: string
  clientIds: string[]
  expiresAt: string
  asked: string
}

export interface Asked {
  input: Readonly<Record<string, unknown>>
  says: readonly string[]
}

/** Whose key seals what was asked for: the client's that it is about, so that it goes with the client. */
export const ownerOfAsked = (id: string, clientIds: readonly string[]): KeyOwner => (clientIds[0] === undefined ? { id, class: 'approval' } : { id: clientIds[0], class: 'identity' })
export const placeOfAsked = (id: string) => ({ kind: 'approval', field: 'asked', record: id })

type Around = Pick<Surroundings, 'database' | 'keys' | 'approvalRules' | 'commit' | 'consume'>

const nothing: Admission = { writes: [], events: [] }

const event = (type: string, id: ApprovalId, data: object): NewEvent => ({ id: uuidv7<EventId>(), type, subject: id, version: 1, at: new Date(), data: { ...data } })

/** The same input gives the same text, in whatever order its keys stand. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) && !(inner instanceof Date)
      ? Object.fromEntries(Object.entries(inner).filter(([, of]) => of !== undefined && of !== null).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
}

/** Takes what was decided elsewhere about this module's acts. */
const takeDecisions = (schema: string): Consumer => ({
  name: 'take-decisions-when-approval-decided',
  types: ['approval.decided'],
  handle: async (events: readonly LoggedEvent[]) => ({
    writes: [
      {
        sql: `UPDATE ${schema}.approval a SET state = d.state FROM unnest($1::uuid[], $2::text[]) AS d(id, state) WHERE a.id = d.id AND a.state = 'REQUESTED' RETURNING 1`,
        values: [events.map(({ subject }) => subject), events.map(({ data }) => data['state'])],
      },
    ],
  }),
})

/** Guards a module's acts. @param schema the module's own, which keeps what was asked for and may be done. */
export function startApprovals(schema: string, { database, keys, approvalRules: rules, commit, consume }: Around): Approvals {
  if (rules.acts.size === 0) return { admit: async () => nothing }
  const decisions = consume(takeDecisions(schema))
  const openOne = async (by: UserId, fingerprint: Buffer): Promise<{ id: ApprovalId; state: ApprovalState } | undefined> => {
    const rows = await database.query<{ id: ApprovalId; state: ApprovalState }>(
      `SELECT id, state FROM ${schema}.approval WHERE requested_by = $1 AND fingerprint = $2 AND state IN ('REQUESTED', 'APPROVED') AND expires_at > now()`,
      [by, fingerprint],
    )
    return rows[0]
  }
  const ask = async ({ actor, origin }: RequestContext, { act, operation, input, subject, clientIds = [], says }: GuardedAct & { act: ApprovalAct }, fingerprint: Buffer): Promise<ApprovalId> => {
    const id = uuidv7<ApprovalId>()
    const expiresAt = new Date(Date.now() + rules.holdsFor)
    const owner = ownerOfAsked(id, clientIds)
    const sealer = await keys.sealerFor([owner])
    const asked = sealer.seal(owner, placeOfAsked(id), { input, says } satisfies Asked).toString('base64')
    // What it replaces has expired, or it would have been found.
    const write: Write = {
      sql: `INSERT INTO ${schema}.approval AS a (id, act, requested_by, fingerprint, state, expires_at) VALUES ($1, $2, $3, $4, 'REQUESTED', $5)
            ON CONFLICT (requested_by, fingerprint) WHERE state IN ('REQUESTED', 'APPROVED')
            DO UPDATE SET id = excluded.id, state = excluded.state, expires_at = excluded.expires_at WHERE a.expires_at <= now() RETURNING 1`,
      values: [id, act, actor.userId, fingerprint, expiresAt],
      expect: 1,
      what: 'approval',
    }
    const data: ApprovalRequested = { act, operation, subjectType: subject.type, subjectId: subject.id, clientIds: [...clientIds], expiresAt: expiresAt.toISOString(), asked }
    const record = { type: 'Approval', id }
    const made = sealChanges(sealer, { owner, subject: record, needs: 'approvals:decide' }, madeWith({ state: 'REQUESTED', act, operation, subject, says }))
    const audit = [{ action: 'requestApproval', subject: record, clientIds, changes: made }]
    await commit({ writes: [write], events: [event('approval.requested', id, data)], audit }, origin, 'logged')
    return id
  }
  return {
    async admit(context, act) {
      const name = [act.act].flat().find((one) => rules.acts.has(one))
      if (name === undefined) return nothing
      const by = context.actor.userId
      const fingerprint = keys.fingerprint('approval', canonical([name, act.operation, act.subject.id, act.input]))
      let open = await openOne(by, fingerprint)
      if (open?.state === 'REQUESTED') {
        await decisions.catchUp()
        open = await openOne(by, fingerprint)
      }
      if (open?.state === 'APPROVED') {
        const use: Write = { sql: `UPDATE ${schema}.approval SET state = 'DONE' WHERE id = $1 AND state = 'APPROVED' RETURNING 1`, values: [open.id], expect: 1, what: 'approval' }
        return { writes: [use], events: [event('approval.done', open.id, {})] }
      }
      const id = open?.id ?? (await ask(context, { ...act, act: name }, fingerprint).catch(async (error: unknown) => {
        // The same was asked for at the same moment.
        if (error instanceof ExpectationFailed) return (await openOne(by, fingerprint))?.id
        throw error
      }))
      throw conflict('This needs a second person. It was asked for: carry it out once it is approved (Compliance, Approvals)', { approvalId: id ?? null })
    },
  }
}
