import { conflict, notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Claim, Write } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { changeItem, type ChangeParts } from './change-item'
import { findItem, type FindParts } from './find-item'
import type { ContentOf, Interaction } from './interaction'
import { onceForItsKey, type Input } from './once-for-its-key'
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
    const asked = { operation: 'handleFeedback', given, parse: (input: object) => this.parts.recordings.parseHandling(input) }
    return onceForItsKey(this.parts, context, asked, (handling, claims) => this.step(context, given.id, handling, claims(given.id)), (id) => this.require(context, id))
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
