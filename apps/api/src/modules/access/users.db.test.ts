import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { aToken, aUser, codeOf, cookieOf, createUser, field, password, sendAsPage, signIn, updateUser, type MadeUser } from './testing/page'

let app: App
const me = '{ me { id name email roles permissions } }'

beforeAll(async () => {
  app = await startApp({ modules: ['access'] })
})
afterAll(() => app.stop())

const find = async (variables: object, token?: string) =>
  field<{ nodes: MadeUser[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }>(await app.send(operation('Users'), { first: 25, ...variables }, token), 'users')
const names = async (variables: object) => (await find(variables)).nodes.map(({ name }) => name)
const faultsOf = (answer: { errors?: { extensions: Record<string, unknown> }[] }) =>
  (answer.errors?.[0]?.extensions['fields'] as { path: string }[] | undefined)?.map(({ path }) => path)

describe('a list of users', () => {
  test('is in pages, by name whatever its case and accents, none missing and none twice', async () => {
    for (const name of ['Page Émile', 'page Eve', 'PAGE Edgar', 'Page Zoë', 'Page Edgar']) await aUser(app, { name })
    const seen: string[] = []
    let after: string | null = null
    for (let page = 0; page < 3; page += 1) {
      const { nodes, pageInfo } = await find({ search: 'page', first: 2, after })
      seen.push(...nodes.map(({ name }) => name))
      after = pageInfo.endCursor
      expect(pageInfo.hasNextPage).toBe(page < 2)
    }
    expect(seen).toEqual(['PAGE Edgar', 'Page Edgar', 'Page Émile', 'page Eve', 'Page Zoë'])
  })

  test('is searched by the beginnings of words of name and email', async () => {
    await aUser(app, { name: 'Søren Kjær-Holm', email: 'soren_holm@nordic.example' })
    for (const search of ['kjær', 'HOLM kj', 'soren_holm@nordic', 'nordic']) expect([search, await names({ search })]).toEqual([search, ['Søren Kjær-Holm']])
    expect([await names({ search: 'holm\u0000nobody' }), await names({ search: '\u0000kjær' })]).toEqual([[], ['Søren Kjær-Holm']])
    for (const search of ['jær', 'kjær nobody', 'sorenxholm', '%olm', '_olm']) expect([search, await names({ search })]).toEqual([search, []])
  })

  test('takes from 1 to 500 at once, and no cursor of elsewhere', async () => {
    expect(codeOf(await app.send(operation('Users'), { first: 0 }))).toBe('BAD_USER_INPUT')
    expect(codeOf(await app.send(operation('Users'), { first: 501 }))).toBe('BAD_USER_INPUT')
    expect(codeOf(await app.send(operation('Users'), { first: 5, after: 'elsewhere' }))).toBe('BAD_USER_INPUT')
  })

  test('is for who may read users', async () => {
    const { token } = await aToken(app, await aUser(app), { scopes: ['clients:read'] })
    expect(codeOf(await app.send(operation('Users'), { first: 5 }, token))).toBe('FORBIDDEN')
  })
})

describe('two of one name', () => {
  test('are told apart by their emails, and nobody else is', async () => {
    const [one, other, alone] = [await aUser(app, { name: 'Ida Roth' }), await aUser(app, { name: 'IDA ROTH' }), await aUser(app, { name: 'Ida Rothe' })]
    const distinct = field<{ nodes: { distinctName: string }[] }>(await app.send('{ users(search: "ida rot", first: 5) { nodes { distinctName } } }'), 'users').nodes.map(({ distinctName }) => distinctName)
    expect(distinct).toEqual([`Ida Roth (${one.email})`, `IDA ROTH (${other.email})`, alone.name])
  })

  test('one is found by its id, for who may read users', async () => {
    const { id, name } = await aUser(app, { name: 'Only One' })
    const query = 'query ($id: ID!) { user(id: $id) { name distinctName } }'
    expect((await app.send(query, { id })).data).toEqual({ user: { name, distinctName: name } })
    const unknown = await app.send(query, { id: '01a220df-1fc3-7758-a4e1-fd2e0a1960fd' })
    expect([unknown.data, codeOf(unknown)]).toEqual([{ user: null }, 'NOT_FOUND'])
    const { token } = await aToken(app, await aUser(app), { scopes: ['clients:read'] })
    expect(codeOf(await app.send(query, { id }, token))).toBe('FORBIDDEN')
  })
})

test('of others, who may not read users sees the name alone; of oneself, everything', async () => {
  const user = await aUser(app, { team: 'Softs' })
  const { token } = await aToken(app, user, { scopes: ['clients:read'] })
  const account = field<MadeUser>(await app.send('{ me { id name email roles team active permissions } }', {}, token), 'me')
  expect(account).toEqual({ id: user.id, name: user.name, email: user.email, roles: ['BROKER'], team: 'Softs', active: true, permissions: ['clients:read'] })
})

describe('making a user', () => {
  test('gives it what its roles may', async () => {
    const user = await aUser(app, { roles: ['ASSISTANT', 'ANALYST', 'ANALYST'], team: ' Softs ' })
    expect(user).toMatchObject({ roles: ['ASSISTANT', 'ANALYST'], team: 'Softs', active: true, version: 1 })
    expect(user.permissions).toContain('imports:read')
    expect(user.permissions).not.toContain('clients:sensitive')
  })

  test('reports all faults at once, and makes nobody', async () => {
    const input = { name: ' ', email: 'not an address', roles: [], team: 'two\nlines', password: 'short' }
    const answer = await app.send(createUser, { input })
    expect(codeOf(answer)).toBe('BAD_USER_INPUT')
    expect(faultsOf(answer)).toEqual(['name', 'email', 'roles', 'team', 'password'])
  })

  test('refuses the most common passwords, and the email as one', async () => {
    const input = { name: 'Ada', email: 'ada.second@brokerage.example', roles: ['BROKER'] }
    for (const guess of ['password123', 'ADA.second@brokerage.example']) expect(faultsOf(await app.send(createUser, { input: { ...input, password: guess } }))).toEqual(['password'])
  })

  test('refuses an email that another has, in whatever case', async () => {
    const { email } = await aUser(app, { name: 'Ruth Calder' })
    const refused = { message: `The email ${email} belongs to Ruth Calder`, extensions: { code: 'CONFLICT', fields: [{ path: 'email', message: 'belongs to Ruth Calder' }] } }
    expect((await app.send(createUser, { input: { name: 'Other', email: email.toUpperCase(), roles: ['BROKER'] } })).errors?.[0]).toMatchObject(refused)
    const both = await Promise.all(['One', 'Two'].map((name) => app.send(createUser, { input: { name, email: 'both@brokerage.example', roles: ['BROKER'] } })))
    expect(both.map(codeOf).filter(Boolean)).toEqual(['CONFLICT'])
  })

  test('refuses a name that could pass for another', async () => {
    const input = { email: 'karl@brokerage.example', roles: ['BROKER'] }
    for (const name of ['Karl\u202Etdnarb', 'Karl\u200B Brandt']) expect(faultsOf(await app.send(createUser, { input: { ...input, name } }))).toEqual(['name'])
    expect(faultsOf(await app.send(createUser, { input: { ...input, name: 'Karl', team: 'Gra\u00ADins' } }))).toEqual(['team'])
  })

  test('with the same key again gives the same user, and with another input CONFLICT', async () => {
    const input = { idempotencyKey: 'user-1', name: 'Once', email: 'once@brokerage.example', roles: ['BROKER'], password }
    const answers = await Promise.all([app.send(createUser, { input }), app.send(createUser, { input })])
    answers.push(await app.send(createUser, { input }))
    expect(new Set(answers.map((answer) => field<MadeUser>(answer, 'createUser').id)).size).toBe(1)
    expect(codeOf(await app.send(createUser, { input: { ...input, name: 'Twice' } }))).toBe('CONFLICT')
  })

  test('is for administrators', async () => {
    const manager = await aUser(app, { roles: ['MANAGER'] })
    const cookie = cookieOf(await signIn(app, { email: manager.email, password }))
    const variables = { input: { name: 'Other', email: 'other@brokerage.example', roles: ['BROKER'] } }
    expect(codeOf(await sendAsPage(app, cookie, createUser, { variables }))).toBe('FORBIDDEN')
  })
})

describe('changing a user', () => {
  const change = (input: object) => app.send(updateUser, { input })

  test('keeps what is left out, and clears what is null', async () => {
    const { id } = await aUser(app, { team: 'Grains' })
    expect(field<MadeUser>(await change({ id, version: 1, name: 'Renamed' }), 'updateUser')).toMatchObject({ name: 'Renamed', team: 'Grains', roles: ['BROKER'], version: 2 })
    expect(field<MadeUser>(await change({ id, version: 2, team: null }), 'updateUser')).toMatchObject({ name: 'Renamed', team: null, version: 3 })
    expect(await names({ search: 'renamed' })).toEqual(['Renamed'])
  })

  test('refuses an old version, and says which one is current', async () => {
    const { id } = await aUser(app)
    await change({ id, version: 1, name: 'First' })
    const late = await change({ id, version: 1, name: 'Second' })
    expect(late.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', currentVersion: 2 })
  })

  test('by two at once changes it once', async () => {
    const { id } = await aUser(app)
    const answers = await Promise.all(['One', 'Two', 'Three'].map((name) => change({ id, version: 1, name })))
    expect(answers.map(codeOf).filter((code) => code === undefined)).toHaveLength(1)
    expect(answers.filter((answer) => answer.errors?.[0]?.extensions['currentVersion'] === 2)).toHaveLength(2)
  })

  test('refuses what a user cannot be, all faults at once, and who is not there', async () => {
    const { id } = await aUser(app)
    expect(faultsOf(await change({ id, version: 1, name: null, roles: [], team: '', active: null }))).toEqual(['name', 'roles', 'team', 'active'])
    expect(codeOf(await change({ id: '0198c1a0-0000-7000-8000-000000000001', version: 1 }))).toBe('NOT_FOUND')
    expect(codeOf(await change({ id: 'nobody', version: 1 }))).toBe('NOT_FOUND')
  })

  test('gives and takes what it may do from the next request on', async () => {
    const user = await aUser(app)
    const { token } = await aToken(app, user, { scopes: ['clients:deactivate', 'users:read'] })
    await change({ id: user.id, version: 1, roles: ['ASSISTANT'] })
    expect(field<MadeUser>(await app.send(me, {}, token), 'me')).toMatchObject({ roles: ['ASSISTANT'], permissions: ['users:read'] })
  })

  test('to be deactivated ends its sessions and its tokens, for good', async () => {
    const user = await aUser(app)
    const { token } = await aToken(app, user, { scopes: ['users:read'] })
    const cookie = cookieOf(await signIn(app, { email: user.email, password }))
    expect(field<MadeUser>(await change({ id: user.id, version: 1, active: false }), 'updateUser')).toMatchObject({ active: false })
    expect((await signIn(app, { email: user.email, password })).status).toBe(401)
    await change({ id: user.id, version: 2, active: true })
    expect(codeOf(await app.send(me, {}, token))).toBe('UNAUTHENTICATED')
    expect(codeOf(await sendAsPage(app, cookie, me))).toBe('UNAUTHENTICATED')
    expect((await signIn(app, { email: user.email, password })).status).toBe(200)
  })

  test('gives nobody by his own hand what is kept apart from administration', async () => {
    const administrator = await aUser(app, { roles: ['ADMIN'] })
    const cookie = cookieOf(await signIn(app, { email: administrator.email, password }))
    const send = (input: object) => sendAsPage(app, cookie, updateUser, { variables: { input } })
    const own = await send({ id: administrator.id, version: 1, roles: ['ADMIN', 'COMPLIANCE'] })
    expect(own.errors?.[0]).toMatchObject({ message: 'Nobody appoints oneself: another administrator gives you this role', extensions: { code: 'FORBIDDEN' } })
    expect(codeOf(await send({ id: (await aUser(app)).id, version: 1, roles: ['COMPLIANCE'] }))).toBeUndefined()
    // Whoever has it keeps it.
    await change({ id: administrator.id, version: 1, roles: ['ADMIN', 'COMPLIANCE'] })
    expect(codeOf(await send({ id: administrator.id, version: 2, name: 'Renamed', roles: ['COMPLIANCE', 'ADMIN'] }))).toBeUndefined()
  })

  test('takes another spelling of a team for the team, unless nobody else is in it', async () => {
    const [first, second] = [await aUser(app, { team: 'Soft Metals' }), await aUser(app)]
    expect((await aUser(app, { team: ' soft  METALS ' })).team).toBe('Soft Metals')
    expect(field<MadeUser>(await change({ id: second.id, version: 1, team: 'SOFT METALS' }), 'updateUser').team).toBe('Soft Metals')
    expect(field<MadeUser>(await change({ id: first.id, version: 1, team: 'soft metals' }), 'updateUser').team).toBe('Soft Metals')
    const alone = await aUser(app, { team: 'pulps' })
    expect(field<MadeUser>(await change({ id: alone.id, version: 1, team: 'Pulps' }), 'updateUser').team).toBe('Pulps')
  })

  test('in one operation twice shows each time what it then was', async () => {
    const { id } = await aUser(app)
    const both = 'mutation ($a: UpdateUserInput!, $b: UpdateUserInput!) { a: updateUser(input: $a) { name version } b: updateUser(input: $b) { name version } }'
    const answer = await app.send(both, { a: { id, version: 1, name: 'One' }, b: { id, version: 2, name: 'Two' } })
    expect(answer.data).toEqual({ a: { name: 'One', version: 2 }, b: { name: 'Two', version: 3 } })
  })

  test('is for administrators', async () => {
    const user = await aUser(app)
    const { token } = await aToken(app, user, { scopes: ['users:read'] })
    expect(codeOf(await app.send(updateUser, { input: { id: user.id, version: 1, roles: ['ADMIN'] } }, token))).toBe('FORBIDDEN')
  })
})

describe('the last active administrator', () => {
  let alone: App

  beforeAll(async () => {
    alone = await startApp({ modules: ['access'] })
  })
  afterAll(() => alone.stop())

  const administrator = async () => field<MadeUser>(await alone.send('{ me { id version } }'), 'me')

  test('is neither demoted nor deactivated', async () => {
    const { id, version } = await administrator()
    for (const change of [{ roles: ['MANAGER'] }, { active: false }]) {
      const answer = await alone.send(updateUser, { input: { id, version, ...change } })
      expect(answer.errors?.[0]).toMatchObject({ message: 'This is the last active administrator; make another one first', extensions: { code: 'CONFLICT' } })
    }
    expect(codeOf(await alone.send(updateUser, { input: { id, version, name: 'Renamed' } }))).toBeUndefined()
  })

  test('stays, when all are demoted at once', async () => {
    const others = await Promise.all(['a', 'b', 'c', 'd'].map((name) => aUser(alone, { name, email: `${name}@brokerage.example`, roles: ['ADMIN'] })))
    const { id, version } = await administrator()
    // Each by itself: who is demoted first demotes nobody else.
    const cookies = await Promise.all(others.map(async ({ email }) => cookieOf(await signIn(alone, { email, password }))))
    const answers = await Promise.all([
      alone.send(updateUser, { input: { id, version, roles: ['BROKER'] } }),
      ...others.map((other, index) => sendAsPage(alone, cookies[index] ?? '', updateUser, { variables: { input: { id: other.id, version: other.version, roles: ['BROKER'] } } })),
    ])
    expect(answers.map((answer) => answer.errors?.[0]?.message).filter(Boolean)).toEqual(['This is the last active administrator; make another one first'])
  })
})

test('where managers administrate users, they neither make nor change an administrator', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brokersync-config-'))
  await cp(app.environment.CONFIG_DIR, folder, { recursive: true })
  const roles = await readFile(join(folder, 'roles.yaml'), 'utf8')
  await writeFile(join(folder, 'roles.yaml'), roles.replace('MANAGER:\n', 'MANAGER:\n  users:write: all\n'))
  const firm = await startApp({ modules: ['access'], variables: { CONFIG_DIR: folder } })
  try {
    const [manager, administrator] = [await aUser(firm, { roles: ['MANAGER'] }), await aUser(firm, { roles: ['ADMIN'] })]
    const cookie = cookieOf(await signIn(firm, { email: manager.email, password }))
    const send = (query: string, input: object) => sendAsPage(firm, cookie, query, { variables: { input } })
    expect(codeOf(await send(createUser, { name: 'Next', email: 'next@brokerage.example', roles: ['ADMIN'] }))).toBe('FORBIDDEN')
    expect(codeOf(await send(updateUser, { id: manager.id, version: 1, roles: ['ADMIN'] }))).toBe('FORBIDDEN')
    expect(codeOf(await send(updateUser, { id: administrator.id, version: 1, roles: ['BROKER'] }))).toBe('FORBIDDEN')
    expect(codeOf(await send(createUser, { name: 'Next', email: 'next@brokerage.example', roles: ['BROKER'] }))).toBeUndefined()
  } finally {
    await firm.stop()
    await rm(folder, { recursive: true })
  }
})
