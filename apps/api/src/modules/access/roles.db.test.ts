import 'reflect-metadata'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commit } from '../../platform/postgres/commit'
import { createLogger } from '../../platform/telemetry/logger'
import { startRuntime } from '../../platform/runtime'
import { serve, type Served } from '../../platform/serve'
import { moduleFactories } from '../../module-list'
import { send, startApp, type Answer, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { subscribe } from '../../testing/contract-socket'
import { person, type Person } from '../../testing/people'
import { parseRoles, type Roles } from './roles'
import { takeRolesFile } from './take-roles-file'
import { postgresRoleStore } from './store/postgres-role.store'
import { codeOf, field } from './testing/page'

interface Grant {
  role: string
  permission: string
  reach: string
}
interface Version {
  version: number
  grants: Grant[]
  changes: { role: string; permission: string; before: string | null; after: string | null }[]
  source: string
  reason: string
}

let app: App
let broker: Person
let manager: Person
let client: string

beforeAll(async () => {
  app = await startApp()
  broker = await person(app, { role: 'BROKER', team: 'Grains' })
  manager = await person(app, { role: 'MANAGER' })
  const mate = await person(app, { role: 'BROKER', team: 'Grains' })
  client = field<{ id: string }>(await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName: 'Mate’s', ownerId: mate.id } }), 'createClient').id
})
afterAll(() => app.stop())

const fields = '{ version source reason grants { role permission reach } changes { role permission before after } }'
const updateRoles = `mutation ($input: UpdateRolesInput!) { updateRoles(input: $input) ${fields} }`
const current = async () => field<Version>(await app.send(`{ roles ${fields} }`), 'roles')
const set = (grants: readonly Grant[], role: string, permission: string, reach: string | null): Grant[] => [
  ...grants.filter((grant) => grant.role !== role || grant.permission !== permission),
  ...(reach === null ? [] : [{ role, permission, reach }]),
]
const change = async (role: string, permission: string, reach: string | null, token?: string) => {
  const { version, grants } = await current()
  return app.send(updateRoles, { input: { version, reason: 'A test', grants: set(grants, role, permission, reach) } }, token)
}
const faultsOf = (answer: Answer): string[] => ((answer.errors?.[0]?.extensions['fields'] ?? []) as { path: string }[]).map(({ path }) => path).sort()
const sees = async (address = app.served.address) => codeOf(await send(address, 'query ($id: ID!) { client(id: $id) { displayName } }', { id: client }, broker.token)) === undefined

test('the file is the first version, as it stands there', async () => {
  const { version, source, grants } = await current()
  const file = parseRoles(await readFile(join(app.environment.CONFIG_DIR, 'roles.yaml'), 'utf8'), 'roles.yaml')
  expect([version, source]).toEqual([1, 'FILE'])
  expect(new Set(grants.filter(({ role }) => role === 'BROKER').map(({ permission, reach }) => `${permission} ${reach.toLowerCase()}`))).toEqual(new Set(Object.entries(file.grants.BROKER).map((pair) => pair.join(' '))))
})

describe('a change of the roles', () => {
  let second: Served
  let stop: () => Promise<void>
  beforeAll(async () => {
    const logger = createLogger('warn')
    const runtime = await startRuntime({ environment: app.environment, logger, factories: moduleFactories })
    second = await serve({ runtime, environment: app.environment, logger })
    stop = async () => {
      await second.drain()
      await runtime.stop()
    }
  })
  afterAll(() => stop())

  test('counts from the next request on, in every process, and closes open sockets to come back anew', async () => {
    expect([await sees(), await sees(second.address)]).toEqual([false, false])
    const own = field<{ id: string }>(await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName: 'Own' } }, broker.token), 'createClient').id
    const stream = await subscribe(second.address, { query: operation('ClientChanged'), variables: { id: own }, token: broker.token })
    const answer = field<Version>(await change('BROKER', 'clients:read', 'TEAM'), 'updateRoles')
    expect(answer).toMatchObject({ version: 2, source: 'PAGE', reason: 'A test', changes: [{ role: 'BROKER', permission: 'clients:read', before: 'OWN', after: 'TEAM' }] })
    expect([await sees(), await sees(second.address)]).toEqual([true, true])
    expect(await stream.closed).toBe(4205)
    await change('BROKER', 'clients:read', 'OWN')
    expect([await sees(), await sees(second.address)]).toEqual([false, false])
  })
})

test('every version is kept, with what it changed, and each change is audited', async () => {
  await change('ANALYST', 'imports:read', null)
  const { nodes } = field<{ nodes: Version[] }>(await app.send(`{ roleVersions(first: 2) { nodes ${fields} } }`), 'roleVersions')
  expect(nodes[0]?.changes).toEqual([{ role: 'ANALYST', permission: 'imports:read', before: 'ALL', after: null }])
  expect(nodes[1]?.version).toBe((nodes[0]?.version ?? 0) - 1)
  const [audited] = await app.runtime.database.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${auditIn(app)} WHERE action = 'updateRoles' AND actor_id IS NOT NULL`)
  expect(audited?.count).toBeGreaterThanOrEqual(1)
})

test('each version tells what the file says, whatever is in force', async () => {
  const shipped = async (token?: string) => app.send('{ roles { shipped { role permission reach } } }', {}, token)
  const before = field<{ shipped: Grant[] }>(await shipped(), 'roles').shipped
  field(await change('ANALYST', 'audit:read', 'ALL'), 'updateRoles')
  expect(field<{ shipped: Grant[] }>(await shipped(), 'roles').shipped).toEqual(before)
  expect(before).toContainEqual({ role: 'BROKER', permission: 'clients:read', reach: 'OWN' })
  expect(before.some(({ role, permission }) => role === 'ANALYST' && permission === 'audit:read')).toBe(false)
  field(await change('ANALYST', 'audit:read', null), 'updateRoles')
  expect(codeOf(await shipped(broker.token))).toBe('FORBIDDEN')
})

test('an old version is CONFLICT and says which is current; nothing is changed', async () => {
  const { version, grants } = await current()
  const stale = await app.send(updateRoles, { input: { version: version - 1, reason: 'Late', grants: set(grants, 'BROKER', 'clients:assign', 'OWN') } })
  expect(stale.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', currentVersion: version })
  expect((await current()).version).toBe(version)
})

test('all faults are told together', async () => {
  const { version } = await current()
  const wrong = await app.send(updateRoles, { input: { version, reason: ' ', grants: [{ role: 'BROKER', permission: 'clients:raed', reach: 'ALL' }] } })
  expect(faultsOf(wrong)).toEqual(['grants.0.permission', 'reason'])
  const twice = [{ role: 'BROKER', permission: 'clients:read', reach: 'OWN' }, { role: 'ANALYST', permission: 'clients:read', reach: 'ALL' }, { role: 'BROKER', permission: 'clients:read', reach: 'ALL' }]
  expect(faultsOf(await app.send(updateRoles, { input: { version, reason: 'x', grants: twice } }))).toEqual(['grants.2.permission'])
  const lost = await app.send(updateRoles, { input: { version, reason: 'x', grants: [{ role: 'BROKER', permission: 'users:read', reach: 'OWN' }] } })
  expect(faultsOf(lost)).toEqual([
    'grants.ADMIN.roles:read', 'grants.ADMIN.roles:write', 'grants.ADMIN.users:read', 'grants.ADMIN.users:write', 'grants.BROKER.users:read',
  ])
})

test('administrators cannot be locked out by a change of the roles', async () => {
  expect(codeOf(await change('ADMIN', 'roles:write', null))).toBe('BAD_USER_INPUT')
})

test('who may not change roles does not; who may gives nobody more than it has', async () => {
  expect(codeOf(await change('BROKER', 'clients:read', 'TEAM', manager.token))).toBe('FORBIDDEN')
  field(await change('MANAGER', 'roles:write', 'ALL'), 'updateRoles')
  expect(codeOf(await change('BROKER', 'audit:read', 'ALL', manager.token))).toBe('FORBIDDEN')
  expect(codeOf(await change('MANAGER', 'walls:cross', 'ALL', manager.token))).toBe('FORBIDDEN')
  expect(codeOf(await change('BROKER', 'clients:assign', 'OWN', manager.token))).toBeUndefined()
  field(await change('MANAGER', 'roles:write', null), 'updateRoles')
})

test('what is kept apart from administration is given to other roles, never to one’s own', async () => {
  const own = await change('ADMIN', 'privacy:read', 'ALL')
  expect(own.errors?.[0]).toMatchObject({ message: 'Nobody gives a role more than one has: ADMIN privacy:read all', extensions: { code: 'FORBIDDEN' } })
  expect(codeOf(await change('ANALYST', 'privacy:read', 'ALL'))).toBeUndefined()
  field(await change('ANALYST', 'privacy:read', null), 'updateRoles')
})

describe('the file at a later start', () => {
  const storeOf = () => {
    const { database, keys } = app.runtime
    return postgresRoleStore({ database, keys, commit: (changed, origin) => commit(database, 'access', changed, origin) })
  }
  const take = async (file: Roles): Promise<string[]> => {
    const told: string[] = []
    await takeRolesFile({ store: storeOf(), file, warn: (sentence) => told.push(sentence) })
    return told
  }
  const shipped = async () => readFile(join(app.environment.CONFIG_DIR, 'roles.yaml'), 'utf8')

  test('changes nothing where the file is the same, whatever the page changed since', async () => {
    const { version } = await current()
    expect(await take(parseRoles(await shipped(), 'roles.yaml'))).toEqual([])
    expect((await current()).version).toBe(version)
  })

  test('never overwrites what the page changed: a file that changed too is told of', async () => {
    const { version } = await current()
    const changed = parseRoles((await shipped()).replace('clients:read: own', 'clients:read: team'), 'roles.yaml')
    expect(await take(changed)).toEqual([expect.stringContaining('roles.yaml says other than the roles in force')])
    expect((await current()).version).toBe(version)
  })
})

test('a file that changed is taken again where the page changed nothing', async () => {
  const other = await startApp()
  const { database, keys } = other.runtime
  const store = postgresRoleStore({ database, keys, commit: (changed, origin) => commit(database, 'access', changed, origin) })
  const text = (await readFile(join(other.environment.CONFIG_DIR, 'roles.yaml'), 'utf8')).replace('clients:read: own', 'clients:read: team')
  await takeRolesFile({ store, file: parseRoles(text, 'roles.yaml'), warn: () => undefined })
  const { version, changes } = field<Version>(await other.send(`{ roles ${fields} }`), 'roles')
  expect([version, changes]).toEqual([2, [{ role: 'BROKER', permission: 'clients:read', before: 'OWN', after: 'TEAM' }]])
  await other.stop()
})
