import { Role } from '@brokersync/schema/enums'
import { User } from '@brokersync/schema/entities'
import { EmailAddress } from '@brokersync/schema/scalars'
import { Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { User as Account } from '../user'
import { seesAccount } from '../user.policy'
import type { UserService } from '../user.service'

@Resolver(() => User)
export class UserResolver {
  constructor(private readonly users: UserService) {}

  private account(context: RequestContext, { id }: User): Promise<Account> {
    return context.loader<User['id'], Account>('access.user', (ids) => this.users.byIds(ids)).load(id)
  }

  private async seen<Value>(context: RequestContext, user: User, value: (account: Account) => Value): Promise<Value | null> {
    return seesAccount(context.actor, user) ? value(await this.account(context, user)) : null
  }

  @Query(() => User)
  me(@Ctx() { actor }: RequestContext): User {
    return new User(actor.userId)
  }

  @FieldResolver(() => String)
  async name(@Root() user: User, @Ctx() context: RequestContext): Promise<string> {
    return (await this.account(context, user)).name
  }

  @FieldResolver(() => Boolean)
  async active(@Root() user: User, @Ctx() context: RequestContext): Promise<boolean> {
    return (await this.account(context, user)).active
  }

  @FieldResolver(() => Int)
  async version(@Root() user: User, @Ctx() context: RequestContext): Promise<number> {
    return (await this.account(context, user)).version
  }

  @FieldResolver(() => EmailAddress, { nullable: true })
  email(@Root() user: User, @Ctx() context: RequestContext): Promise<string | null> {
    return this.seen(context, user, ({ email }) => email)
  }

  @FieldResolver(() => [Role], { nullable: true })
  roles(@Root() user: User, @Ctx() context: RequestContext): Promise<readonly Role[] | null> {
    return this.seen(context, user, ({ roles }) => roles)
  }

  @FieldResolver(() => String, { nullable: true })
  team(@Root() user: User, @Ctx() context: RequestContext): Promise<string | null> {
    return this.seen(context, user, ({ team }) => team)
  }

  @FieldResolver(() => [String], { nullable: true })
  async permissions(@Root() user: User, @Ctx() context: RequestContext): Promise<string[] | null> {
    return this.users.permissionsOf(context.actor, await this.account(context, user))
  }
}
