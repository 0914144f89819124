import 'reflect-metadata'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adminToken, startApp, type App } from './testing/app'

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
  const guess = await app.send('{ clinets(first: 1) { totalCount } }')
  expect(guess.errors?.[0]?.message).not.toContain('clients')
})
