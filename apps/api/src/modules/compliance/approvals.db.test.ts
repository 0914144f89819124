import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type Answer, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { person, type Person } from '../../testing/people'

let folder: string
let app: App
let admin: Person
let officer: Person
let manager: Person

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brokersync-config-'))
  await cp(resolve(import.meta.dirname, '../../../../../config'), folder, { recursive: true })
  await writeFile(join(folder, 'approvals.yaml'), 'acts: [CHANGE_WALLS, CHANGE_ROLES]\ndays: 1\n')
  app = await startApp({ modules: ['access', 'compliance'], variables: { CONFIG_DIR: folder } })
  admin = await person(app, { role: 'ADMIN', team: 'Grains' })
  officer = await person(app, { role: 'COMPLIANCE', team: 'Metals' })
  manager = await person(app, { role: 'MANAGER', team: 'Softs' })
})
afterAll(async () => {
  await app.stop()
  await rm(folder, { recursive: true, force: true })
})

const setWall = 'mutation ($input: SetWallInput!) { setWall(input: $input) { id teams reason } }'
const removeWall = 'mutation ($input: RemoveWallInput!) { removeWall(input: $input) { id } }'
const decide = 'mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { id state note decidedBy { id } } }'
const withdraw = 'mutation ($input: WithdrawApprovalInput!) { withdrawApproval(input: $input) { id state } }'
const approval = 'query ($id: ID!) { approval(id: $id) { act state operation input says requestedBy { id } doneAt } }'

const wall = (...teams: string[]) => ({ input: { teams, reason: 'Research is kept from trading' } })
const codeOf = (answer: Answer) => answer.errors?.[0]?.extensions.code
const askedFor = (answer: Answer): string => {
  expect(codeOf(answer)).toBe('CONFLICT')
  return String(answer.errors?.[0]?.extensions['approvalId'])
}

test('an act that is named waits for a second person, is done once by the one who asked, and is on record', async () => {
  const id = askedFor(await app.send(setWall, wall('Grains', 'Metals'), admin.token))
  // The same again is the same request.
  expect(askedFor(await app.send(setWall, wall('Grains', 'Metals'), admin.token))).toBe(id)
  expect((await app.send(approval, { id }, officer.token)).data).toMatchObject({
    approval: { act: 'CHANGE_WALLS', state: 'REQUESTED', operation: 'setWall', input: { teams: ['Grains', 'Metals'] }, says: ['A wall between Grains and Metals', 'Research is kept from trading'], requestedBy: { id: admin.id } },
  })
  expect((await app.send('{ walls { id } }', {}, officer.token)).data).toEqual({ walls: [] })

  // The first person is never the second, whatever the role.
  expect(codeOf(await app.send(decide, { input: { id, approve: true } }, admin.token))).toBe('FORBIDDEN')
  expect(codeOf(await app.send(decide, { input: { id, approve: true } }, manager.token))).toBe('FORBIDDEN')
  expect((await app.send(decide, { input: { id, approve: true, note: 'As the board decided' } }, officer.token)).data).toMatchObject({
    decideApproval: { state: 'APPROVED', note: 'As the board decided', decidedBy: { id: officer.id } },
  })
  expect(codeOf(await app.send(decide, { input: { id, approve: false } }, officer.token))).toBe('CONFLICT')

  // Another input is another act, and another person's approval is not one's own.
  expect(askedFor(await app.send(setWall, wall('Grains', 'Softs'), admin.token))).not.toBe(id)
  expect(askedFor(await app.send(setWall, wall('Grains', 'Metals')))).not.toBe(id)

  const done = await app.send(setWall, wall('Grains', 'Metals'), admin.token)
  expect(done.errors).toBeUndefined()
  expect((await app.send(approval, { id }, officer.token)).data).toMatchObject({ approval: { state: 'DONE', doneAt: expect.any(String) } })
  // An approval works once: taking the wall away and putting it up again both ask anew.
  const wallId = (done.data as unknown as { setWall: { id: string } }).setWall.id
  const removal = askedFor(await app.send(removeWall, { input: { id: wallId, reason: 'The deal is closed' } }, admin.token))
  expect((await app.send(approval, { id: removal }, officer.token)).data).toMatchObject({ approval: { operation: 'removeWall', says: ['No more wall between Grains and Metals', 'The deal is closed'] } })
  expect(askedFor(await app.send(removeWall, { input: { id: wallId, reason: 'Another reason' } }, admin.token))).not.toBe(removal)
  const actions = await app.runtime.database.query<{ action: string }>(`SELECT action FROM ${auditIn(app)} WHERE subject_id = $1 AND reads IS NULL ORDER BY at`, [id])
  expect(actions.map(({ action }) => action)).toEqual(['requestApproval', 'decideApproval'])
})

test('what is refused, taken back or too old is not done', async () => {
  const refused = askedFor(await app.send(setWall, wall('Softs', 'Metals'), admin.token))
  await app.send(decide, { input: { id: refused, approve: false, note: 'Not needed' } }, officer.token)
  const again = askedFor(await app.send(setWall, wall('Softs', 'Metals'), admin.token))
  expect(again).not.toBe(refused)

  expect(codeOf(await app.send(withdraw, { input: { id: again } }, officer.token))).toBe('NOT_FOUND')
  expect((await app.send(withdraw, { input: { id: again } }, admin.token)).data).toMatchObject({ withdrawApproval: { state: 'WITHDRAWN' } })
  expect(codeOf(await app.send(decide, { input: { id: again, approve: true } }, officer.token))).toBe('CONFLICT')

  const old = askedFor(await app.send(setWall, wall('Softs', 'Metals'), admin.token))
  await app.send(decide, { input: { id: old, approve: true } }, officer.token)
  await app.runtime.database.query(`UPDATE access.approval SET expires_at = now() WHERE id = $1`, [old])
  expect(askedFor(await app.send(setWall, wall('Softs', 'Metals'), admin.token))).not.toBe(old)
  expect((await app.send('{ walls { teams } }', {}, officer.token)).data).toEqual({ walls: [{ teams: ['Grains', 'Metals'] }] })
})

test('a change of the roles says what it would change, and who may not decide sees one’s own requests alone', async () => {
  const { roles } = (await app.send('{ roles { version grants { role permission reach } } }', {}, admin.token)).data as unknown as {
    roles: { version: number; grants: { role: string; permission: string; reach: string }[] }
  }
  const grants = roles.grants.filter(({ role, permission }) => !(role === 'ANALYST' && permission === 'clients:goals'))
  const id = askedFor(await app.send('mutation ($input: UpdateRolesInput!) { updateRoles(input: $input) { version } }', { input: { version: roles.version, reason: 'Less for analysts', grants } }, admin.token))
  expect((await app.send(approval, { id }, officer.token)).data).toMatchObject({ approval: { says: ['ANALYST clients:goals: all → denied', 'Less for analysts'] } })
  const list = '{ approvals(waiting: true) { nodes { id } } }'
  expect((await app.send(list, {}, manager.token)).data).toEqual({ approvals: { nodes: [] } })
  expect((await app.send(approval, { id }, manager.token)).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
  expect((await app.send(list, {}, officer.token)).data).toMatchObject({ approvals: { nodes: expect.arrayContaining([{ id }]) } })
})

test('shipped, no act needs a second person', async () => {
  const shipped = await startApp({ modules: ['access', 'compliance'] })
  try {
    const one = await person(shipped, { role: 'BROKER', team: 'Grains' })
    await person(shipped, { role: 'BROKER', team: 'Metals' })
    expect(one.id).toBeDefined()
    expect((await shipped.send(setWall, wall('Grains', 'Metals'))).errors).toBeUndefined()
  } finally {
    await shipped.stop()
  }
})
