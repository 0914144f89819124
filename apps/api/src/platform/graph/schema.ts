import { buildSchema, type NonEmptyArray } from 'type-graphql'
import { isInputObjectType, type GraphQLSchema } from 'graphql'
import type { Module } from '../module'
import { bindSubscriptions, byModule, type Subscribe } from './subscriptions'
import { enforce, type Rules } from './rules'

/** A resolver's class, as type-graphql's decorators know it. */
export type ResolverClass = abstract new (...given: never[]) => object

// type-graphql keeps what a build adds to a shared type, such as `Client`; the next build, of other modules, must not find it there.
function forgetAddedFields(): void {
  for (const type of globalThis.TypeGraphQLMetadataStorage?.objectTypes ?? []) delete type.fields
}

/** The schema of resolver classes. @param instanceOf the instance that serves a class; none where the schema is only printed. */
export async function schemaOf(classes: readonly ResolverClass[], instanceOf: (type: ResolverClass) => object | undefined = () => undefined): Promise<GraphQLSchema> {
  forgetAddedFields()
  const schema = await buildSchema({
    resolvers: classes as unknown as NonEmptyArray<new () => object>,
    container: { get: (type) => instanceOf(type) },
    validate: false,
    // Asked for by type-graphql wherever there are subscriptions; ours are opened by their modules.
    pubSub: { publish: byModule, subscribe: byModule },
  })
  for (const type of Object.values(schema.getTypeMap())) {
    // type-graphql keeps `@oneOf` as a directive only, and graphql-js asks the type.
    if (isInputObjectType(type)) type.isOneOf = type.astNode?.directives?.some(({ name }) => name.value === 'oneOf') ?? false
  }
  return schema
}

/** The modules' resolvers as one executable schema, with their rules before them. @throws when a field has no rule. */
export async function buildModuleSchema(modules: readonly Module[]): Promise<GraphQLSchema> {
  const instances = new Map(modules.flatMap((module) => module.resolvers).map((resolver) => [resolver.constructor as ResolverClass, resolver]))
  const schema = await schemaOf([...instances.keys()], (type) => instances.get(type))
  bindSubscriptions(schema, Object.assign({}, ...modules.map((module) => module.subscriptions ?? {})) as Record<string, Subscribe>)
  return enforce(schema, rulesOf(modules))
}

// What every module may refer to: an entity's id, as the caller was given it.
const sharedRules: Rules = { 'Client.id': 'inherit', 'Document.id': 'inherit', 'PageInfo.*': 'inherit', 'Segment.id': 'inherit', 'User.id': 'inherit' }

/** All modules' rules together. */
export const rulesOf = (modules: readonly Pick<Module, 'rules'>[]): Rules => Object.assign({}, sharedRules, ...modules.map((module) => module.rules)) as Rules
