import { Role } from '@brokersync/schema/enums'
import { connectionOf, type Connection } from '@brokersync/schema/connection'
import { User } from '@brokersync/schema/entities'
import { EmailAddress } from '@brokersync/schema/scalars'
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { User as Account } from '../user'
import { seesAccount } from '../user.policy'
import type { UserService } from '../user.service'
import { CreateUserInput, UpdateUserInput } from './user.input'

const UserConnection = connectionOf('User', () => User)

@Resolver(() => User)
export class UserResolver {
  constructor(private readonly service: UserService) {}

  private loader(context: RequestContext) {
    return context.loader<User['id'], Account>('access.user', (ids) => this.service.byIds(ids))
  }

  private account(context: RequestContext, { id }: User): Promise<Account> {
    return this.loader(context).load(id)
  }

  /** The user as it stands now, whatever this operation had loaded before. */
  private known(context: RequestContext, account: Account): User {
    this.loader(context).clear(account.id).prime(account.id, account)
    return new User(account.id)
  }

  private async seen<Value>(context: RequestContext, user: User, value: (account: Account) => Value): Promise<Value | null> {
    return seesAccount(context.actor, user) ? value(await this.account(context, user)) : null
  }

  @Query(() => User)
  me(@Ctx() { actor }: RequestContext): User {
    return new User(actor.userId)
  }

  @Query(() => User, { nullable: true })
  async user(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<User> {
    return this.known(context, await this.service.one(context, id))
  }

  @Query(() => UserConnection)
  async users(
    @Ctx() context: RequestContext,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('search', () => String, { nullable: true }) search: string | null = null,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ): Promise<Connection<User>> {
    const page = await this.service.page(context, { search, first, after })
    page.nodes.forEach((account) => this.known(context, account))
    return page
  }

  @Mutation(() => User)
  async createUser(@Ctx() context: RequestContext, @Arg('input', () => CreateUserInput) input: CreateUserInput): Promise<User> {
    return this.known(context, await this.service.create(context, input))
  }

  @Mutation(() => User)
  async updateUser(@Ctx() context: RequestContext, @Arg('input', () => UpdateUserInput) input: UpdateUserInput): Promise<User> {
    return this.known(context, await this.service.update(context, input))
  }

  @FieldResolver(() => String)
  async name(@Root() user: User, @Ctx() context: RequestContext): Promise<string> {
    return (await this.account(context, user)).name
  }

  @FieldResolver(() => String, { description: 'The name; with the email behind it where another user has the same name, so that nobody is taken for another' })
  async distinctName(@Root() user: User, @Ctx() context: RequestContext): Promise<string> {
    const account = await this.account(context, user)
    return context.loader<Account, string>('access.distinctName', (accounts) => this.service.distinctNames(context.actor, accounts)).load(account)
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
    return this.service.permissionsOf(context.actor, await this.account(context, user))
  }
}
