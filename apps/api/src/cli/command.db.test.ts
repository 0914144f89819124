import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { startApp, type App } from '../testing/app'
import { whenChained } from '../testing/audit'
import { person, type Person } from '../testing/people'
import { retention, roles } from './rules'
import { createToken, createUser, setPassword } from './users'

let app: App
let ann: Person
let broker: Person

beforeAll(async () => {
  app = await startApp()
  ;[ann, broker] = [await person(app, { role: 'ADMIN' }), await person(app, { role: 'BROKER' })]
})
afterAll(() => app.stop())

const newUser = (email: string, role = 'BROKER') => ['--name', 'Pat Poll', '--email', email, '--role', role]

/** Who stands in the audit trail as the one who did something last, and through what. */
async function onRecord(action: string): Promise<unknown> {
  await whenChained(app)
  const { data } = await app.send('query ($filter: AuditFilter) { auditTrail(filter: $filter, first: 1) { nodes { actor { id } credential } } }', { filter: { actions: [action] } })
  return (data['auditTrail'] as unknown as { nodes: unknown[] }).nodes[0]
}

test('what is done stands on record under the user that was named, as done at the command line', async () => {
  await createUser(app.runtime, ['--as', ann.email.toUpperCase(), ...newUser('pat@brokerage.example')])
  expect(await onRecord('createUser')).toEqual({ actor: { id: ann.id }, credential: 'command line' })

  await setPassword(app.runtime, ['--as', ann.email, '--email', 'pat@brokerage.example'])
  expect(await onRecord('setOneTimePassword')).toEqual({ actor: { id: ann.id }, credential: 'command line' })
})

test('it says who acts, who may do it: nobody else is put on record for it', async () => {
  await expect(createUser(app.runtime, newUser('sam@brokerage.example'))).rejects.toThrow('Say who acts: --as EMAIL')
  await expect(createUser(app.runtime, ['--as', 'nobody@brokerage.example', ...newUser('sam@brokerage.example')])).rejects.toThrow('There is no active user with the email nobody@brokerage.example')
  await expect(createUser(app.runtime, ['--as', broker.email, ...newUser('sam@brokerage.example')])).rejects.toThrow('This needs the permission users:write')

  const gone = await person(app, { role: 'ADMIN' })
  await app.send('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { id } }', { input: { id: gone.id, version: 1, active: false } })
  await expect(createUser(app.runtime, ['--as', gone.email, ...newUser('sam@brokerage.example')])).rejects.toThrow(`There is no active user with the email ${gone.email}`)
  expect((await app.send('{ users(search: "sam@brokerage.example", first: 5) { nodes { id } } }')).data['users']).toEqual({ nodes: [] })
})

test('where nobody is named, the one administrator acts, as long as there is no other', async () => {
  const alone = await startApp()
  try {
    const made = JSON.parse(await createUser(alone.runtime, newUser('pat@brokerage.example'))) as { id: string }
    expect(made).toMatchObject({ email: 'pat@brokerage.example', roles: ['BROKER'] })
    await createUser(alone.runtime, newUser('ann@brokerage.example', 'ADMIN'))
    await expect(createUser(alone.runtime, newUser('sam@brokerage.example'))).rejects.toThrow('Say who acts: --as EMAIL')
  } finally {
    await alone.stop()
  }
})

test('a token is that of the user who is named, with no more than it may', async () => {
  const made = JSON.parse(await createToken(app.runtime, ['--as', broker.email, '--name', 'Feed', '--scope', 'clients:read'])) as { token: string }
  expect((await app.send('{ me { id } }', {}, made.token)).data).toEqual({ me: { id: broker.id } })
  await expect(createToken(app.runtime, ['--as', broker.email, '--name', 'Feed', '--scope', 'users:write'])).rejects.toThrow('who has not users:write')
})

test('the rules are printed for anybody, and put in force by somebody; what ADMIN took from itself comes back so', async () => {
  expect(parse(await retention(app.runtime, []))).toMatchObject({ regime: 'NONE', regimes: { SEC_CFTC: { orders: 5, law: expect.any(String) } } })
  const shipped = parse(await roles(app.runtime, [])) as Record<string, Record<string, string>>
  expect(shipped['ADMIN']).toMatchObject({ 'users:write': 'all', 'holds:write': 'all' })

  const folder = await mkdtemp(join(tmpdir(), 'brokersync-roles-'))
  const apply = async (file: object, ...as: string[]) => {
    await writeFile(join(folder, 'roles.yaml'), stringify(file))
    return roles(app.runtime, ['apply', join(folder, 'roles.yaml'), ...as])
  }
  try {
    const { 'holds:write': _, ...less } = shipped['ADMIN'] ?? {}
    await expect(apply({ ...shipped, ADMIN: less })).rejects.toThrow('Say who acts: --as EMAIL')
    await expect(apply({ ...shipped, ADMIN: less }, '--as', broker.email)).rejects.toThrow('roles:read')
    await apply({ ...shipped, ADMIN: less }, '--as', ann.email)
    expect(await apply(shipped, '--as', ann.email)).toMatch(/1 change\(s\)/)
    expect(await onRecord('updateRoles')).toEqual({ actor: { id: ann.id }, credential: 'command line' })
  } finally {
    await rm(folder, { recursive: true })
  }
})
