import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql'

/** What may be known of a type whose name one knows, as the audits of GraphQL over HTTP ask for. */
const told = ['name', 'kind', '__typename']

/**
 * A validation rule for where introspection is off: refuses `__schema`, which tells all of a graph at once, and of a type that is asked for by its
 * name all that leads on from it. The whole schema stands in packages/schema for whoever builds on it.
 */
export const noSchemaDump = (context: ValidationContext): ASTVisitor => ({
  Field(field) {
    const name = field.name.value
    if (name !== '__schema' && (context.getParentType()?.name !== '__Type' || told.includes(name))) return
    context.reportError(new GraphQLError('Introspection is off here (INTROSPECTION=on lets tools read the schema)', { nodes: field, extensions: { code: 'BAD_USER_INPUT' } }))
  },
})
