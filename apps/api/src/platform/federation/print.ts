import {
  lexicographicSortSchema, parse, print, printSchema, visit, type ConstDirectiveNode, type GraphQLSchema, type ObjectTypeDefinitionNode,
} from 'graphql'

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])'
const oneOf = 'directive @oneOf on INPUT_OBJECT'

// graphql-js prints no directives; type-graphql keeps those of its decorators on the type's node.
const directivesOf = (schema: GraphQLSchema, type: ObjectTypeDefinitionNode): readonly ConstDirectiveNode[] => schema.getType(type.name.value)?.astNode?.directives ?? []

/** The public schema: types and fields sorted by name, without federation's own. */
export const printPublicSchema = (schema: GraphQLSchema): string => `${printSchema(lexicographicSortSchema(schema))}\n`

/** A schema as a subgraph of Apollo Federation 2: the same types, with their keys. */
export function printSubgraph(schema: GraphQLSchema): string {
  const types = visit(parse(printSchema(lexicographicSortSchema(schema))), {
    ObjectTypeDefinition: (type) => ({ ...type, directives: [...(type.directives ?? []), ...directivesOf(schema, type)] }),
  })
  const sdl = print(types)
  return `${[link, ...(sdl.includes('@oneOf') ? [oneOf] : []), sdl].join('\n\n')}\n`
}
