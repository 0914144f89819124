import type { ClientStatus } from '@brokersync/schema/enums'
import { badInput, conflict, notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Claim, Write } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { changeItem, type ChangeParts } from './change-item'
import { findItem, type FindParts } from './find-item'
import type { ContentOf, Interaction } from './interaction'
import { onceForItsKey, type Input } from './once-for-its-key'
import type { RecommendationAnswer, Recordings } from './recording'
import type { StoredInteraction } from './store/interaction.store'

type Recommendation = Extract<Interaction, ContentOf<'Recommendation'>>

interface Parts extends FindParts, ChangeParts {
  recordings: Recordings
  database: Database
}

const answerOnce = (id: string): Write => ({
  sql: 'INSERT INTO interactions.answered (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1', values: [id], expect: 1, what: 'answer',
})

/** What the client made of a recommendation. */
export class RecommendationService {
  constructor(private readonly parts: Parts) {}

  /** @throws {DomainError} BAD_USER_INPUT, also for an answer before the recommendation; NOT_FOUND, also out of reach; CONFLICT where it was answered before, or the client is inactive. */
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
    const { opened, stored, status } = await this.require(context, id)
    if (status !== 'ACTIVE') throw conflict('This client is not active')
    if (answer.answeredAt < opened.occurredAt) throw badInput([{ path: 'answeredAt', message: 'must not be before the recommendation' }])
    if (opened.codes.outcome !== null) throw conflict('This recommendation was answered before')
    const after = answered(opened, answer)
    return changeItem(this.parts, context, {
      type: 'recommendation.answered',
      after,
      sealed: stored.sealed,
      version: 2,
      fields: (['outcome', 'answeredAt'] as const).map((field) => ({ field, before: opened.codes[field], after: after.codes[field] })),
      once: () => answerOnce(id),
      tooLate: 'This recommendation was answered before',
      claims,
    })
  }

  private async require(context: RequestContext, id: string): Promise<{ opened: Recommendation; stored: StoredInteraction; status: ClientStatus }> {
    const { client, stored, item } = await findItem(this.parts, context, { id, permission: 'interactions:write', what: 'recommendation' })
    if (item.kind !== 'Recommendation') throw notFound('recommendation')
    return { opened: item, stored, status: client.status }
  }
}

const answered = (item: Recommendation, { outcome, answeredAt }: RecommendationAnswer): Recommendation => ({
  ...item, codes: { ...item.codes, outcome, answeredAt: answeredAt.toISOString() },
})
