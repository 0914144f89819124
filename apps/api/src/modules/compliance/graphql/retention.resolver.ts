import type { Connection } from '@brokersync/schema/connection'
import { User } from '@brokersync/schema/entities'
import type { RetainedRecords } from '@brokersync/schema/enums'
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import { recordClasses, type RetentionRules as Rules } from '../retention'
import type { RetentionSet } from '../retention-set'
import type { RetentionService } from '../retention.service'
import { RetentionEffect, RetentionRegime, RetentionRules, RetentionRulesConnection, RetentionYearsInput, UpdateRetentionInput } from './retention.type'

const shownRegime = ({ regime, years }: Rules): RetentionRegime => ({
  regime,
  years: recordClasses.flatMap((name) => {
    const of = years[name]
    return of === undefined ? [] : [{ records: name.toUpperCase() as RetainedRecords, years: of }]
  }),
})

const shown = ({ madeBy, ...rest }: RetentionSet): RetentionRules => ({ ...rest, ...shownRegime(rest), madeBy: madeBy === null ? null : new User(madeBy) })

@Resolver(() => RetentionRules)
export class RetentionResolver {
  constructor(private readonly service: RetentionService) {}

  @Query(() => RetentionRules, { description: 'The version in force' })
  async retentionRules(): Promise<RetentionRules> {
    return shown(await this.service.current())
  }

  @Query(() => RetentionRulesConnection, { description: 'Newest first' })
  async retentionVersions(
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ): Promise<Connection<RetentionRules>> {
    const page = await this.service.page({ first, after })
    const edges = page.edges.map(({ node, cursor }) => ({ cursor, node: shown(node) }))
    return { ...page, edges, nodes: edges.map(({ node }) => node) }
  }

  @Query(() => [RetentionRegime])
  retentionRegimes(): RetentionRegime[] {
    return this.service.regimes.map(shownRegime)
  }

  @Query(() => RetentionEffect, { description: 'What rules would make of what is kept of erased clients, were they in force now' })
  retentionEffect(@Arg('regime', () => String) regime: string, @Arg('years', () => [RetentionYearsInput]) years: RetentionYearsInput[]): Promise<RetentionEffect> {
    return this.service.effect({ regime, years })
  }

  @Mutation(() => RetentionRules)
  async updateRetention(@Ctx() context: RequestContext, @Arg('input', () => UpdateRetentionInput) input: UpdateRetentionInput): Promise<RetentionRules> {
    return shown(await this.service.update(context, { ...input }))
  }
}
