import { GraphQLInt, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql'
import type { Permission, ReachName } from '@brokersync/schema/permissions'
import type { ClientId, UserId } from '@brokersync/schema/ids'
import { expect, test } from 'vitest'
import type { Actor } from '../directory/actor'
import { reachesOf } from '../directory/reach'
import { RequestContext } from './context'
import { sameFor, SharedExecution } from './shared-execution'

const actor = (userId: string, { may = { 'interactions:read': 'all' } as Partial<Record<Permission, ReachName>>, lenders = [] as string[], walls = [] as string[] } = {}): Actor => ({
  userId: userId as UserId, roles: ['ANALYST'], permissions: new Map(Object.entries(may) as [Permission, ReachName][]),
  reaches: reachesOf({ userId: userId as UserId, lenderIds: lenders as UserId[], teamIds: [], clientIds: [] as ClientId[], exceptOwnerIds: walls as UserId[] }),
  reachUntil: null, credential: `session:${userId}`, expiresAt: null,
})

const ask = { query: 'subscription { item { title } }', variables: {} }

test('callers are the same where what they may read, and of whom, is the same', () => {
  const same = (one: Actor, other: Actor) => sameFor(one, ask) === sameFor(other, ask)
  expect(same(actor('a'), actor('b'))).toBe(true)
  expect(same(actor('a'), actor('b', { may: { 'interactions:read': 'all', 'clients:write': 'all' } }))).toBe(true)
  expect(same(actor('a'), actor('b', { may: { 'interactions:read': 'all', 'clients:contact': 'all' } }))).toBe(false)
  expect(same(actor('a'), actor('b', { walls: ['c'] }))).toBe(false)
  // What is one's own is not another's.
  expect(same(actor('a', { may: { 'interactions:read': 'own' } }), actor('b', { may: { 'interactions:read': 'own' } }))).toBe(false)
  expect(sameFor(actor('a'), ask)).not.toBe(sameFor(actor('a'), { ...ask, variables: { id: '1' } }))
  expect(sameFor({ ...actor('a'), preview: true }, ask)).not.toBe(sameFor(actor('a'), ask))
})

/** A subscription of which each field counts how often it is resolved. */
function subject() {
  const counts = { title: 0, mine: 0, role: 0, deed: 0 }
  const field = (name: keyof typeof counts, of: (context: RequestContext) => string | number) => ({
    type: name === 'title' ? GraphQLInt : GraphQLString,
    resolve: (_source: unknown, _args: object, context: RequestContext) => {
      counts[name] += 1
      return of(context)
    },
  })
  const item = new GraphQLObjectType({
    name: 'Item',
    fields: {
      title: field('title', () => counts.title), mine: field('mine', ({ actor: { userId } }) => userId), role: field('role', ({ actor: { reaches } }) => reaches.made.own.ownerIds[0] ?? ''),
      deed: field('deed', ({ actor: { permissions } }) => String(permissions.has('clients:assign'))),
    },
  })
  const query = new GraphQLObjectType({ name: 'Query', fields: { ok: { type: GraphQLString } } })
  const schema = new GraphQLSchema({ query, subscription: new GraphQLObjectType({ name: 'Subscription', fields: { item: { type: item, resolve: (event: object) => event } } }) })
  let encoded = 0
  const shared = new SharedExecution((result) => JSON.stringify(result, (_key, value: unknown) => ((encoded += 1), value)))
  const run = (event: object, who: Actor, source: string) =>
    shared.run(event, sameFor(who, { query: source }), { schema, document: parse(source) }, new RequestContext(who, 'r')).then(({ payload }) => payload)
  return { counts, run, encodings: () => encoded }
}

test('an event is executed and encoded once for all who are given the same', async () => {
  const { counts, run, encodings } = subject()
  const source = 'subscription { item { title } }'
  const [event, next] = [{}, {}]
  const given = await Promise.all(['a', 'b', 'c'].map((who) => run(event, actor(who), source)))
  expect(new Set(given)).toEqual(new Set(['{"data":{"item":{"title":1}}}']))
  const before = encodings()
  expect(await run(event, actor('late'), source)).toBe(given[0])
  expect(encodings()).toBe(before)
  expect(counts.title).toBe(1)
  await run(next, actor('a'), source)
  await run(next, actor('b', { may: { 'interactions:read': 'all', 'clients:risk': 'all' } }), source)
  expect(counts.title).toBe(3)
})

test.each([
  ['who asks', 'mine', ['a', 'b', 'c']],
  ['what one made', 'role', ['a', 'b', 'c']],
  ['a permission that was not compared', 'deed', ['false', 'false', 'false']],
] as const)('where a field asks for %s, each has an execution of its own', async (_name, field, expected) => {
  const { counts, run } = subject()
  const event = {}
  const given = await Promise.all(['a', 'b', 'c'].map((who) => run(event, actor(who), `subscription { item { ${field} } }`)))
  expect(given.map((text) => (JSON.parse(text) as { data: { item: Record<string, string> } }).data.item[field])).toEqual(expected)
  expect(counts[field]).toBe(3)
})
