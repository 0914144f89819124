import {
  getNamedType, isObjectType, isInterfaceType, Kind, valueFromASTUntyped, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLCompositeType, type GraphQLSchema, type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { DomainError } from '../errors/domain-error'

/** The most that one operation may cost; the largest that our own page sends costs about a tenth. */
export const mostCost = 100_000

const write = 10
const longestPage = 500

interface Around {
  schema: GraphQLSchema
  fragments: Readonly<Record<string, FragmentDefinitionNode | undefined>>
  variables: Readonly<Record<string, unknown>>
}

/** How many things a field may give: what its `first` and its `last` say, or would say by themselves; the larger, whichever of the two is heeded. */
function pageOf(field: FieldNode, type: GraphQLCompositeType | undefined, { variables }: Around): number {
  const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name.value] : undefined
  const sizes = (definition?.args ?? []).filter(({ name }) => name === 'first' || name === 'last')
  if (sizes.length === 0) return 1
  const lengths = sizes.flatMap(({ name, defaultValue }) => {
    const given = field.arguments?.find((argument) => argument.name.value === name)
    const value: unknown = (given && valueFromASTUntyped(given.value, variables)) ?? defaultValue
    return value === undefined ? [] : [typeof value === 'number' && value > 0 ? Math.min(value, longestPage) : longestPage]
  })
  return lengths.length === 0 ? longestPage : Math.max(...lengths)
}

/** How many things stand in the lists of an input, at any depth. */
function itemsIn(value: unknown): number {
  if (Array.isArray(value)) return value.length + value.reduce((sum: number, one) => sum + itemsIn(one), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((sum: number, one) => sum + itemsIn(one), 0)
}

function selectionCost(selections: SelectionSetNode | undefined, type: GraphQLCompositeType | undefined, around: Around): number {
  let cost = 0
  for (const selection of selections?.selections ?? []) {
    if (cost > mostCost) return cost
    switch (selection.kind) {
      case Kind.FIELD: {
        const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined
        const inner = definition === undefined ? undefined : (getNamedType(definition.type) as GraphQLCompositeType)
        cost += 1 + pageOf(selection, type, around) * selectionCost(selection.selectionSet, inner, around)
        break
      }
      case Kind.INLINE_FRAGMENT: {
        const inner = selection.typeCondition === undefined ? type : (around.schema.getType(selection.typeCondition.name.value) as GraphQLCompositeType | undefined)
        cost += selectionCost(selection.selectionSet, inner, around)
        break
      }
      case Kind.FRAGMENT_SPREAD: {
        const fragment = around.fragments[selection.name.value]
        const inner = fragment === undefined ? undefined : (around.schema.getType(fragment.typeCondition.name.value) as GraphQLCompositeType | undefined)
        cost += selectionCost(fragment?.selectionSet, inner, around)
      }
    }
  }
  return cost
}

/** A document's fragments by name. */
export const fragmentsOf = (document: DocumentNode): Around['fragments'] =>
  Object.fromEntries(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])))

/** @throws {DomainError} QUERY_TOO_COMPLEX for an operation that may cost more than any may. */
export function requireAffordable(cost: number): void {
  if (cost > mostCost) throw new DomainError('QUERY_TOO_COMPLEX', `The operation could cost ${cost} points or more, and may cost ${mostCost} at most; ask for shorter pages`, { cost, mostCost })
}

/**
 * What an operation may cost at most, before it is executed: a point a field, what is inside of a page as often as the page is long, ten more for each
 * mutation and one for each thing in the lists of its input. The document has been validated: no circle of fragments is left.
 */
export function costOf(operation: OperationDefinitionNode, around: Around): number {
  const root = around.schema.getRootType(operation.operation) ?? undefined
  const cost = selectionCost(operation.selectionSet, root, around)
  return operation.operation === 'mutation' ? cost + write * operation.selectionSet.selections.length + itemsIn(around.variables) : cost
}
