import { connectionOf, type Connection } from '@brokersync/schema/connection'
import { User } from '@brokersync/schema/entities'
import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import { seesTokens } from '../api-token.policy'
import type { ApiTokenService, ShownToken, TokensAsked } from '../api-token.service'
import { CreateApiTokenInput, RevokeApiTokenInput } from './api-token.input'
import { ApiToken } from './api-token.type'

const ApiTokenConnection = connectionOf('ApiToken', () => ApiToken)

@Resolver(() => ApiToken)
export class ApiTokenResolver {
  constructor(private readonly tokens: ApiTokenService) {}

  @Mutation(() => ApiToken)
  createApiToken(@Ctx() context: RequestContext, @Arg('input', () => CreateApiTokenInput) input: CreateApiTokenInput): Promise<ApiToken> {
    return this.tokens.create(context, input)
  }

  @Mutation(() => ApiToken)
  revokeApiToken(@Ctx() context: RequestContext, @Arg('input', () => RevokeApiTokenInput) input: RevokeApiTokenInput): Promise<ApiToken> {
    return this.tokens.revoke(context, input.id)
  }

  @FieldResolver(() => User, { nullable: true, description: 'For whom it acts' })
  user(@Root() { userId }: ShownToken): User {
    return new User(userId)
  }
}

@Resolver(() => User)
export class UserTokensResolver {
  constructor(private readonly tokens: ApiTokenService) {}

  @FieldResolver(() => ApiTokenConnection, { nullable: true, description: 'The newest first' })
  async apiTokens(
    @Root() { id }: User,
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('withOver', () => Boolean, { defaultValue: false, description: 'Also those that are revoked or expired' }) withOver: boolean,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ): Promise<Connection<ApiToken> | null> {
    if (!seesTokens(context.actor, id)) return null
    context.reads.add('api token', [])
    const asked: TokensAsked = { first, after, withOver }
    return context.loader<User['id'], Connection<ShownToken>>(`access.tokens ${JSON.stringify(asked)}`, (ids) => this.tokens.of(ids, asked)).load(id)
  }
}
