import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql'

/**
 * A validation rule for where introspection is off: refuses `__schema`, which tells all of a graph at once. A type asked for by
 * its name is told, as the audits of GraphQL over HTTP ask for; the whole schema stands in packages/schema for whoever builds on it.
 */
export const noSchemaDump = (context: ValidationContext): ASTVisitor => ({
  Field(field) {
    if (field.name.value !== '__schema') return
    context.reportError(new GraphQLError('Introspection is off here (INTROSPECTION=on lets tools read the schema)', { nodes: field, extensions: { code: 'BAD_USER_INPUT' } }))
  },
})
