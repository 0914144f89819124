import { isUuid } from '@brokersync/schema/ids'
import type { GraphQLSchema } from 'graphql'
import type { RequestContext } from './context'

/** Opens the stream of a subscription field for its arguments. @throws {DomainError} when the caller may not have it. */
export type Subscribe = (args: Readonly<Record<string, unknown>>, context: RequestContext) => Promise<AsyncIterable<unknown>>

/** What `@Subscription` is given: type-graphql calls it without the resolver's instance, so the module names the opener instead. */
export const byModule = (): never => {
  throw new Error('A subscription field has no opener in its module')
}

/** Gives the subscription fields of a schema their openers. */
export function bindSubscriptions(schema: GraphQLSchema, openers: Readonly<Record<string, Subscribe>>): void {
  for (const [name, field] of Object.entries(schema.getSubscriptionType()?.getFields() ?? {})) {
    const open = openers[name]
    if (open === undefined) throw new Error(`No module opens the subscription ${name}`)
    field.subscribe = (_source, args: Record<string, unknown>, context: RequestContext) => {
      context.reads.add('subscription', Object.values(args).filter((value): value is string => typeof value === 'string' && isUuid(value)))
      return open(args, context)
    }
  }
}
