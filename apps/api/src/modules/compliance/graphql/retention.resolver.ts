import type { Connection } from '@brokersync/schema/connection'
import { User } from '@brokersync/schema/entities'
import type { RetainedRecords } from '@brokersync/schema/enums'
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { RequestContext } from '../../../platform/graph/context'
import { recordClasses, type RecordClass, type Regime } from '../retention'
import type { RetentionSet } from '../retention-set'
import type { RetentionService } from '../retention.service'
import { RetentionEffect, RetentionRegime, RetentionRules, RetentionRulesConnection, RetentionYearsInput, UpdateRetentionInput } from './retention.type'

const shownRecords = (name: RecordClass) => name.toUpperCase() as RetainedRecords

const shownRegime = ({ regime, law, years }: Regime): RetentionRegime => ({
  regime,
  law,
  years: recordClasses.flatMap((name) => {
    const of = years[name]
    return of === undefined ? [] : [{ records: shownRecords(name), years: of }]
  }),
})

@Resolver(() => RetentionRules)
export class RetentionResolver {
  constructor(private readonly service: RetentionService) {}

  @Query(() => RetentionRules, { description: 'The version in force' })
  async retentionRules(): Promise<RetentionRules> {
    return this.shown(await this.service.current())
  }

  @Query(() => RetentionRulesConnection, { description: 'Newest first' })
  async retentionVersions(
    @Arg('first', () => Int, { defaultValue: 25 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null = null,
  ): Promise<Connection<RetentionRules>> {
    const page = await this.service.page({ first, after })
    const edges = page.edges.map(({ node, cursor }) => ({ cursor, node: this.shown(node) }))
    return { ...page, edges, nodes: edges.map(({ node }) => node) }
  }

  @Query(() => [RetentionRegime])
  retentionRegimes(): RetentionRegime[] {
    return this.service.regimes.map(shownRegime)
  }

  @Query(() => RetentionEffect, { description: 'What rules would make of what is kept of erased clients, were they in force now' })
  async retentionEffect(@Arg('regime', () => String) regime: string, @Arg('years', () => [RetentionYearsInput]) years: RetentionYearsInput[]): Promise<RetentionEffect> {
    const { kept, ...counts } = await this.service.effect({ regime, years })
    return { ...counts, kept: recordClasses.map((name) => ({ records: shownRecords(name), clients: kept[name] })) }
  }

  @Mutation(() => RetentionRules)
  async updateRetention(@Ctx() context: RequestContext, @Arg('input', () => UpdateRetentionInput) input: UpdateRetentionInput): Promise<RetentionRules> {
    return this.shown(await this.service.update(context, { ...input }))
  }

  private shown({ madeBy, ...rest }: RetentionSet): RetentionRules {
    const law = this.service.regimes.find(({ regime }) => regime === rest.regime)?.law ?? null
    return { ...rest, ...shownRegime({ ...rest, law }), madeBy: madeBy === null ? null : new User(madeBy) }
  }
}
