import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { TimelineService } from '../timeline.service'
import { Communication } from './communication.type'

@Resolver(() => Communication)
export class CommunicationResolver {
  constructor(private readonly timelines: TimelineService) {}

  @FieldResolver(() => [String], { description: 'By their names alone, without addresses and numbers, for who may not see how the client is reached' })
  participants(@Ctx() context: RequestContext, @Root() { client, participants }: Communication): Promise<readonly string[]> {
    return this.timelines.participants(context, client?.id ?? null, participants)
  }
}
