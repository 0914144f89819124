import { User } from '@brokersync/schema/entities'
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { OneTime, PasswordService } from '../password.service'
import { seesAccount } from '../user.policy'
import { ChangePasswordInput, OneTimePassword, SetOneTimePasswordInput } from './password.types'

@Resolver(() => User)
export class PasswordResolver {
  constructor(private readonly passwords: PasswordService) {}

  @FieldResolver(() => Boolean, { nullable: true, description: 'Whether the password was given by an administrator: till it is changed, a session may do nothing else' })
  mustChangePassword(@Root() user: User, @Ctx() context: RequestContext): Promise<boolean> | null {
    if (!seesAccount(context.actor, user)) return null
    return context.loader<User['id'], boolean>('access.mustChangePassword', (ids) => this.passwords.mustChange(ids)).load(user.id)
  }

  @Mutation(() => User)
  async changePassword(@Ctx() context: RequestContext, @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput): Promise<User> {
    return new User(await this.passwords.change(context, input))
  }

  @Mutation(() => OneTimePassword)
  setOneTimePassword(@Ctx() context: RequestContext, @Arg('input', () => SetOneTimePasswordInput) input: SetOneTimePasswordInput): Promise<OneTimePassword> {
    return this.passwords.setOneTime(context, input)
  }
}

@Resolver(() => OneTimePassword)
export class OneTimePasswordResolver {
  @FieldResolver(() => User, { nullable: true })
  user(@Root() { userId }: OneTime): User {
    return new User(userId)
  }
}
