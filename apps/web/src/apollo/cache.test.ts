import { gql } from '@apollo/client'
import { buildSchema, isObjectType } from 'graphql'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { makeCache, possibleTypes } from './cache'

const query = gql`
  query Find($first: Int!, $after: String, $search: String) {
    clients(first: $first, after: $after, search: $search) {
      nodes { id displayName }
      pageInfo { hasNextPage endCursor }
    }
  }
`

const page = (ids: string[], endCursor: string | null) => ({
  clients: {
    __typename: 'ClientConnection',
    nodes: ids.map((id) => ({ __typename: 'Client', id, displayName: id })),
    pageInfo: { __typename: 'PageInfo', hasNextPage: endCursor !== null, endCursor },
  },
})

const idsIn = (cache: ReturnType<typeof makeCache>, search: string | null = null) =>
  cache.readQuery<{ clients: { nodes: { id: string }[] } }>({ query, variables: { first: 2, search } })?.clients.nodes.map(({ id }) => id)

describe('a keyset list', () => {
  test('grows by the page behind its end', () => {
    const cache = makeCache()
    cache.writeQuery({ query, variables: { first: 2, search: null }, data: page(['a', 'b'], 'b') })
    cache.writeQuery({ query, variables: { first: 2, search: null, after: 'b' }, data: page(['c'], null) })

    expect(idsIn(cache)).toEqual(['a', 'b', 'c'])
  })

  test('takes no page of a list that was since loaded anew', () => {
    const cache = makeCache()
    cache.writeQuery({ query, variables: { first: 2, search: null }, data: page(['a', 'b'], 'b') })
    cache.writeQuery({ query, variables: { first: 2, search: null, after: 'z' }, data: page(['c'], null) })

    expect(idsIn(cache)).toEqual(['a', 'b'])
  })

  test('is another list for another search', () => {
    const cache = makeCache()
    cache.writeQuery({ query, variables: { first: 2, search: null }, data: page(['a'], null) })
    cache.writeQuery({ query, variables: { first: 2, search: 'x' }, data: page(['x'], null) })

    expect(idsIn(cache)).toEqual(['a'])
    expect(idsIn(cache, 'x')).toEqual(['x'])
  })
})

test('the types behind an interface are those of the schema', () => {
  const schema = buildSchema(readFileSync(new URL('../../../../packages/schema/schema.graphql', import.meta.url), 'utf8'))
  const types = Object.values(schema.getTypeMap()).filter(isObjectType)
  const implementing = types.filter((type) => type.getInterfaces().some(({ name }) => name === 'TimelineItem')).map(({ name }) => name)

  expect(possibleTypes.TimelineItem.toSorted()).toEqual(implementing.toSorted())
})
