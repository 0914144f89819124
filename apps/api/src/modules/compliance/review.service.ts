import type { Connection } from '@brokersync/schema/connection'
import { connection } from '@brokersync/schema/connection'
import type { ReviewState } from '@brokersync/schema/enums'
import type { ReviewId } from '@brokersync/schema/ids'
import { z } from 'zod'
import { reachOf, type Actor } from '../../platform/directory/actor'
import { badInput, conflict, forbidden, notFound } from '../../platform/errors/domain-error'
import { readInput } from '../../platform/errors/read-input'
import type { RequestContext } from '../../platform/graph/context'
import { pageSize, type Cursors } from '../../platform/graph/cursor'
import type { Keys } from '../../platform/keys/keys'
import { ExpectationFailed } from '../../platform/postgres/commit'
import type { Database } from '../../platform/postgres/database'
import { idempotently } from '../../platform/postgres/idempotently'
import { note } from './input-fields'
import type { Review } from './review'
import type { ReviewReach, ReviewStore } from './store/review.store'

/** What a supervisor says of a communication. */
export interface NewReview {
  idempotencyKey?: string | null
  id: string
  escalate: boolean
  note?: string | null
}

const decisionInput = z.object({ note })
const list = 'reviews'

const reachesOf = (actor: Actor): ReviewReach => ({ clients: reachOf(actor, 'interactions:read'), authors: reachOf(actor, 'supervision:review') })

/** Supervision: communications that were picked are reviewed and signed off, by another than who wrote them. */
export class ReviewService {
  constructor(private readonly parts: { store: ReviewStore; cursors: Cursors; database: Database; keys: Keys }) {}

  /** Those that wait the longest first; what was reviewed newest first. */
  async page({ actor, reads }: RequestContext, { state, first, after }: { state: ReviewState; first: number; after: string | null }): Promise<Connection<Review>> {
    const { store, cursors } = this.parts
    const size = pageSize(first)
    const rows = await store.page(reachesOf(actor), { state, first: size + 1, after: after === null ? null : String(cursors.decode(list, after)[0]) })
    reads.add('communications', rows.map(({ clientId }) => clientId))
    return connection(rows, { first: size, after: after !== null }, (node) => ({ node, cursor: () => cursors.encode(list, [node.id]) }))
  }

  /** @throws {DomainError} NOT_FOUND; FORBIDDEN for one's own; BAD_USER_INPUT where an escalation says nothing; CONFLICT where it was signed off already. */
  decide(context: RequestContext, { idempotencyKey = null, ...given }: NewReview): Promise<Review> {
    const { database, keys, store } = this.parts
    const repeatable = { caller: context.actor.userId, operation: 'reviewCommunication', key: idempotencyKey, input: given }
    return idempotently({ database, schema: 'compliance', keys }, repeatable, async (claims) => {
      const review = await this.require(context, given.id)
      if (review.authorId === context.actor.userId) throw forbidden('Nobody signs off what one wrote oneself')
      const { note: why } = readInput(decisionInput, given)
      if (given.escalate && why === null) throw badInput([{ path: 'note', message: 'must say why it is escalated' }])
      await store.decide(review, { state: given.escalate ? 'ESCALATED' : 'SIGNED_OFF', note: why }, { claims: claims(review.id), origin: context.origin }).catch((error: unknown) => {
        throw error instanceof ExpectationFailed ? conflict('This was reviewed already') : error
      })
      return this.require(context, review.id)
    }, (id) => this.require(context, id as ReviewId))
  }

  private async require({ actor }: RequestContext, id: string): Promise<Review> {
    const review = await this.parts.store.byId(reachesOf(actor), id)
    if (review === null) throw notFound('review')
    return review
  }
}
