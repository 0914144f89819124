import {
  GraphQLError, Kind, parse, type ASTVisitor, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type OperationDefinitionNode, type ValidationContext,
} from 'graphql'

/** How large a document may be before it is executed. */
export const limits = { depth: 12, fields: 600, aliases: 40, roots: 20, spreads: 1_000, tokens: 15_000, characters: 100_000 }

/** What whoever parses a document is told, so that one that is too large is given up before anything else looks at it. */
export const parseLimits = { maxTokens: limits.tokens }

const tooComplex = (message: string) => new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX' } })

interface Size {
  fields: number
  aliases: number
  spreads: number
}

type FragmentOf = (name: string) => FragmentDefinitionNode | null | undefined

/** @throws {GraphQLError} QUERY_TOO_COMPLEX. */
function requireWithin(operation: OperationDefinitionNode, fragmentOf: FragmentOf): void {
  const size: Size = { fields: 0, aliases: 0, spreads: 0 }

  const count = (field: FieldNode): void => {
    size.fields += 1
    if (field.alias !== undefined) size.aliases += 1
    if (size.fields > limits.fields) throw tooComplex(`The document selects more than ${limits.fields} fields`)
    if (size.aliases > limits.aliases) throw tooComplex(`The document has more than ${limits.aliases} aliases`)
  }

  const walk = (selections: FieldNode['selectionSet'], depth: number, spread: readonly string[]): void => {
    if (depth > limits.depth) throw tooComplex(`The document is more than ${limits.depth} levels deep`)
    for (const selection of selections?.selections ?? []) {
      switch (selection.kind) {
        case Kind.FIELD:
          count(selection)
          if (!selection.name.value.startsWith('__')) walk(selection.selectionSet, depth + 1, spread)
          break
        case Kind.INLINE_FRAGMENT:
          walk(selection.selectionSet, depth, spread)
          break
        case Kind.FRAGMENT_SPREAD: {
          const name = selection.name.value
          size.spreads += 1
          if (size.spreads > limits.spreads) throw tooComplex(`The document spreads more than ${limits.spreads} fragments`)
          // A circle of fragments is another rule's to refuse.
          if (!spread.includes(name)) walk(fragmentOf(name)?.selectionSet, depth, [...spread, name])
        }
      }
    }
  }

  const roots = operation.selectionSet.selections.length
  if (roots > limits.roots) throw tooComplex(`The document asks for more than ${limits.roots} things at once`)
  walk(operation.selectionSet, 1, [])
}

/** Why an operation is over the limits; null where it is within. */
function excessOf(operation: OperationDefinitionNode, fragmentOf: FragmentOf): GraphQLError | null {
  try {
    requireWithin(operation, fragmentOf)
    return null
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

/** A validation rule that refuses a document with QUERY_TOO_COMPLEX: too deep, too many fields or aliases, fragments counted wherever they are spread. */
export const documentLimits = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition(operation) {
    const excess = excessOf(operation, (name) => context.getFragment(name))
    if (excess !== null) context.reportError(excess)
    return false
  },
})

/**
 * Parses a document, and looks at its size before anything else does: what GraphQL itself checks grows with the square of what a document repeats.
 * @throws {GraphQLError} QUERY_TOO_COMPLEX for one that is over the limits, or what is wrong with it.
 */
export function parseWithin(source: string): DocumentNode {
  if (source.length > limits.characters) throw tooComplex(`The document has more than ${limits.characters.toLocaleString('en')} characters; what is long belongs into variables`)
  const document = parsed(source)
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])))
  for (const one of document.definitions) {
    const excess = one.kind === Kind.OPERATION_DEFINITION ? excessOf(one, (name) => fragments.get(name)) : null
    if (excess !== null) throw excess
  }
  return document
}

function parsed(source: string): DocumentNode {
  try {
    return parse(source, parseLimits)
  } catch (error) {
    // Nested more deeply than the parser can go.
    if (error instanceof RangeError) throw tooComplex('The document is nested too deeply')
    throw error
  }
}
