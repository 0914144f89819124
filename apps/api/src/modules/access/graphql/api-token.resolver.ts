import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { ApiTokenService } from '../api-token.service'
import { CreateApiTokenInput, RevokeApiTokenInput } from './api-token.input'
import { ApiToken } from './api-token.type'

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
}
