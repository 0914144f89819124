import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adminToken, startApp, type App } from '../../testing/app'
import { aToken, aUser, codeOf, cookieOf, createApiToken, field, password, revokeApiToken, sendAsPage, signIn, updateUser, type MadeToken, type MadeUser } from './testing/page'
import { openSocket, stateOf } from './testing/socket'

let app: App
const me = '{ me { id permissions } }'

beforeAll(async () => {
  app = await startApp({ modules: ['access'] })
})
afterAll(() => app.stop())

const sql = async (text: string, values: unknown[]): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  return client.query(text, values).then(({ rows }) => rows as Record<string, unknown>[]).finally(() => client.end())
}

describe('a token', () => {
  test('acts for the user who made it, with no more than its scopes', async () => {
    const user = await aUser(app)
    const made = await aToken(app, user, { scopes: ['users:read', 'clients:read'] })
    expect(made).toMatchObject({ name: 'A program', token: expect.stringMatching(/^bs_[\w-]{43}$/), scopes: ['users:read', 'clients:read'], expiresAt: null, revokedAt: null })
    expect(field<MadeUser>(await app.send(me, {}, made.token), 'me')).toEqual({ id: user.id, permissions: ['clients:read', 'users:read'] })
    expect(codeOf(await app.send('{ users { nodes { id } } }', {}, made.token))).toBeUndefined()
    expect(codeOf(await app.send(createApiToken, { input: { name: 'More', scopes: ['users:read'] } }, made.token))).toBe('FORBIDDEN')
  })

  test('is kept as a hash, with its beginning to tell it by, and its use is noted', async () => {
    const { id, token } = await aToken(app, await aUser(app), { scopes: ['users:read'] })
    await app.send(me, {}, token)
    const [row] = await sql('SELECT prefix, api_token::text AS kept, last_used_at IS NOT NULL AS used FROM access.api_token WHERE id = $1', [id])
    expect(row).toMatchObject({ prefix: token.slice(0, 11), used: true })
    expect(row?.['kept']).not.toContain(token.slice(11))
  })

  test('is over when it expires', async () => {
    const { id, token } = await aToken(app, await aUser(app), { scopes: ['users:read'], expiresAt: '2126-11-01T10:00:00+01:00' })
    expect(codeOf(await app.send(me, {}, token))).toBeUndefined()
    await sql(`UPDATE access.api_token SET expires_at = now() - interval '1 second' WHERE id = $1 RETURNING 1`, [id])
    expect(codeOf(await app.send(me, {}, token))).toBe('UNAUTHENTICATED')
  })

  test('outlives no token that makes it', async () => {
    const user = await aUser(app)
    const { token } = await aToken(app, user, { scopes: ['tokens:write', 'users:read'], expiresAt: '2126-11-01T09:00:00Z' })
    const make = (expiresAt: string | null) => app.send(createApiToken, { input: { name: 'Next', scopes: ['users:read'], expiresAt } }, token)
    expect(codeOf(await make(null))).toBe('BAD_USER_INPUT')
    expect(codeOf(await make('2126-11-01T09:00:01Z'))).toBe('BAD_USER_INPUT')
    expect(field<MadeToken>(await make('2126-11-01T09:00:00Z'), 'createApiToken').expiresAt).toBe('2126-11-01T09:00:00.000Z')
  })
})

describe('the tokens of a user', () => {
  const mine = 'query ($after: String, $withOver: Boolean! = false) { me { apiTokens(first: 2, after: $after, withOver: $withOver) { nodes { id name prefix token scopes createdAt lastUsedAt user { id } } pageInfo { hasNextPage endCursor } } } }'
  type Listed = { nodes: (MadeToken & { prefix: string; lastUsedAt: string | null; user: { id: string } })[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
  const listed = async (cookie: string, variables = {}) => field<{ apiTokens: Listed }>(await sendAsPage(app, cookie, mine, { variables }), 'me').apiTokens
  const named = ({ nodes }: Listed) => nodes.map(({ name }) => name)
  const enter = async (user: { email: string }) => cookieOf(await signIn(app, { email: user.email, password }))
  const make = async (cookie: string, name: string) => field<MadeToken>(await sendAsPage(app, cookie, createApiToken, { variables: { input: { name, scopes: ['users:read'] } } }), 'createApiToken')

  test('are listed the newest first and page by page, told by their beginning and their use, never with their secret', async () => {
    const user = await aUser(app)
    const cookie = await enter(user)
    const first = await make(cookie, 'First')
    await make(cookie, 'Second')
    await make(cookie, 'Third')
    await app.send(me, {}, first.token)
    const page = await listed(cookie)
    const rest = await listed(cookie, { after: page.pageInfo.endCursor })
    expect([named(page), named(rest), page.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([['Third', 'Second'], ['First'], true, false])
    expect(page.nodes[0]).toMatchObject({ token: null, lastUsedAt: null, user: { id: user.id } })
    expect(rest.nodes[0]).toMatchObject({ token: null, prefix: first.token.slice(0, 11), lastUsedAt: expect.stringMatching(/Z$/) })
  })

  test('are those that hold, and on asking those that are over as well', async () => {
    const cookie = await enter(await aUser(app))
    const [kept, revoked] = [await make(cookie, 'Kept'), await make(cookie, 'Revoked')]
    await sendAsPage(app, cookie, revokeApiToken, { variables: { input: { id: revoked.id } } })
    expect(named(await listed(cookie))).toEqual(['Kept'])
    await sql(`UPDATE access.api_token SET expires_at = now() - interval '1 second' WHERE id = $1 RETURNING 1`, [kept.id])
    expect(named(await listed(cookie))).toEqual([])
    expect(named(await listed(cookie, { withOver: true }))).toEqual(['Revoked', 'Kept'])
  })

  test('are not told to a colleague, nor to a token that may make none; to who administrates users they are', async () => {
    const user = await aUser(app)
    const reader = await aToken(app, user, { scopes: ['users:read'] })
    const query = '{ users(first: 500) { nodes { id apiTokens { nodes { id } } } } }'
    const told = (answer: Awaited<ReturnType<App['send']>>) =>
      field<{ nodes: { id: string; apiTokens: { nodes: { id: string }[] } | null }[] }>(answer, 'users').nodes.find(({ id }) => id === user.id)?.apiTokens
    expect(told(await sendAsPage(app, await enter(await aUser(app, { roles: ['MANAGER'] })), query))).toBeNull()
    expect(told(await app.send(query, {}, reader.token))).toBeNull()
    expect(told(await app.send(query))?.nodes).toEqual([{ id: reader.id }])
    expect(told(await app.send(query, {}, (await aToken(app, user, { scopes: ['users:read', 'tokens:write'] })).token))?.nodes).toHaveLength(2)
  })
})

describe('making a token', () => {
  test('is refused for scopes that do not exist, all faults at once', async () => {
    const input = { name: '', scopes: ['clients:read', 'clients:raed'], expiresAt: '2020-01-01T00:00:00Z' }
    const answer = await app.send(createApiToken, { input })
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [
        { path: 'name', message: 'must not be empty' },
        { path: 'scopes.1', message: 'is no permission: clients:raed' },
        { path: 'expiresAt', message: 'must be in the future' },
      ],
    })
    for (const expiresAt of ['tomorrow', '2026-02-30T10:00:00Z', '2126-11-01']) {
      expect(codeOf(await app.send(createApiToken, { input: { name: 'x', scopes: ['clients:read'], expiresAt } }))).toBe('BAD_USER_INPUT')
    }
    expect(codeOf(await app.send(createApiToken, { input: { name: 'x', scopes: [] } }))).toBe('BAD_USER_INPUT')
  })

  test('is refused for scopes that the user has not', async () => {
    const cookie = cookieOf(await signIn(app, { email: (await aUser(app)).email, password }))
    const variables = { input: { name: 'More', scopes: ['clients:read', 'users:write'] } }
    expect(codeOf(await sendAsPage(app, cookie, createApiToken, { variables }))).toBe('FORBIDDEN')
  })

  test('with the same key again gives the token without its secret, and with another input CONFLICT', async () => {
    const input = { idempotencyKey: 'token-1', name: 'Once', scopes: ['clients:read'] }
    const first = field<MadeToken>(await app.send(createApiToken, { input }), 'createApiToken')
    const again = field<MadeToken>(await app.send(createApiToken, { input }), 'createApiToken')
    expect(again).toEqual({ ...first, token: null })
    expect(codeOf(await app.send(createApiToken, { input: { ...input, scopes: ['users:read'] } }))).toBe('CONFLICT')
    const other = await aToken(app, await aUser(app), { scopes: ['tokens:write', 'clients:read'] })
    expect(field<MadeToken>(await app.send(createApiToken, { input }, other.token), 'createApiToken').id).not.toBe(first.id)
  })
})

describe('revoking a token', () => {
  test('refuses it from the next request on, and closes its open sockets, not those of others', async () => {
    const user = await aUser(app)
    const [made, kept] = [await aToken(app, user, { scopes: ['users:read'] }), await aToken(app, user, { scopes: ['users:read'] })]
    const [socket, other] = [openSocket(app, made.token), openSocket(app, kept.token)]
    await Promise.all([socket.opened, other.opened])
    const revoked = field<MadeToken>(await app.send(revokeApiToken, { input: { id: made.id } }), 'revokeApiToken')
    expect(revoked).toMatchObject({ id: made.id, name: 'A program', token: null, revokedAt: expect.stringMatching(/Z$/) })
    expect(codeOf(await app.send(me, {}, made.token))).toBe('UNAUTHENTICATED')
    expect(await socket.closed).toBe(4403)
    expect(await stateOf(other)).toBe('open')
    expect(codeOf(await app.send(me, {}, kept.token))).toBeUndefined()
  })

  test('again changes nothing', async () => {
    const { id } = await aToken(app, await aUser(app), { scopes: ['users:read'] })
    const revoke = async () => field<MadeToken>(await app.send(revokeApiToken, { input: { id } }), 'revokeApiToken')
    expect(await revoke()).toEqual(await revoke())
    expect(await sql(`SELECT 1 FROM bus.log WHERE type = 'token.revoked' AND data->>'credential' = $1`, [`token:${id}`])).toHaveLength(1)
  })

  test('is for its user and for administrators; for anyone else it is not there', async () => {
    const user = await aUser(app)
    const [one, two] = [await aToken(app, user, { scopes: ['users:read'] }), await aToken(app, user, { scopes: ['clients:read'] })]
    const stranger = cookieOf(await signIn(app, { email: (await aUser(app, { roles: ['MANAGER'] })).email, password }))
    expect(codeOf(await sendAsPage(app, stranger, revokeApiToken, { variables: { input: { id: one.id } } }))).toBe('NOT_FOUND')
    expect(codeOf(await app.send(revokeApiToken, { input: { id: one.id } }, two.token))).toBe('NOT_FOUND')
    expect(codeOf(await app.send(revokeApiToken, { input: { id: 'nothing' } }))).toBe('NOT_FOUND')
    const own = cookieOf(await signIn(app, { email: user.email, password }))
    expect(codeOf(await sendAsPage(app, own, revokeApiToken, { variables: { input: { id: one.id } } }))).toBeUndefined()
    expect(codeOf(await app.send(revokeApiToken, { input: { id: two.id } }, two.token))).toBeUndefined()
  })
})

describe('an open socket', () => {
  test('is refused without a token that holds', async () => {
    expect(await openSocket(app, 'bs_wrong').closed).toBe(4403)
    expect(await openSocket(app, `${adminToken}x`).closed).toBe(4403)
  })

  test('is closed when its user is deactivated', async () => {
    const user = await aUser(app)
    const socket = openSocket(app, (await aToken(app, user, { scopes: ['users:read'] })).token)
    await socket.opened
    await app.send(updateUser, { input: { id: user.id, version: 1, active: false } })
    expect(await socket.closed).toBe(4403)
  })
})
