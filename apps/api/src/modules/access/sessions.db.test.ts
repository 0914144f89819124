import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { aToken, aUser, codeOf, cookieOf, field, password, sendAsPage, signIn, type MadeUser } from './testing/page'
import { openSocket, stateOf } from './testing/socket'

let app: App
const mine = '{ me { sessions { id createdAt seenAt expiresAt endedAt address userAgent current } } }'
const endSession = 'mutation ($input: EndSessionInput!) { endSession(input: $input) { id endedAt current } }'
const endAllSessions = 'mutation ($input: EndAllSessionsInput!) { endAllSessions(input: $input) { id sessions { current } } }'

interface Seen {
  id: string
  createdAt: string
  address: string | null
  userAgent: string | null
  current: boolean
  endedAt: string | null
}

beforeAll(async () => {
  app = await startApp({ modules: ['access'] })
})
afterAll(() => app.stop())

const sql = async (text: string, values: unknown[]): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  return client.query(text, values).then(({ rows }) => rows as Record<string, unknown>[]).finally(() => client.end())
}
const enter = async (user: { email: string }, agent = 'Firefox on a desk') => cookieOf(await signIn(app, { email: user.email, password }, { 'user-agent': agent }))
const sessionsOf = async (cookie: string): Promise<Seen[]> => field<{ sessions: Seen[] }>(await sendAsPage(app, cookie, mine), 'me').sessions
const isOver = async (cookie: string) => codeOf(await sendAsPage(app, cookie, '{ me { id } }')) === 'UNAUTHENTICATED'

describe('the sessions of a person', () => {
  test('are listed, the one used last first, with browser and address, and which of them asks', async () => {
    const user = await aUser(app)
    const [desk, phone] = [await enter(user), await enter(user, 'Safari on a phone')]
    const [first, second] = await sessionsOf(phone)
    expect(first).toMatchObject({ userAgent: 'Safari on a phone', address: expect.stringMatching(/127\.0\.0\.1|::1/), current: true, endedAt: null })
    expect(second).toMatchObject({ userAgent: 'Firefox on a desk', current: false })
    expect((await sessionsOf(desk)).find(({ current }) => current)?.userAgent).toBe('Firefox on a desk')
  })

  test('are not listed once they are over', async () => {
    const user = await aUser(app)
    const [cookie, idle, late] = [await enter(user), await enter(user, 'idle'), await enter(user, 'late')]
    const [idleId, lateId] = ['idle', 'late'].map((agent) => async () => (await sessionsOf(cookie)).find(({ userAgent }) => userAgent === agent)?.id)
    await sql(`UPDATE access.session SET seen_at = now() - interval '13 hours' WHERE id = $1`, [await idleId?.()])
    await sql(`UPDATE access.session SET expires_at = now() WHERE id = $1`, [await lateId?.()])
    expect((await sessionsOf(cookie)).map(({ current }) => current)).toEqual([true])
    expect([await isOver(idle), await isOver(late)]).toEqual([true, true])
  })

  test('keep address and browser sealed', async () => {
    const user = await aUser(app)
    await enter(user, 'A telling browser')
    const [row] = await sql(`SELECT encode(origin, 'escape') AS kept FROM access.session WHERE user_id = $1`, [user.id])
    expect(row?.['kept']).toEqual(expect.stringMatching(/./))
    expect(row?.['kept']).not.toMatch(/telling|127\.0/)
  })

  test('are not told to a colleague, nor to a program of their own; to who administrates users they are', async () => {
    const user = await aUser(app)
    await enter(user)
    const query = '{ users(first: 500) { nodes { id sessions { userAgent } } } }'
    const told = async (answer: Promise<Awaited<ReturnType<App['send']>>>) =>
      field<{ nodes: (MadeUser & { sessions: Seen[] | null })[] }>(await answer, 'users').nodes.find(({ id }) => id === user.id)?.sessions
    const colleague = await enter(await aUser(app, { roles: ['MANAGER'] }))
    const { token } = await aToken(app, user, { scopes: ['users:read'] })
    expect(await told(sendAsPage(app, colleague, query))).toBeNull()
    expect(await told(app.send(query, {}, token))).toBeNull()
    expect(await told(app.send(query))).toContainEqual({ userAgent: 'Firefox on a desk' })
  })
})

describe('ending a session', () => {
  test('refuses it from the next request on, and closes its open socket, not those of others', async () => {
    const user = await aUser(app)
    const [here, there] = [await enter(user), await enter(user, 'there')]
    const [socket, other] = [openSocket(app, there), openSocket(app, here)]
    await Promise.all([socket.opened, other.opened])
    const id = (await sessionsOf(here)).find(({ userAgent }) => userAgent === 'there')?.id
    const ended = field<Seen>(await sendAsPage(app, here, endSession, { variables: { input: { id } } }), 'endSession')
    expect(ended).toMatchObject({ id, current: false, endedAt: expect.stringMatching(/Z$/) })
    expect(await socket.closed).toBe(4403)
    expect([await isOver(there), await isOver(here), await stateOf(other)]).toEqual([true, false, 'open'])
  })

  test('is for its person and for administrators; for anyone else it is not there', async () => {
    const user = await aUser(app)
    const [cookie, stranger] = [await enter(user), await enter(await aUser(app, { roles: ['MANAGER'] }))]
    const [{ id } = { id: '' }] = await sessionsOf(cookie)
    const { token } = await aToken(app, user, { scopes: ['users:read', 'tokens:write'] })
    expect(codeOf(await sendAsPage(app, stranger, endSession, { variables: { input: { id } } }))).toBe('NOT_FOUND')
    expect(codeOf(await app.send(endSession, { input: { id } }, token))).toBe('NOT_FOUND')
    expect(codeOf(await app.send(endSession, { input: { id: 'nothing' } }))).toBe('NOT_FOUND')
    expect(await isOver(cookie)).toBe(false)
    expect(codeOf(await app.send(endSession, { input: { id } }))).toBeUndefined()
    expect(await isOver(cookie)).toBe(true)
    expect(await sql(`SELECT credential FROM ${auditIn(app)} WHERE action = 'endSession' AND subject_id = $1`, [id])).toEqual([{ credential: 'token:environment' }])
  })
})

describe('ending all sessions', () => {
  test('leaves the one that asks where it is to be kept, and the tokens', async () => {
    const user = await aUser(app)
    const [here, there] = [await enter(user), await enter(user)]
    const { token } = await aToken(app, user, { scopes: ['users:read'] })
    const sockets = [openSocket(app, here), openSocket(app, there), openSocket(app, token)] as const
    await Promise.all(sockets.map(({ opened }) => opened))
    const answer = await sendAsPage(app, here, endAllSessions, { variables: { input: { keepCurrent: true } } })
    expect(field(answer, 'endAllSessions')).toEqual({ id: user.id, sessions: [{ current: true }] })
    expect(await sockets[1].closed).toBe(4403)
    expect(await Promise.all([stateOf(sockets[0]), stateOf(sockets[2])])).toEqual(['open', 'open'])
    expect([await isOver(here), await isOver(there)]).toEqual([false, true])
  })

  test('of another is for administrators alone', async () => {
    const [user, manager] = [await aUser(app), await aUser(app, { roles: ['MANAGER'] })]
    const [cookie, stranger] = [await enter(user), await enter(manager)]
    const input = { userId: user.id }
    expect(codeOf(await sendAsPage(app, stranger, endAllSessions, { variables: { input } }))).toBe('FORBIDDEN')
    expect(await isOver(cookie)).toBe(false)
    expect(field(await app.send(endAllSessions, { input }), 'endAllSessions')).toEqual({ id: user.id, sessions: [] })
    expect(await isOver(cookie)).toBe(true)
    expect(codeOf(await app.send(endAllSessions, { input: { userId: '0190b5a0-0000-7000-8000-000000000000' } }))).toMatch(/NOT_FOUND/)
  })
})
