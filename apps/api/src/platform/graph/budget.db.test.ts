import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'

let app: App
let token: string
let broker: Person

beforeAll(async () => {
  app = await startApp({ variables: { RATE_LIMIT: '20000' } })
  broker = await person(app, { role: 'BROKER' })
  const made = await app.send(operation('CreateApiToken'), { input: { name: 'warehouse', scopes: ['clients:read'] } }, broker.token)
  token = (made.data as unknown as { createApiToken: { token: string } }).createApiToken.token
})
afterAll(() => app.stop())

const list = 'query ($first: Int!) { clients(first: $first) { nodes { id displayName status kind } } }'
const ask = async (given: { query: string; variables?: object }, credential: Record<string, string>) => {
  const response = await fetch(`${app.served.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...credential },
    body: JSON.stringify(given),
  })
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body: (await response.json()) as { data?: unknown; errors?: { extensions: Record<string, unknown> }[]; extensions?: { cost?: Record<string, number> } } }
}
const byToken = () => ({ authorization: `Bearer ${token}` })
const bySession = () => ({ cookie: broker.token, origin: app.served.address })

test('a program is told what an operation cost and what is left; a person at the page has a budget of its own', async () => {
  const first = await ask({ query: list, variables: { first: 10 } }, byToken())
  expect(first.body.extensions?.cost).toMatchObject({ cost: 51, remaining: 20_000 - 51, limit: 20_000 })
  const second = await ask({ query: list, variables: { first: 10 } }, byToken())
  expect(second.body.extensions?.cost?.['remaining']).toBe(20_000 - 102)
  expect((await ask({ query: list, variables: { first: 10 } }, bySession())).body.extensions).toBeUndefined()
})

test('what costs more than is left is refused before it is executed, and says when to come again; others are not held up', async () => {
  const spend = () => ask({ query: list, variables: { first: 500 } }, byToken())
  let last = await spend()
  for (let count = 0; count < 10 && last.status === 200; count += 1) last = await spend()
  expect(last.status).toBe(429)
  expect(Number(last.retryAfter)).toBeGreaterThan(0)
  expect(last.body.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number), limit: 20_000 })
  expect(last.body.data ?? null).toBeNull()
  // What was refused has cost nothing: what is left is there for less.
  const left = 20_000 - 7 * 2_501
  expect((await ask({ query: list, variables: { first: 10 } }, byToken())).body.extensions?.cost?.['remaining']).toBeLessThanOrEqual(left)
  expect((await ask({ query: list, variables: { first: 500 } }, bySession())).status).toBe(200)
})

test('a token can have a budget of its own, and no token that it makes has more', async () => {
  const make = async (input: object, by: string) => {
    const { data, errors } = await app.send('mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token minuteBudget } }', { input: { name: 'small', scopes: ['clients:read', 'tokens:write'], ...input } }, by)
    expect(errors).toBeUndefined()
    return data['createApiToken'] as unknown as { token: string; minuteBudget: number | null }
  }
  const small = await make({ minuteBudget: 120 }, broker.token)
  const by = { authorization: `Bearer ${small.token}` }
  expect((await ask({ query: list, variables: { first: 10 } }, by)).body.extensions?.cost).toMatchObject({ remaining: 69, limit: 120 })
  expect((await make({ minuteBudget: 5_000 }, small.token)).minuteBudget).toBe(120)
  expect((await ask({ query: list, variables: { first: 10 } }, by)).status).toBe(200)
  expect((await ask({ query: list, variables: { first: 10 } }, by)).body.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', limit: 120 })
  // What no minute is enough for is not told to come again, and takes nothing of what is left.
  expect((await ask({ query: list, variables: { first: 60 } }, by)).body.errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COMPLEX', mostCost: 120 })
  expect((await ask({ query: '{ me { id } }' }, by)).body.extensions?.cost).toMatchObject({ cost: 2 })
  const none = await app.send(operation('CreateApiToken'), { input: { name: 'none', scopes: ['clients:read'], minuteBudget: 0 } }, broker.token)
  expect(none.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'minuteBudget' }] })
})

test('one operation may not cost everything, however much is left', async () => {
  const pages = '{ clients(first: 500) { nodes { timeline(first: 500) { nodes { id title occurredAt } } } } }'
  expect((await ask({ query: pages }, bySession())).body.errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_COMPLEX', mostCost: 100_000 })
})

test('a socket may not open subscriptions without end', async () => {
  const me = await person(app, { role: 'BROKER' })
  const made = await app.send(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName: 'Ada' } }, me.token)
  const id = (made.data as unknown as { createClient: { id: string } }).createClient.id
  const token = await app.send(operation('CreateApiToken'), { input: { name: 'many', scopes: ['clients:read'] } }, me.token)
  const authorization = `Bearer ${(token.data as unknown as { createApiToken: { token: string } }).createApiToken.token}`
  const client = createClient({ url: `${app.served.address.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, connectionParams: { authorization }, retryAttempts: 0 })
  const refused = await new Promise<{ extensions: Record<string, unknown> }[]>((resolve) => {
    const sink = { next: () => undefined, error: (error: unknown) => resolve(error as { extensions: Record<string, unknown> }[]), complete: () => undefined }
    for (let count = 0; count < 210; count += 1) client.subscribe({ query: operation('ClientChanged'), variables: { id } }, sink)
  })
  expect(refused[0]?.extensions['code']).toBe('RATE_LIMITED')
  await client.dispose()
})
