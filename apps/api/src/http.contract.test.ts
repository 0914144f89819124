import 'reflect-metadata'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adminToken, startApp, type App } from './testing/app'
import { whenChained } from './testing/audit'
import { subscribe } from './testing/contract-socket'

let app: App

beforeAll(async () => {
  // As it is shipped.
  app = await startApp({ variables: { INTROSPECTION: 'off' } })
})

afterAll(async () => {
  await app.stop()
})

// GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft): what it says MUST or SHOULD be so is; what MAY be is ours to choose.
const audits = serverAudits({
  url: () => `${app.served.address}/graphql`,
  fetchFn: (url: string, init?: RequestInit) => fetch(url, { ...init, headers: { ...init?.headers, authorization: `Bearer ${adminToken}` } }),
})

test('there are as many audits as the specification asks for', () => {
  expect(audits).toHaveLength(61)
})

test.each(audits.filter(({ name }) => !name.startsWith('MAY')).map((audit) => [`${audit.id} ${audit.name}`, audit] as const))('%s', async (_name, audit) => {
  const result = await audit.fn()
  expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok')
})

test('as shipped, the whole schema is not told, and no name is guessed for one that is wrong', async () => {
  const dump = await app.send('{ __schema { types { name } } }')
  expect(dump.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  for (const [query, variables] of guesses) {
    const stream = await subscribe(app.served.address, { query, variables, token: adminToken })
    const [overHttp, overSocket] = [await app.send(query, variables), await stream.next()]
    await stream.stop()
    expect(overHttp.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    expect(overSocket.errors).toEqual(overHttp.errors)
    expect(JSON.stringify(overHttp)).not.toContain('Did you mean')
  }
})

const create = 'mutation ($input: CreateUserInput!) { createUser(input: $input) { id } }'
const guesses: [string, Record<string, unknown>][] = [
  ['{ clinets(first: 1) { totalCount } }', {}],
  ['subscription { clientChangd(id: "x") { id } }', {}],
  ['{ users { nodes { rolez } } }', {}],
  [create, { input: { name: 'A', email: 'a@b.example', rolez: ['BROKER'], roles: [] } }],
  [create, { input: { name: 'A', email: 'a@b.example', roles: ['BROKE'] } }],
]

test.each([
  ['a key that there is not', { name: 'A', email: 'a@b.example', rolez: [], password: 'topsecret-password-123' }, 'input'],
  ['a value that there is not', { name: 'A', email: 'a@b.example', roles: ['topsecret-password-123'] }, 'roles.0'],
  ['a value of another kind', { name: { password: 'topsecret-password-123' }, email: 'a@b.example', roles: [] }, 'name'],
  ['no object', 'topsecret-password-123; "x" at "y"; z', 'input'],
])('of an input with %s the place and the reason are told, and nothing of what was sent', async (_name, input, path) => {
  const { errors } = await app.send(create, { input })
  expect(errors?.map(({ extensions }) => extensions.code)).toContain('BAD_USER_INPUT')
  expect(errors?.flatMap(({ extensions }) => extensions['fields'] as { path: string }[]).map((fault) => fault.path)).toContain(path)
  expect(JSON.stringify(errors)).not.toContain('topsecret')
  const inDocument = await app.send(`mutation { createUser(input: ${JSON.stringify(input).replace(/"(\w+)":/g, '$1:')}) { id } }`)
  expect(inDocument.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  expect(JSON.stringify(inDocument)).not.toContain('topsecret')
})

test('a browser that opens the address of the API gets no page of anybody else’s', async () => {
  const response = await fetch(`${app.served.address}/graphql`, { headers: { accept: 'text/html,application/xhtml+xml' } })
  expect(response.status).toBe(400)
  expect(response.headers.get('content-type')).toContain('application/json')
})

test('an operation’s name is on record shortened, and behind what kind it is', async () => {
  const name = `client_exported_${'x'.repeat(3_000)}`
  await app.send(`query ${name} { users { nodes { name } } }`)
  await whenChained(app)
  const rows = await app.runtime.database.query<{ action: string }>(`SELECT action FROM compliance.audit_entry WHERE action LIKE '%client_exported%'`)
  expect(rows.map(({ action }) => action)).toEqual([`read query ${name.slice(0, 64)}`])
})
