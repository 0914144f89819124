import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type Answer, type App } from '../../testing/app'
import { act, person, type Person } from '../../testing/people'
import { codeOf, createUser, field, password, updateUser, type MadeUser } from './testing/page'

let folder: string
let app: App
let officer: Person
let admin: Person
let number = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brokersync-config-'))
  await cp(resolve(import.meta.dirname, '../../../../../config'), folder, { recursive: true })
  await writeFile(join(folder, 'approvals.yaml'), 'acts: [APPOINT_APPROVERS, CHANGE_WALLS]\ndays: 1\n')
  app = await startApp({ modules: ['access', 'compliance'], variables: { CONFIG_DIR: folder } })
  ;[officer, admin] = [await person(app, { role: 'ANALYST' }), await person(app, { role: 'ANALYST' })]
  // By the table: nobody is there yet who could approve the first appointment.
  await app.runtime.database.query(`UPDATE access."user" SET roles = CASE id WHEN $1 THEN '{COMPLIANCE}'::text[] ELSE '{ADMIN}' END WHERE id = ANY ($2)`, [officer.id, [officer.id, admin.id]])
})
afterAll(async () => {
  await app.stop()
  await rm(folder, { recursive: true, force: true })
})

const waiting = async (answer: Answer): Promise<{ id: string; act: string; says: string[] }> => {
  expect(codeOf(answer)).toBe('CONFLICT')
  const id = String(answer.errors?.[0]?.extensions['approvalId'])
  return { id, ...field<{ act: string; says: string[] }>(await app.send('query ($id: ID!) { approval(id: $id) { act says } }', { id }, officer.token), 'approval') }
}
const approve = (id: string) => act(app, 'mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { id } }', { id, approve: true }, officer.token)
const change = (input: object) => app.send(updateUser, { input }, admin.token)
const newUser = (given: object) => {
  number += 1
  return app.send(createUser, { input: { name: 'Pat Poll', email: `pat${number}@brokerage.example`, roles: ['BROKER'], password, ...given } }, admin.token)
}

describe('where appointments need a second person', () => {
  test('what sees restricted clients is given by two, also to whoever may approve already', async () => {
    const { id, version } = field<MadeUser>(await app.send('{ me { id version } }'), 'me')
    expect(await waiting(await change({ id, version, roles: ['ADMIN', 'COMPLIANCE'] }))).toMatchObject({
      act: 'APPOINT_APPROVERS', says: ['Let Administrator see restricted clients', 'Roles: ADMIN, COMPLIANCE'],
    })
    expect(await waiting(await newUser({ roles: ['COMPLIANCE'] }))).toMatchObject({ act: 'APPOINT_APPROVERS' })
  })

  test('nobody decides on one’s own appointment', async () => {
    const other = await person(app, { role: 'BROKER' })
    await app.runtime.database.query(`UPDATE access."user" SET roles = '{ADMIN}' WHERE id = $1`, [other.id])
    const { id } = await waiting(await change({ id: other.id, version: 1, roles: ['ADMIN', 'COMPLIANCE'] }))
    const own = await app.send('mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { id } }', { input: { id, approve: true } }, other.token)
    expect(own.errors?.[0]).toMatchObject({ message: 'Nobody decides on what is asked for oneself', extensions: { code: 'FORBIDDEN' } })
    await approve(id)
    expect(codeOf(await change({ id: other.id, version: 1, roles: ['ADMIN', 'COMPLIANCE'] }))).toBeUndefined()
  })

  test('so are the roles that may', async () => {
    const current = async () => field<{ version: number; grants: { role: string; permission: string; reach: string }[] }>(await app.send('{ roles { version grants { role permission reach } } }'), 'roles')
    const give = async (role: string, permission: string) => {
      const { version, grants } = await current()
      return app.send('mutation ($input: UpdateRolesInput!) { updateRoles(input: $input) { version } }', { input: { version, reason: 'A test', grants: [...grants, { role, permission, reach: 'ALL' }] } }, admin.token)
    }
    expect(await waiting(await give('ANALYST', 'privacy:read'))).toMatchObject({ act: 'APPOINT_APPROVERS', says: ['ANALYST privacy:read: denied → all', 'A test'] })
    const { id } = await waiting(await give('MANAGER', 'approvals:decide'))
    expect(codeOf(await give('ANALYST', 'audit:read'))).toBeUndefined()
    await approve(id)
    // What was approved stood on another version.
    expect(codeOf(await give('MANAGER', 'approvals:decide'))).toBe('CONFLICT')
  })
})

describe('where changes of walls need a second person', () => {
  let member: MadeUser

  beforeAll(async () => {
    member = field<MadeUser>(await newUser({ name: 'Max Feld', roles: ['MANAGER'], team: 'Grains' }), 'createUser')
    field(await newUser({ team: 'Metals' }), 'createUser')
    const wall = { input: { teams: ['Grains', 'Metals'], reason: 'Research is kept from trading' } }
    const setWall = () => app.send('mutation ($input: SetWallInput!) { setWall(input: $input) { id } }', wall, admin.token)
    await approve((await waiting(await setWall())).id)
    field(await setWall(), 'setWall')
  })

  test('so do those who leave a team behind one, or come into it', async () => {
    expect(await waiting(await change({ id: member.id, version: 1, team: 'Softs' }))).toMatchObject({ act: 'CHANGE_WALLS', says: ['Max Feld: from Grains to Softs, past a wall'] })
    const out = await waiting(await change({ id: member.id, version: 1, team: null }))
    expect(out.says).toEqual(['Max Feld: from Grains to no team, past a wall'])
    expect((await waiting(await newUser({ team: 'METALS' }))).says).toEqual(['Pat Poll: from no team to Metals, past a wall'])
    await approve(out.id)
    expect(field<MadeUser>(await change({ id: member.id, version: 1, team: null }), 'updateUser').team).toBeNull()
    expect((await waiting(await change({ id: member.id, version: 2, team: 'Grains' }))).says).toEqual(['Max Feld: from no team to Grains, past a wall'])
    expect(field<MadeUser>(await change({ id: member.id, version: 2, team: 'Softs' }), 'updateUser').team).toBe('Softs')
  })

  test('another spelling of the team is no way around: it is the team', async () => {
    const alone = field<{ members: { id: string }[] }[]>(await app.send('{ teams { name members { id version } } }'), 'teams').find((team) => 'name' in team && team.name === 'Metals')
    const [only] = (alone?.members ?? []) as { id: string; version: number }[]
    expect(field<MadeUser>(await change({ id: only?.id, version: only?.version, team: 'metals' }), 'updateUser')).toMatchObject({ team: 'Metals', version: 1 })
  })

  test('one who comes to see restricted clients and leaves its team at once asks once for both', async () => {
    const { id, version } = field<{ nodes: MadeUser[] }>(await app.send('{ users(first: 100) { nodes { id version team } } }'), 'users').nodes.find(({ team }) => team === 'Metals') ?? member
    const both = await waiting(await change({ id, version, roles: ['COMPLIANCE'], team: null }))
    expect(both).toMatchObject({ act: 'APPOINT_APPROVERS', says: ['Let Pat Poll approve and see restricted clients', 'Roles: COMPLIANCE', 'Pat Poll: from Metals to no team, past a wall', 'Let Pat Poll see through every wall'] })
  })
})

describe('so does whatever lets somebody see both sides of a wall', () => {
  const both = 'see both sides of the wall between Grains and Metals'
  const currentRoles = async () => field<{ version: number; grants: { role: string; permission: string; reach: string }[] }>(await app.send('{ roles { version grants { role permission reach } } }'), 'roles')
  const changeRoles = async (change: (grants: { role: string; permission: string; reach: string }[]) => { role: string; permission: string; reach: string }[]) => {
    const { version, grants } = await currentRoles()
    return app.send('mutation ($input: UpdateRolesInput!) { updateRoles(input: $input) { version } }', { input: { version, reason: 'A test', grants: change(grants) } }, admin.token)
  }

  test('a user whose roles reach every client, without a team: a new one, by a role given, or active again', async () => {
    expect(await waiting(await newUser({ name: 'Una Roth', roles: ['ANALYST'] }))).toMatchObject({ act: 'CHANGE_WALLS', says: [expect.stringMatching(`^Make Una Roth \\(pat.*\\) a user who may ${both}$`)] })
    const { id } = field<MadeUser>(await newUser({ name: 'Bo Lind' }), 'createUser')
    const asked = await waiting(await change({ id, version: 1, roles: ['MANAGER'] }))
    expect(asked).toMatchObject({ act: 'CHANGE_WALLS', says: [`Let Bo Lind ${both}`] })
    await approve(asked.id)
    expect(codeOf(await change({ id, version: 1, roles: ['MANAGER'] }))).toBeUndefined()
    expect(codeOf(await change({ id, version: 2, active: false }))).toBeUndefined()
    expect((await waiting(await change({ id, version: 3, active: true }))).says).toEqual([`Let Bo Lind ${both}`])
  })

  test('who sees them already asks nobody, and neither does whose roles reach the own clients alone', async () => {
    const { id } = field<MadeUser>(await newUser({ name: 'Cy Ott', roles: ['BROKER'] }), 'createUser')
    expect(codeOf(await change({ id, version: 1, roles: ['BROKER', 'ASSISTANT'] }))).toBeUndefined()
    const { id: first, version } = field<MadeUser>(await app.send('{ me { id version } }'), 'me')
    expect(codeOf(await change({ id: first, version, roles: ['ADMIN', 'MANAGER'] }))).toBeUndefined()
  })

  test('of two of one name it says which', async () => {
    const email = (name: string) => `${name}@brokerage.example`
    const [one] = [field<MadeUser>(await newUser({ name: 'Di Voss', email: email('di.one') }), 'createUser'), field<MadeUser>(await newUser({ name: 'DI VOSS', email: email('di.two') }), 'createUser')]
    expect((await waiting(await change({ id: one.id, version: 1, roles: ['MANAGER'] }))).says).toEqual([`Let Di Voss (${email('di.one')}) ${both}`])
  })

  test('a role that comes to see through walls, or to reach every client while its people stand behind none', async () => {
    expect(await waiting(await changeRoles((grants) => [...grants, { role: 'BROKER', permission: 'walls:cross', reach: 'ALL' }]))).toMatchObject({ act: 'CHANGE_WALLS', says: ['BROKER walls:cross: denied → all', 'A test'] })
    const widened = await waiting(await changeRoles((grants) => grants.map((one) => (one.role === 'BROKER' && one.permission === 'clients:read' ? { ...one, reach: 'ALL' } : one))))
    expect(widened).toMatchObject({ act: 'CHANGE_WALLS', says: ['BROKER clients:read: own → all', expect.stringMatching(/^Both sides of a wall are seen then by .*Cy Ott/), 'A test'] })
    expect(codeOf(await changeRoles((grants) => [...grants, { role: 'BROKER', permission: 'holds:write', reach: 'OWN' }]))).toBeUndefined()
  })

  test('a password of one who sees them, given by one who does not', async () => {
    expect(codeOf(await changeRoles((grants) => grants.filter(({ role, permission }) => role !== 'ADMIN' || permission !== 'walls:cross')))).toBeUndefined()
    const { version } = field<MadeUser>(await app.send('{ me { version } }', {}, admin.token), 'me')
    const { id: move } = await waiting(await change({ id: admin.id, version, team: 'Grains' }))
    await approve(move)
    field(await change({ id: admin.id, version, team: 'Grains' }), 'updateUser')
    const give = (userId: string) => app.send('mutation ($input: SetOneTimePasswordInput!) { setOneTimePassword(input: $input) { expiresAt } }', { input: { userId } }, admin.token)
    const { nodes } = field<{ nodes: { id: string; name: string }[] }>(await app.send('{ users(first: 100) { nodes { id name } } }'), 'users')
    const of = (name: string) => nodes.find((user) => user.name === name)?.id ?? ''
    expect(await waiting(await give(of('Max Feld')))).toMatchObject({ act: 'CHANGE_WALLS', says: ['Give Max Feld, who sees both sides of the wall between Grains and Metals, a new password'] })
    expect(codeOf(await give(of('Cy Ott')))).toBeUndefined()
  })
})
