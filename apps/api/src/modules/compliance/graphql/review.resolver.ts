import type { Connection } from '@brokersync/schema/connection'
import { Client, User } from '@brokersync/schema/entities'
import { ReviewState } from '@brokersync/schema/enums'
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { Review as Picked } from '../review'
import type { ReviewService } from '../review.service'
import { Review, ReviewCommunicationInput, ReviewConnection } from './review.type'

const shown = ({ clientId, authorId, reviewedBy, texts, ...rest }: Picked): Review => ({
  ...rest,
  client: new Client(clientId),
  author: authorId === null ? null : new User(authorId),
  reviewedBy: reviewedBy === null ? null : new User(reviewedBy),
  subject: texts?.subject ?? null,
  body: texts?.body ?? null,
})

@Resolver()
export class ReviewResolver {
  constructor(private readonly service: ReviewService) {}

  @Query(() => ReviewConnection, { description: 'Those that wait the longest first; what was reviewed newest first' })
  async reviews(
    @Ctx() context: RequestContext,
    @Arg('state', () => ReviewState, { defaultValue: 'OPEN' }) state: ReviewState,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ): Promise<Connection<Review>> {
    const page = await this.service.page(context, { state, first, after })
    const edges = page.edges.map(({ node, cursor }) => ({ cursor, node: shown(node) }))
    return { ...page, edges, nodes: edges.map(({ node }) => node) }
  }

  @Mutation(() => Review)
  async reviewCommunication(@Ctx() context: RequestContext, @Arg('input', () => ReviewCommunicationInput) input: ReviewCommunicationInput): Promise<Review> {
    return shown(await this.service.decide(context, { ...input }))
  }
}
