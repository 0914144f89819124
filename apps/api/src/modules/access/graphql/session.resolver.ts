import { User } from '@brokersync/schema/entities'
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { Session as Opened } from '../session'
import type { SessionListService } from '../session-list.service'
import { mayKeepSessions } from '../session.policy'
import { EndAllSessionsInput, EndSessionInput } from './session.input'
import { Session } from './session.type'

const shown = ({ actor }: RequestContext, { origin, ...session }: Opened): Session => ({
  ...session,
  address: origin?.address ?? null,
  userAgent: origin?.userAgent ?? null,
  current: actor.credential === `session:${session.id}`,
})

@Resolver(() => User)
export class SessionResolver {
  constructor(private readonly service: SessionListService) {}

  @FieldResolver(() => [Session], { nullable: true, description: 'Those that hold, the one used last first' })
  async sessions(@Root() { id }: User, @Ctx() context: RequestContext): Promise<Session[] | null> {
    if (!mayKeepSessions(context.actor, id)) return null
    context.reads.add('session', [])
    const sessions = await context.loader<User['id'], Opened[]>('access.sessions', (ids) => this.service.of(ids)).load(id)
    return sessions.map((session) => shown(context, session))
  }

  @Mutation(() => Session)
  async endSession(@Ctx() context: RequestContext, @Arg('input', () => EndSessionInput) input: EndSessionInput): Promise<Session> {
    return shown(context, await this.service.end(context, input.id))
  }

  @Mutation(() => User)
  async endAllSessions(@Ctx() context: RequestContext, @Arg('input', () => EndAllSessionsInput) input: EndAllSessionsInput): Promise<User> {
    return new User(await this.service.endAll(context, input))
  }
}
