import type { ClientStatus } from '@brokersync/schema/enums'
import type { EventId } from '@brokersync/schema/ids'
import { sealChanges, type SealedChanges } from '../../platform/audit/changes'
import type { Directory } from '../../platform/directory/directory'
import { badInput, conflict, notFound } from '../../platform/errors/domain-error'
import type { RequestContext } from '../../platform/graph/context'
import type { Keys } from '../../platform/keys/keys'
import type { Surroundings } from '../../platform/module'
import { ExpectationFailed, type Claim, type Write } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { checkKey, type Input } from './interaction.service'
import { findItem } from './find-item'
import { eventOf } from './interaction-events'
import { keyOwnerOf, type ContentOf, type Interaction } from './interaction'
import type { RecommendationAnswer, Recordings } from './recording'
import type { InteractionStore, StoredInteraction } from './store/interaction.store'

type Recommendation = Extract<Interaction, ContentOf<'Recommendation'>>

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

const answerOnce = (id: string): Write => ({
  sql: 'INSERT INTO interactions.answered (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1', values: [id], expect: 1, what: 'answer',
})

/** What the client made of a recommendation. */
export class RecommendationService {
  constructor(private readonly parts: Parts) {}

  /** @throws {DomainError} NOT_FOUND, also out of reach; CONFLICT where it was answered before, or the client is inactive. */
  async answer(context: RequestContext, given: Input & { id: string }): Promise<Recommendation> {
    const { idempotencyKey = null, ...input } = given
    const { value, faults } = this.parts.recordings.parseAnswer(input)
    if (value === undefined) throw badInput(faults)
    checkKey(idempotencyKey)
    const { database, keys } = this.parts
    const repeatable = { caller: context.actor.userId, operation: 'answerRecommendation', key: idempotencyKey, input }
    return idempotently(
      { database, schema: 'interactions', keys },
      repeatable,
      (claims) => this.answerOnce(context, input.id, value, claims(input.id)),
      async (id) => answered((await this.require(context, id)).opened, value),
    )
  }

  private async answerOnce(context: RequestContext, id: string, answer: RecommendationAnswer, claims: Claim[]): Promise<Recommendation> {
    const { commit, readable } = this.parts
    const { opened, stored, status } = await this.require(context, id)
    if (status !== 'ACTIVE') throw conflict('This client is not active')
    if (opened.codes.outcome !== null) throw conflict('This recommendation was answered before')
    const item = answered(opened, answer)
    const event = eventOf('recommendation.answered', item, stored.sealed, 2)
    const audit = [{ action: event.type, subject: { type: item.kind, id: item.id }, clientIds: [item.clientId], changes: await this.changes(opened, item) }]
    const waiting = readable(event.id)
    try {
      await commit({ writes: [answerOnce(item.id)], events: [event], audit, claims }, context.origin)
    } catch (error) {
      throw error instanceof ExpectationFailed ? conflict('This recommendation was answered before') : error
    }
    await waiting
    return item
  }

  private async changes(before: Recommendation, after: Recommendation): Promise<SealedChanges> {
    const owner = keyOwnerOf(after)
    const fields = (['outcome', 'answeredAt'] as const).map((field) => ({ field, before: before.codes[field], after: after.codes[field] }))
    return sealChanges(await this.parts.keys.sealerFor([owner]), { owner, subject: { type: after.kind, id: after.id }, needs: 'interactions:read' }, fields)
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
