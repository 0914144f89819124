import { buildSchema, Kind, parse, type FragmentDefinitionNode } from 'graphql'
import { expect, test } from 'vitest'
import { costOf, mostCost } from './cost'

const schema = buildSchema(`
  type Query { client(id: ID!): Client clients(first: Int! = 25): Page }
  type Mutation { record(input: [String!]!): Client }
  type Page { nodes: [Client!]! }
  interface Named { name: String }
  type Client implements Named { name: String notes(first: Int = 10, last: Int): Page }
`)

function cost(text: string, variables: Record<string, unknown> = {}): number {
  const { definitions } = parse(text)
  const [operation] = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
  const fragments = Object.fromEntries(definitions.filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]))
  if (operation === undefined) throw new Error('no operation')
  return costOf(operation, { schema, fragments, variables })
}

test.each([
  ['{ client(id: 1) { name } }', 2],
  ['{ clients { nodes { name } } }', 1 + 25 * 2],
  ['{ clients(first: 3) { nodes { name notes { nodes { name } } } } }', 1 + 3 * (1 + 2 + 10 * 2)],
  ['{ clients(first: 3) { ...P } } fragment P on Page { nodes { ... on Named { name } } }', 1 + 3 * 2],
  ['{ client(id: 1) { notes(first: 1, last: 400) { nodes { name } } } }', 2 + 400 * 2],
  ['{ client(id: 1) { notes(last: 400) { nodes { name } } } }', 2 + 400 * 2],
  ['{ client(id: 1) { notes(first: 40, last: null) { nodes { name } } } }', 2 + 40 * 2],
  ['mutation { record(input: ["a"]) { name } }', 2 + 10],
])('%s costs %i', (text, expected) => expect(cost(text)).toBe(expected))

test('variables count as what they are, and what is no page length as the longest', () => {
  expect(cost('query ($n: Int!) { clients(first: $n) { nodes { name } } }', { n: 7 })).toBe(1 + 7 * 2)
  expect(cost('query ($n: Int!) { clients(first: $n) { nodes { name } } }', { n: 1_000_000 })).toBe(1 + 500 * 2)
  expect(cost('query ($n: Int!) { clients(first: $n) { nodes { name } } }', { n: -1 })).toBe(1 + 500 * 2)
  expect(cost('mutation ($i: [String!]!) { record(input: $i) { name } }', { i: ['a', 'b', 'c'] })).toBe(2 + 10 + 3)
})

test('pages in pages soon cost more than any operation may', () => {
  expect(cost('{ clients(first: 500) { nodes { notes(first: 500) { nodes { name } } } } }')).toBeGreaterThan(mostCost)
})
