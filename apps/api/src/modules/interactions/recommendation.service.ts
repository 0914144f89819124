import type { DirectoryClient } from '../../platform/directory/directory'
import { badInput, conflict, forbidden, notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Claim, Write } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { requireActive } from './active-client'
import { changeItem, type ChangeParts } from './change-item'
import { findItem, type FindParts } from './find-item'
import type { ContentOf, Interaction } from './interaction'
import { onceForItsKey, type Input } from './once-for-its-key'
import type { RecommendationAnswer, Recordings } from './recording'
import { mayRevise } from './revision'
import type { StoredInteraction } from './store/interaction.store'

type Recommendation = Extract<Interaction, ContentOf<'Recommendation'>>

interface Parts extends FindParts, ChangeParts {
  recordings: Recordings
  database: Database
}

/** The write that is there once for each answer, so that of two at one moment one is refused. */
const answerOnce = ({ id, codes: { corrections } }: Recommendation): Write => ({
  sql: 'INSERT INTO interactions.answered (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1', values: [corrections === 0 ? id : `${id} ${corrections}`], expect: 1, what: 'answer',
})

/** What the client made of a recommendation; a former answer that was corrected stays in the audit trail. */
export class RecommendationService {
  constructor(private readonly parts: Parts) {}

  /** @throws {DomainError} BAD_USER_INPUT, also for an answer before the recommendation; NOT_FOUND, also out of reach; FORBIDDEN for who may not correct an answer; CONFLICT where it was answered before and no reason is given, or the client is inactive. */
  async answer(context: RequestContext, given: Input & { id: string }): Promise<Recommendation> {
    const asked = { operation: 'answerRecommendation', given, parse: (input: object) => this.parts.recordings.parseAnswer(input) }
    return onceForItsKey(
      this.parts,
      context,
      asked,
      (answer, claims) => this.answerOnce(context, given.id, answer, claims(given.id)),
      async (id, answer) => answered((await this.require(context, id)).opened, answer),
    )
  }

  private async answerOnce(context: RequestContext, id: string, answer: RecommendationAnswer, claims: Claim[]): Promise<Recommendation> {
    const { opened, stored, client } = await this.require(context, id)
    requireActive(client)
    if (answer.answeredAt < opened.occurredAt) throw badInput([{ path: 'answeredAt', message: 'must not be before the recommendation' }])
    const after = answered(opened, answer)
    const isCorrection = opened.codes.outcome !== null
    if (!isCorrection && answer.reason !== null) throw badInput([{ path: 'reason', message: 'is of a correction, and nothing was answered yet' }])
    if (isCorrection) {
      if (answer.reason === null) throw conflict('This recommendation was answered before')
      if (!mayRevise(context.actor, opened, client)) throw forbidden('Only its author, or who hands clients over, corrects an answer')
      if (after.codes.outcome === opened.codes.outcome && after.codes.answeredAt === opened.codes.answeredAt) throw badInput([{ path: 'outcome', message: 'is what stands there already' }])
      after.codes.corrections += 1
    }
    return changeItem(this.parts, context, {
      type: 'recommendation.answered',
      after,
      sealed: stored.sealed,
      version: 2 + after.codes.corrections,
      fields: [
        ...(['outcome', 'answeredAt'] as const).map((field) => ({ field, before: opened.codes[field], after: after.codes[field] })),
        ...(answer.reason === null ? [] : [{ field: 'reason', before: null, after: answer.reason }]),
      ],
      once: () => answerOnce(after),
      tooLate: 'This recommendation was answered before',
      claims,
    })
  }

  private async require(context: RequestContext, id: string): Promise<{ opened: Recommendation; stored: StoredInteraction; client: DirectoryClient }> {
    const { client, stored, item } = await findItem(this.parts, context, { id, permission: 'interactions:write', what: 'recommendation' })
    if (item.kind !== 'Recommendation') throw notFound('recommendation')
    return { opened: item, stored, client }
  }
}

const answered = (item: Recommendation, { outcome, answeredAt }: RecommendationAnswer): Recommendation => ({
  ...item, codes: { ...item.codes, outcome, answeredAt: answeredAt.toISOString() },
})
