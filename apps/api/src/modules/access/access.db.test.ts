import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildModuleSchema, rulesOf } from '../../platform/graph/schema'
import { fieldsWithoutRule } from '../../platform/graph/rules'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { adminToken, createDatabase, startApp, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { aUser, codeOf, cookieOf, createUser, field, password, sendAsPage, signIn, updateUser, type MadeUser } from './testing/page'

let app: App
const me = '{ me { id name email roles permissions } }'

beforeAll(async () => {
  app = await startApp({ modules: ['access'] })
})
afterAll(() => app.stop())

const sql = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  return client.query<Row>(text, values).then(({ rows }) => rows).finally(() => client.end())
}

describe('the first start', () => {
  test('makes an administrator, for whom the token of the environment acts', async () => {
    const administrator = field<MadeUser>(await app.send(me), 'me')
    expect(administrator).toMatchObject({ name: 'Administrator', email: 'admin@brokersync.local', roles: ['ADMIN'] })
    expect(administrator.permissions).toContain('users:write')
  })

  test('makes the one user for whom that token ever acts, as far as it may now', async () => {
    const own = await startApp({ modules: ['access'] })
    try {
      const first = field<MadeUser>(await own.send(me), 'me')
      const second = await aUser(own, { roles: ['ADMIN'] })
      const cookie = cookieOf(await signIn(own, { email: second.email, password }))
      const change = (version: number, given: object) => sendAsPage(own, cookie, updateUser, { variables: { input: { id: first.id, version, ...given } } })
      expect(codeOf(await change(1, { roles: ['ANALYST'] }))).toBeUndefined()
      expect(field<MadeUser>(await own.send(me), 'me')).toMatchObject({ id: first.id, roles: ['ANALYST'] })
      expect(codeOf(await own.send(createUser, { input: { name: 'Other', email: 'other@brokerage.example', roles: ['BROKER'] } }))).toBe('FORBIDDEN')
      expect(codeOf(await change(2, { active: false }))).toBeUndefined()
      expect(codeOf(await own.send(me))).toBe('UNAUTHENTICATED')
      expect(codeOf(await change(3, { active: true, roles: ['ADMIN'] }))).toBeUndefined()
      expect(field<MadeUser>(await own.send(me), 'me')).toMatchObject({ id: first.id, roles: ['ADMIN'] })
    } finally {
      await own.stop()
    }
  })

  test('of two processes that start together makes one administrator, who signs in with the password that was given', async () => {
    const database = await createDatabase()
    const folder = await mkdtemp(join(tmpdir(), 'brokersync-test-'))
    const variables = { DATABASE_URL: database.url, DATA_DIR: folder, BROKERSYNC_ADMIN_PASSWORD: password }
    const both = await Promise.all([startApp({ modules: ['access'], variables }), startApp({ modules: ['access'], variables })])
    try {
      const users = await Promise.all(both.map(async (one) => field<{ nodes: MadeUser[] }>(await one.send('{ users { nodes { id } } }'), 'users').nodes))
      expect(users[0]).toHaveLength(1)
      expect(users[1]).toEqual(users[0])
      const signedIn = await Promise.all(both.map((one) => signIn(one, { email: 'admin@brokersync.local', password })))
      expect(signedIn.map((response) => response.status)).toEqual([200, 200])
    } finally {
      await Promise.all(both.map((one) => one.stop()))
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    }
  })
})

describe('signing in', () => {
  test('opens a session whose cookie no script reads and no other site sends', async () => {
    const user = await aUser(app, { name: 'Ada Broker' })
    const response = await signIn(app, { email: user.email.toUpperCase(), password })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ user: { id: user.id, name: 'Ada Broker', email: user.email } })
    const [cookie = ''] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^brokersync_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(field<MadeUser>(await sendAsPage(app, cookieOf(response), me), 'me').id).toBe(user.id)
  })

  test('keeps neither the password nor the session’s secret', async () => {
    const user = await aUser(app)
    const secret = cookieOf(await signIn(app, { email: user.email, password })).split('=')[1] ?? ''
    const [kept] = await sql<{ password: string; sessions: string }>(
      `SELECT (SELECT password_hash FROM access."user" WHERE id = $1) AS password, (SELECT json_agg(s)::text FROM access.session s WHERE user_id = $1) AS sessions`,
      [user.id],
    )
    expect(kept?.password).toMatch(/^\$argon2id\$/)
    expect(kept?.sessions).not.toContain(secret)
    expect(kept?.sessions).not.toContain(Buffer.from(secret, 'base64url').toString('hex'))
  })

  test('tells a wrong password, an unknown email, a user of no password and a deactivated one alike', async () => {
    const user = await aUser(app)
    const gone = await aUser(app)
    await app.send(updateUser, { input: { id: gone.id, version: 1, active: false } })
    const bare = field<MadeUser>(await app.send(createUser, { input: { name: 'No Password', email: 'bare@brokerage.example', roles: ['BROKER'] } }), 'createUser')
    const tries = [
      { email: user.email, password: 'not the password' },
      { email: 'nobody@brokerage.example', password },
      { email: bare.email, password },
      { email: gone.email, password },
    ]
    const answers = await Promise.all(tries.map((body) => signIn(app, body)))
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401, 401])
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(texts)).toEqual(new Set([JSON.stringify({ errors: [{ message: 'Email and password do not match', extensions: { code: 'UNAUTHENTICATED' } }] })]))
    expect(answers.every((answer) => answer.headers.get('set-cookie') === null)).toBe(true)
  })

  test.each([
    [{}, ['email', 'password']],
    [{ email: 5, password: null }, ['email', 'password']],
    [{ email: 'ada@brokerage.example', password: 'x'.repeat(257) }, ['password']],
    ['"text"', ['']],
    ['[]', ['']],
    ['null', ['']],
    ['{ not json', ['']],
  ])('names what is malformed in %j', async (body, paths) => {
    const response = await signIn(app, body)
    expect(response.status).toBe(400)
    const { errors } = (await response.json()) as { errors: { extensions: { code: string; fields: { path: string }[] } }[] }
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
    expect(errors[0]?.extensions.fields.map(({ path }) => path)).toEqual(paths)
  })

  test('is slowed down after ten refused tries, for that account from that address', async () => {
    const [user, other] = [await aUser(app), await aUser(app)]
    for (let time = 0; time < 10; time += 1) expect((await signIn(app, { email: user.email, password: 'wrong' })).status).toBe(401)
    const late = await signIn(app, { email: user.email, password })
    expect(late.status).toBe(429)
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await late.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] })
    expect((await signIn(app, { email: other.email, password })).status).toBe(200)
  })

  test('goes on at a browser where the user has signed in before, whatever strangers try', async () => {
    const user = await aUser(app)
    const device = (await signIn(app, { email: user.email, password })).headers.getSetCookie().find((cookie) => cookie.startsWith('brokersync_device=')) ?? ''
    expect(device).toMatch(/; Max-Age=15552000; Path=\/api\/auth; HttpOnly; SameSite=Lax$/)
    for (let time = 0; time < 11; time += 1) await signIn(app, { email: user.email, password: 'wrong' })
    const headers = { cookie: device.split(';')[0] ?? '', origin: app.served.address }
    expect((await signIn(app, { email: user.email, password })).status).toBe(429)
    expect((await signIn(app, { email: user.email, password }, headers)).status).toBe(200)
    expect((await signIn(app, { email: (await aUser(app)).email, password: 'wrong' }, headers)).status).toBe(401)
  })

  test('sends the cookie over https alone where the product is at https', async () => {
    const secure = await startApp({ modules: ['access'], variables: { PUBLIC_URL: 'https://brokersync.example', BROKERSYNC_ADMIN_PASSWORD: password } })
    try {
      const response = await signIn(secure, { email: 'admin@brokersync.local', password })
      for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/; HttpOnly; Secure; SameSite=Lax$/)
    } finally {
      await secure.stop()
    }
  })
})

describe('a session', () => {
  test('changes nothing from a page that is not ours', async () => {
    const user = await aUser(app)
    const cookie = cookieOf(await signIn(app, { email: user.email, password }))
    expect(codeOf(await sendAsPage(app, cookie, me, { origin: null }))).toBe('FORBIDDEN')
    expect(codeOf(await sendAsPage(app, cookie, me, { origin: 'https://elsewhere.example' }))).toBe('FORBIDDEN')
    expect(field<MadeUser>(await sendAsPage(app, cookie, me), 'me').id).toBe(user.id)
  })

  test('is over after signing out, for this cookie alone', async () => {
    const user = await aUser(app)
    const [cookie, other] = [cookieOf(await signIn(app, { email: user.email, password })), cookieOf(await signIn(app, { email: user.email, password }))]
    const response = await fetch(`${app.served.address}/api/auth/sign-out`, { method: 'POST', headers: { cookie, origin: app.served.address } })
    expect(response.status).toBe(204)
    expect(response.headers.get('set-cookie')).toMatch(/^brokersync_session=; .*Expires=Thu, 01 Jan 1970/)
    expect(codeOf(await sendAsPage(app, cookie, me))).toBe('UNAUTHENTICATED')
    expect(field<MadeUser>(await sendAsPage(app, other, me), 'me').id).toBe(user.id)
    const events = await sql<{ data: { credential: string } }>(`SELECT data FROM bus.log WHERE type = 'session.ended' AND subject = $1`, [user.id])
    expect(events.map(({ data }) => data.credential)).toEqual([expect.stringMatching(/^session:[0-9a-f-]{36}$/)])
  })

  test.each([
    ['12 hours without use', `UPDATE access.session SET seen_at = now() - interval '12 hours 1 second' WHERE user_id = $1`],
    ['its seven days', `UPDATE access.session SET expires_at = now() - interval '1 second' WHERE user_id = $1`],
  ])('is over after %s', async (_, change) => {
    const user = await aUser(app)
    const cookie = cookieOf(await signIn(app, { email: user.email, password }))
    expect(codeOf(await sendAsPage(app, cookie, me))).toBeUndefined()
    await sql(change, [user.id])
    expect(codeOf(await sendAsPage(app, cookie, me))).toBe('UNAUTHENTICATED')
  })

  test('that is used does not end for want of use', async () => {
    const user = await aUser(app)
    const cookie = cookieOf(await signIn(app, { email: user.email, password }))
    await sql(`UPDATE access.session SET seen_at = now() - interval '11 hours' WHERE user_id = $1`, [user.id])
    expect(codeOf(await sendAsPage(app, cookie, me))).toBeUndefined()
    const [session] = await sql<{ fresh: boolean }>(`SELECT seen_at > now() - interval '1 minute' AS fresh FROM access.session WHERE user_id = $1`, [user.id])
    expect(session?.fresh).toBe(true)
  })
})

describe('who shows no credentials that hold', () => {
  test('gets nothing', async () => {
    expect(codeOf(await app.send(me, {}, null))).toBe('UNAUTHENTICATED')
    expect(codeOf(await app.send('{ users { nodes { id } } }', {}, null))).toBe('UNAUTHENTICATED')
  })

  test.each(['bs_wrong', `${adminToken}x`, adminToken.slice(0, -1), 'x'])('is refused with the token %s', async (token) => {
    expect(codeOf(await app.send(me, {}, token))).toBe('UNAUTHENTICATED')
  })

  test('is refused with a cookie that is nobody’s', async () => {
    expect(codeOf(await sendAsPage(app, 'brokersync_session=wrong', me))).toBe('UNAUTHENTICATED')
  })
})

test('every field of the schema has a rule', async () => {
  const schema = await buildModuleSchema(app.runtime.modules)
  const rules = rulesOf(app.runtime.modules)
  expect(fieldsWithoutRule(schema, rules)).toEqual([])
  const { 'Query.users': _, ...others } = rules
  expect(fieldsWithoutRule(schema, others)).toEqual(['Query.users'])
})

test('what is told of users is audited, each change and each list', async () => {
  const user = await aUser(app)
  await app.send('query Colleagues { users { nodes { id } } }')
  const rows = await sql<{ action: string; clients: number }>(
    `SELECT action, cardinality(client_ids) AS clients FROM ${auditIn(app)} WHERE subject_id = $1 OR action LIKE 'read % Colleagues' ORDER BY at`,
    [user.id],
  )
  expect(rows).toEqual([{ action: 'createUser', clients: 0 }, { action: 'read query Colleagues', clients: 0 }])
})
