import { buildSchema, type NonEmptyArray } from 'type-graphql'
import type { GraphQLSchema } from 'graphql'
import type { Module } from '../module'
import { bindSubscriptions, byModule, type Subscribe } from './subscriptions'
import { enforce, type Rules } from './rules'

/** The modules' resolvers as one executable schema, with their rules before them. @throws when a field has no rule. */
export async function buildModuleSchema(modules: readonly Module[]): Promise<GraphQLSchema> {
  const instances = new Map(modules.flatMap((module) => module.resolvers).map((resolver) => [resolver.constructor, resolver]))
  const classes = [...instances.keys()] as unknown as NonEmptyArray<() => object>
  const schema = await buildSchema({
    resolvers: classes as unknown as NonEmptyArray<new () => object>,
    container: { get: (type) => instances.get(type) },
    validate: false,
    // Asked for by type-graphql wherever there are subscriptions; ours are opened by their modules.
    pubSub: { publish: byModule, subscribe: byModule },
  })
  bindSubscriptions(schema, Object.assign({}, ...modules.map((module) => module.subscriptions ?? {})) as Record<string, Subscribe>)
  return enforce(schema, rulesOf(modules))
}

/** All modules' rules together. */
export const rulesOf = (modules: readonly Module[]): Rules => Object.assign({}, ...modules.map((module) => module.rules)) as Rules
