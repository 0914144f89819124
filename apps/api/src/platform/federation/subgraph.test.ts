import 'reflect-metadata'
import { Client, User } from '@brokersync/schema/entities'
import { graphql, type GraphQLSchema } from 'graphql'
import { FieldResolver, Query, Resolver, Root } from 'type-graphql'
import { beforeAll, expect, test } from 'vitest'
import { schemaOf } from '../graph/schema'
import { printPublicSchema } from './print'
import { asSubgraph } from './subgraph'

@Resolver(() => Client)
class ShoutResolver {
  @FieldResolver(() => String)
  shout(@Root() client: Client): string {
    return `client ${client.id}`
  }

  @Query(() => String)
  quiet(): string {
    return 'hush'
  }

  @Query(() => Client)
  aClient(): Client {
    return new Client(id as Client['id'])
  }
}

@Resolver(() => User)
class OtherResolver {
  @FieldResolver(() => String)
  nickname(): string {
    return 'x'
  }

  @Query(() => User)
  aUser(): User {
    return new User(id as User['id'])
  }
}

const id = '0190b5a0-0000-7000-8000-000000000001'
const instances = new Map<unknown, object>([[ShoutResolver, new ShoutResolver()], [OtherResolver, new OtherResolver()]])
let subgraph: GraphQLSchema

const entities = (representations: unknown[]) =>
  graphql({
    schema: subgraph,
    source: 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on Client { id shout } } }',
    variableValues: { representations },
  })

beforeAll(async () => {
  // Built first, so that a subgraph can be seen to hold nothing of it.
  await schemaOf([ShoutResolver, OtherResolver], (type) => instances.get(type))
  subgraph = asSubgraph(await schemaOf([ShoutResolver], (type) => instances.get(type)))
})

test('_service tells the subgraph’s own schema, with keys and without federation’s own fields', async () => {
  const { data, errors } = await graphql({ schema: subgraph, source: '{ _service { sdl } }' })
  expect(errors).toBeUndefined()
  expect(data?.['_service']).toEqual({ sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])

type Client @key(fields: "id") {
  id: ID!
  shout: String!
}

type Query {
  aClient: Client!
  quiet: String!
}
` })
})

test('_entities resolves an entity’s fields from its id, in the order asked for', async () => {
  const other = id.replace(/1$/, '2')
  const { data } = await entities([{ __typename: 'Client', id: other }, { __typename: 'Client', id }])
  expect(data?.['_entities']).toEqual([{ __typename: 'Client', id: other, shout: `client ${other}` }, { __typename: 'Client', id, shout: `client ${id}` }])
})

test.each([[{ __typename: 'Client', id: 'no-uuid' }], [{ __typename: 'Query', id }], [{ id }], ['Client'], [null]])('%j is no entity', async (representation) => {
  expect((await entities([representation])).errors).toHaveLength(1)
})

test('the query fields stay beside federation’s own, and the public schema has none of them', async () => {
  expect((await graphql({ schema: subgraph, source: '{ quiet }' })).data).toEqual({ quiet: 'hush' })
  expect(printPublicSchema(await schemaOf([OtherResolver]))).not.toMatch(/_service|_entities|@key|Client/)
})
