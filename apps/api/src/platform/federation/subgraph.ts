import { Client, Document, Segment, User } from '@brokersync/schema/entities'
import { isUuid } from '@brokersync/schema/ids'
import {
  GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLScalarType, GraphQLSchema, GraphQLString, GraphQLUnionType, isObjectType, valueFromASTUntyped,
  type GraphQLFieldConfigMap,
} from 'graphql'
import { z } from 'zod'
import { badInput } from '../errors/domain-error'
import type { RequestContext } from '../graph/context'
import { printSubgraph } from './print'

/** The entities that cross modules, each made of its id alone; what a caller may see of one, its fields decide. */
const entities = { Client, Document, Segment, User } as const
type EntityName = keyof typeof entities
type Fields = GraphQLFieldConfigMap<unknown, RequestContext>

const representation = z.object({ __typename: z.enum(Object.keys(entities) as [EntityName, ...EntityName[]]), id: z.string().refine(isUuid) })

/** @throws {DomainError} BAD_USER_INPUT for anything but `{ __typename, id }` of an entity. */
function entityOf(given: unknown, index: number): object {
  const parsed = representation.safeParse(given)
  if (!parsed.success) throw badInput([{ path: `representations.${index}`, message: 'is not an entity’s __typename and id' }])
  const Entity = entities[parsed.data.__typename] as new (id: string) => object
  return new Entity(parsed.data.id)
}

const nameOf = (entity: object) => Object.entries(entities).find(([, Entity]) => entity instanceof Entity)?.[0]

function entityField(schema: GraphQLSchema): Fields {
  const types = Object.keys(entities).map((name) => schema.getType(name)).filter(isObjectType)
  if (types.length === 0) return {}
  const any = new GraphQLScalarType({ name: '_Any', parseValue: (value) => value, parseLiteral: (node, variables) => valueFromASTUntyped(node, variables) })
  const entity = new GraphQLUnionType({ name: '_Entity', types, resolveType: (value: object) => nameOf(value) })
  return {
    _entities: {
      type: new GraphQLNonNull(new GraphQLList(entity)),
      args: { representations: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(any))) } },
      resolve: (_source, { representations }: { representations?: readonly unknown[] }) => (representations ?? []).map(entityOf),
    },
  }
}

function serviceField(schema: GraphQLSchema): Fields {
  const service = new GraphQLObjectType({ name: '_Service', fields: { sdl: { type: new GraphQLNonNull(GraphQLString) } } })
  const sdl = printSubgraph(schema)
  return { _service: { type: new GraphQLNonNull(service), resolve: () => ({ sdl }) } }
}

/**
 * Makes a schema a subgraph: with `_service` and `_entities`, as Apollo Federation's subgraph specification has them
 * (https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec).
 */
export function asSubgraph(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig()
  const root = schema.getQueryType()?.toConfig() ?? { name: 'Query', fields: {} }
  const query = new GraphQLObjectType({ ...root, fields: { ...root.fields, ...serviceField(schema), ...entityField(schema) } })
  return new GraphQLSchema({ ...config, query, types: config.types.filter((type) => type.name !== query.name) })
}
