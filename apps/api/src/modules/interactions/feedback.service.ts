import type { EventId } from '@brokersync/schema/ids'
import { sealChanges } from '../../platform/audit/changes'
import type { Directory } from '../../platform/directory/directory'
import { badInput, conflict, notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Keys } from '../../platform/keys/keys'
import type { Surroundings } from '../../platform/module'
import { ExpectationFailed, type Claim, type Write } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { findItem } from './find-item'
import { checkKey, type Input } from './interaction.service'
import { eventOf, sealTexts } from './interaction-events'
import { keyOwnerOf, type ContentOf, type Interaction } from './interaction'
import type { FeedbackHandling, Recordings } from './recording'
import type { InteractionStore } from './store/interaction.store'

type Feedback = Extract<Interaction, ContentOf<'Feedback'>>

interface Parts {
  recordings: Recordings
  store: InteractionStore
  directory: Directory
  keys: Keys
  database: Database
  commit: Surroundings['commit']
  readable: (id: EventId) => Promise<void>
  /** Resolves when all that was recorded before is applied. */
  caughtUp: () => Promise<void>
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
    const { commit, readable, keys } = this.parts
    const before = await this.require(context, id)
    if (before.codes.revised?.retracted === true) throw conflict('This was taken back')
    if (stepOf(before) >= steps[state]) throw conflict(`This feedback is ${before.codes.handling?.state.toLowerCase() ?? 'open'} already`)
    const handling = { state, at: new Date().toISOString(), by: context.actor.userId }
    const after: Feedback = { ...before, codes: { ...before.codes, handling }, texts: { ...before.texts, handling: note === '' ? before.texts.handling : note } }
    const owner = keyOwnerOf(after)
    const sealer = await keys.sealerFor([owner])
    const event = eventOf('feedback.handled', after, sealTexts(sealer, after), 1 + steps[state])
    const subject = { type: after.kind, id: after.id }
    const changes = sealChanges(sealer, { owner, subject, needs: 'interactions:read' }, [
      { field: 'state', before: before.codes.handling?.state ?? 'OPEN', after: state },
      ...(note === '' ? [] : [{ field: 'note', before: before.texts.handling, after: note }]),
    ])
    const waiting = readable(event.id)
    try {
      await commit({ writes: [stepOnce(id, state)], events: [event], audit: [{ action: event.type, subject, clientIds: [after.clientId], changes }], claims }, context.origin)
    } catch (error) {
      throw error instanceof ExpectationFailed ? conflict('Somebody else was faster; read it again') : error
    }
    await waiting
    return after
  }

  private async require(context: RequestContext, id: string): Promise<Feedback> {
    const { item } = await findItem(this.parts, context, { id, permission: 'interactions:write', what: 'feedback' })
    if (item.kind !== 'Feedback') throw notFound('feedback')
    return item
  }
}
