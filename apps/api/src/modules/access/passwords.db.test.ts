import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { aToken, aUser, codeOf, cookieOf, createUser, field, password, sendAsPage, signIn, type MadeUser } from './testing/page'
import { openSocket } from './testing/socket'

let app: App
const changePassword = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { id mustChangePassword } }'
const setOneTime = 'mutation ($input: SetOneTimePasswordInput!) { setOneTimePassword(input: $input) { password expiresAt user { id } } }'
const me = '{ me { id permissions mustChangePassword } }'
const next = 'nine barges of barley'

beforeAll(async () => {
  app = await startApp({ modules: ['access'] })
})
afterAll(() => app.stop())

const sql = async (text: string, values: unknown[]): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  return client.query(text, values).then(({ rows }) => rows as Record<string, unknown>[]).finally(() => client.end())
}
const enter = async ({ email }: { email: string }, by = password) => cookieOf(await signIn(app, { email, password: by }))
const statusOf = async ({ email }: { email: string }, by: string) => (await signIn(app, { email, password: by })).status
const change = (cookie: string, input: object) => sendAsPage(app, cookie, changePassword, { variables: { input } })
const isOver = async (cookie: string) => codeOf(await sendAsPage(app, cookie, me)) === 'UNAUTHENTICATED'
const give = async (userId: string) => field<{ password: string; user: { id: string } }>(await app.send(setOneTime, { input: { userId } }), 'setOneTimePassword')

describe('changing one’s own password', () => {
  test('takes the new one in place of the old, ends the other sessions and closes their sockets', async () => {
    const user = await aUser(app)
    const [here, there] = [await enter(user), await enter(user)]
    const socket = openSocket(app, there)
    await socket.opened
    expect(field(await change(here, { currentPassword: password, newPassword: next }), 'changePassword')).toEqual({ id: user.id, mustChangePassword: false })
    expect(await socket.closed).toBe(4403)
    expect([await isOver(here), await isOver(there)]).toEqual([false, true])
    expect([await statusOf(user, password), await statusOf(user, next)]).toEqual([401, 200])
    expect(await sql(`SELECT 1 FROM ${auditIn(app)} WHERE action = 'changePassword' AND subject_id = $1`, [user.id])).toHaveLength(1)
  })

  test.each([
    ['a wrong current one', { currentPassword: 'not the password', newPassword: next }, 'currentPassword'],
    ['a new one that is too short', { currentPassword: password, newPassword: 'too short' }, 'newPassword'],
    ['a new one that is the old one', { currentPassword: password, newPassword: password }, 'newPassword'],
    ['a new one that everybody guesses', { currentPassword: password, newPassword: 'passwordpassword' }, 'newPassword'],
  ])('is refused with %s, and nothing is changed', async (_, input, path) => {
    const user = await aUser(app)
    const [cookie, other] = [await enter(user), await enter(user)]
    const { errors } = await change(cookie, input)
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path }] })
    expect(await isOver(other)).toBe(false)
    expect(await statusOf(user, password)).toBe(200)
  })

  test('guesses at the present one ten times a minute, and no more', async () => {
    const cookie = await enter(await aUser(app))
    const guess = () => change(cookie, { currentPassword: 'not the password', newPassword: next })
    for (let time = 0; time < 10; time += 1) expect(codeOf(await guess())).toBe('BAD_USER_INPUT')
    const late = await guess()
    expect(codeOf(late)).toBe('RATE_LIMITED')
    expect(late.errors?.[0]?.message).toMatch(/^Your present password was wrong too often; try again in \d+ seconds$/)
  })

  test('is refused to a program', async () => {
    const { token } = await aToken(app, await aUser(app), { scopes: ['users:read'] })
    expect(codeOf(await app.send(changePassword, { input: { currentPassword: password, newPassword: next } }, token))).toBe('FORBIDDEN')
  })
})

describe('a password that an administrator gives', () => {
  test('opens a session that may choose another, and nothing else until then', async () => {
    const user = await aUser(app, { roles: ['MANAGER'] })
    const before = await enter(user)
    const given = await give(user.id)
    expect(given).toMatchObject({ password: expect.stringMatching(/^(\w{5}-){3}\w{5}$/), user: { id: user.id } })
    expect([await isOver(before), await statusOf(user, password)]).toEqual([true, 401])
    const response = await signIn(app, { email: user.email, password: given.password })
    expect(await response.json()).toMatchObject({ mustChangePassword: true })
    const cookie = cookieOf(response)
    expect(field(await sendAsPage(app, cookie, me), 'me')).toEqual({ id: user.id, permissions: [], mustChangePassword: true })
    expect(codeOf(await sendAsPage(app, cookie, '{ users { nodes { id } } }'))).toBe('FORBIDDEN')
    await change(cookie, { currentPassword: given.password, newPassword: next })
    expect(codeOf(await sendAsPage(app, cookie, '{ users { nodes { id } } }'))).toBeUndefined()
    expect(await statusOf(user, given.password)).toBe(401)
  })

  test('holds for three days', async () => {
    const user = await aUser(app)
    const given = await give(user.id)
    const [row] = await sql(`UPDATE access."user" SET one_time_until = now() - interval '1 second' WHERE id = $1 RETURNING (SELECT one_time_until > now() + interval '71 hours' FROM access."user" WHERE id = $1) AS long`, [user.id])
    expect(row?.['long']).toBe(true)
    expect(await statusOf(user, given.password)).toBe(401)
  })

  test('is shown once, also to the same key', async () => {
    const user = await aUser(app)
    const input = { idempotencyKey: 'once', userId: user.id }
    expect(field<{ password: string | null }>(await app.send(setOneTime, { input }), 'setOneTimePassword').password).toMatch(/-/)
    expect(field<{ password: string | null }>(await app.send(setOneTime, { input }), 'setOneTimePassword').password).toBeNull()
  })

  test('is for administrators to give, and never to who may more than they', async () => {
    const user = await aUser(app)
    const manager = await enter(await aUser(app, { roles: ['MANAGER'] }))
    expect(codeOf(await sendAsPage(app, manager, setOneTime, { variables: { input: { userId: user.id } } }))).toBe('FORBIDDEN')
    expect(codeOf(await app.send(setOneTime, { input: { userId: 'nobody' } }))).toBe('NOT_FOUND')
    expect(await statusOf(user, password)).toBe(200)
  })
})

test('a new user’s password is asked for by the same rules, near to its name and email', async () => {
  const input = { name: 'Wilhelmina Kornfeld', email: 'wk@brokerage.example', roles: ['BROKER'] }
  const faultOf = async (given: string) => (await app.send(createUser, { input: { ...input, password: given } })).errors?.[0]?.extensions['fields']
  expect(await faultOf('Wilhelmina Kornfeld 1')).toEqual([{ path: 'password', message: expect.stringMatching(/^is made of the name/) }])
  expect(await faultOf('short')).toEqual([{ path: 'password', message: 'must have from 15 to 256 characters' }])
  expect(field<MadeUser>(await app.send(createUser, { input: { ...input, password } }), 'createUser').name).toBe(input.name)
})
