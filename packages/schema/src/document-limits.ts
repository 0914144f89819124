import { GraphQLError, Kind, type ASTVisitor, type FieldNode, type ValidationContext } from 'graphql'

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

/** A validation rule that refuses a document with QUERY_TOO_COMPLEX: too deep, too many fields or aliases, fragments counted wherever they are spread. */
export function documentLimits(context: ValidationContext): ASTVisitor {
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
          if (!spread.includes(name)) walk(context.getFragment(name)?.selectionSet, depth, [...spread, name])
        }
      }
    }
  }

  return {
    OperationDefinition(operation) {
      const roots = operation.selectionSet.selections.length
      try {
        if (roots > limits.roots) throw tooComplex(`The document asks for more than ${limits.roots} things at once`)
        walk(operation.selectionSet, 1, [])
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error
        context.reportError(error)
      }
      return false
    },
  }
}
