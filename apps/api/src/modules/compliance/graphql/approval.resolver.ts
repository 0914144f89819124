import type { Connection } from '@brokersync/schema/connection'
import { Client, User } from '@brokersync/schema/entities'
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import { stateAt, type Approval as Asked } from '../approval'
import type { ApprovalService } from '../approval.service'
import { Approval, ApprovalConnection, DecideApprovalInput, WithdrawApprovalInput } from './approval.type'

const shown = (approval: Asked): Approval => {
  const { clientIds: _, aboutIds: __, asked, requestedBy, decidedBy, ...rest } = approval
  return {
    ...rest,
    approval,
    state: stateAt(rest, new Date()),
    says: [...(asked?.says ?? [])],
    input: asked?.input ?? null,
    requestedBy: new User(requestedBy),
    decidedBy: decidedBy === null ? null : new User(decidedBy),
  }
}

@Resolver(() => Approval)
export class ApprovalResolver {
  constructor(private readonly service: ApprovalService) {}

  @Query(() => ApprovalConnection, { description: 'What waits for a second person, or has; of oneself, or of all to whoever decides. Newest first' })
  async approvals(
    @Ctx() context: RequestContext,
    @Arg('waiting', () => Boolean, { defaultValue: false, description: 'Only those that wait for a decision' }) waiting: boolean,
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ): Promise<Connection<Approval>> {
    const page = await this.service.page(context, { waiting, first, after })
    const edges = page.edges.map(({ node, cursor }) => ({ cursor, node: shown(node) }))
    return { ...page, edges, nodes: edges.map(({ node }) => node) }
  }

  @Query(() => Approval, { nullable: true })
  async approval(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<Approval> {
    return shown(await this.service.one(context, id))
  }

  @FieldResolver(() => [Client], { description: 'Who it is about, as far as the caller may see them' })
  async clients(@Ctx() context: RequestContext, @Root() { approval }: Approval): Promise<Client[]> {
    return (await this.service.clientsOf(context, approval)).map((id) => new Client(id))
  }

  @Mutation(() => Approval)
  async decideApproval(@Ctx() context: RequestContext, @Arg('input', () => DecideApprovalInput) input: DecideApprovalInput): Promise<Approval> {
    return shown(await this.service.decide(context, { ...input }))
  }

  @Mutation(() => Approval)
  async withdrawApproval(@Ctx() context: RequestContext, @Arg('input', () => WithdrawApprovalInput) { id }: WithdrawApprovalInput): Promise<Approval> {
    return shown(await this.service.withdraw(context, id))
  }
}
