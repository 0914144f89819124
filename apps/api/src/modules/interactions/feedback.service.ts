import { badInput, conflict, notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Claim, Write } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { changeItem, type ChangeParts } from './change-item'
import { findItem, type FindParts } from './find-item'
import { checkKey, type Input } from './interaction.service'
import type { ContentOf, Interaction } from './interaction'
import type { FeedbackHandling, Recordings } from './recording'

type Feedback = Extract<Interaction, ContentOf<'Feedback'>>

interface Parts extends FindParts, ChangeParts {
  recordings: Recordings
  database: Database
}

const steps = { OPEN: 0, ACKNOWLEDGED: 1, RESOLVED: 2 } as const
const stepOf = ({ codes }: Feedback) => steps[codes.handling?.state ?? 'OPEN']

/** The write that is there once for each step of a feedback, so that of two at one moment one is refused. */
const stepOnce = (id: string, state: string): Write => ({
  sql: 'INSERT INTO interactions.answered (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1', values: [`${id} ${state}`], expect: 1, what: 'step',
})

/** What becomes of what a client said: it is acknowledged, and resolved. */
export class FeedbackService {
  constructor(private readonly parts: Parts) {}

  /** @throws {DomainError} NOT_FOUND, also out of reach; BAD_USER_INPUT; CONFLICT where it has come that far already, or was taken back. */
  async handle(context: RequestContext, given: Input & { id: string }): Promise<Feedback> {
    const { idempotencyKey = null, ...input } = given
    const { value, faults } = this.parts.recordings.parseHandling(input)
    if (value === undefined) throw badInput(faults)
    checkKey(idempotencyKey)
    const { database, keys } = this.parts
    const repeatable = { caller: context.actor.userId, operation: 'handleFeedback', key: idempotencyKey, input }
    return idempotently({ database, schema: 'interactions', keys }, repeatable, (claims) => this.step(context, input.id, value, claims(input.id)), (id) => this.require(context, id))
  }

  private async step(context: RequestContext, id: string, { state, note }: FeedbackHandling, claims: Claim[]): Promise<Feedback> {
    const before = await this.require(context, id)
    if (before.codes.revised?.retracted === true) throw conflict('This was taken back')
    if (stepOf(before) >= steps[state]) throw conflict(`This feedback is ${before.codes.handling?.state.toLowerCase() ?? 'open'} already`)
    const handling = { state, at: new Date().toISOString(), by: context.actor.userId }
    const after: Feedback = { ...before, codes: { ...before.codes, handling }, texts: { ...before.texts, handling: note === '' ? before.texts.handling : note } }
    return changeItem(this.parts, context, {
      type: 'feedback.handled',
      after,
      version: 1 + steps[state],
      fields: [
        { field: 'state', before: before.codes.handling?.state ?? 'OPEN', after: state },
        ...(note === '' ? [] : [{ field: 'note', before: before.texts.handling, after: note }]),
      ],
      once: () => stepOnce(id, state),
      tooLate: 'Somebody else was faster; read it again',
      claims,
    })
  }

  private async require(context: RequestContext, id: string): Promise<Feedback> {
    const { item } = await findItem(this.parts, context, { id, permission: 'interactions:write', what: 'feedback' })
    if (item.kind !== 'Feedback') throw notFound('feedback')
    return item
  }
}
