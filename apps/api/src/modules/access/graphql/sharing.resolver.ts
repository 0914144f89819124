import type { Connection } from '@brokersync/schema/connection'
import { Client } from '@brokersync/schema/entities'
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import type { GrantService } from '../grant.service'
import type { LoanService } from '../loan.service'
import type { VisibilityService } from '../visibility.service'
import { EndLoanInput, GrantClientInput, LendClientsInput, RevokeGrantInput } from './sharing.input'
import { ClientGrant, Loan, LoanConnection, Visibility } from './sharing.type'
import { shownGrant, shownLoan, shownVisibility } from './shown-sharing'

@Resolver(() => Client)
export class SharingResolver {
  constructor(
    private readonly grants: GrantService,
    private readonly lending: LoanService,
    private readonly visibility: VisibilityService,
  ) {}

  @FieldResolver(() => [ClientGrant], { nullable: true, name: 'grants', description: 'To whom this client is granted now' })
  async grantsOf(@Ctx() context: RequestContext, @Root() { id }: Client): Promise<ClientGrant[] | null> {
    return (await this.grants.ofClient(context, id))?.map(shownGrant) ?? null
  }

  @Mutation(() => ClientGrant)
  async grantClient(@Ctx() context: RequestContext, @Arg('input', () => GrantClientInput) input: GrantClientInput): Promise<ClientGrant> {
    return shownGrant(await this.grants.grant(context, { ...input }))
  }

  @Mutation(() => ClientGrant)
  async revokeGrant(@Ctx() context: RequestContext, @Arg('input', () => RevokeGrantInput) { id }: RevokeGrantInput): Promise<ClientGrant> {
    return shownGrant(await this.grants.revoke(context, id))
  }

  @Query(() => LoanConnection, { description: 'Who stands in for whom; newest first' })
  async loans(
    @Ctx() context: RequestContext,
    @Arg('current', () => Boolean, { defaultValue: true, description: 'Only those that run or are planned' }) current: boolean,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ): Promise<Connection<Loan>> {
    const page = await this.lending.page(context, { current, first, after })
    const edges = page.edges.map(({ node, cursor }) => ({ cursor, node: shownLoan(node) }))
    return { ...page, edges, nodes: edges.map(({ node }) => node) }
  }

  @Mutation(() => Loan)
  async lendClients(@Ctx() context: RequestContext, @Arg('input', () => LendClientsInput) input: LendClientsInput): Promise<Loan> {
    return shownLoan(await this.lending.lend(context, { ...input }))
  }

  @Mutation(() => Loan)
  async endLoan(@Ctx() context: RequestContext, @Arg('input', () => EndLoanInput) { id }: EndLoanInput): Promise<Loan> {
    return shownLoan(await this.lending.end(context, id))
  }

  @Query(() => Visibility, { description: 'Which rules let a user see a client, and which hide it' })
  async whyVisible(@Ctx() context: RequestContext, @Arg('clientId', () => ID) clientId: string, @Arg('userId', () => ID) userId: string): Promise<Visibility> {
    return shownVisibility(await this.visibility.explain(context, { clientId, userId }))
  }
}
