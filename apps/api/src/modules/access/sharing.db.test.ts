import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { auditIn, whenChained } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { subscribe, type Stream } from '../../testing/contract-socket'
import { person, type Person } from '../../testing/people'
import { codeOf, field } from './testing/page'

let app: App
let metals: Person
let grains: Person
let grainsMate: Person
let outsider: Person
let manager: Person
let grainsManager: Person
let officer: Person
let metal: string
let grain: string
let unassigned: string

beforeAll(async () => {
  app = await startApp()
  metals = await person(app, { role: 'BROKER', team: 'Metals' })
  grains = await person(app, { role: 'BROKER', team: 'Grains' })
  grainsMate = await person(app, { role: 'ASSISTANT', team: 'Grains' })
  outsider = await person(app, { role: 'BROKER' })
  manager = await person(app, { role: 'MANAGER' })
  grainsManager = await person(app, { role: 'MANAGER', team: 'Grains' })
  officer = await person(app, { role: 'COMPLIANCE', team: 'Grains' })
  metal = await aClient('Copper Mill', metals.id)
  grain = await aClient('Wheat Board', grains.id)
  unassigned = await aClient('Nobody yet', null)
})
afterAll(() => app.stop())

async function aClient(displayName: string, ownerId: string | null): Promise<string> {
  const made = await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName, ownerId } })
  return field<{ id: string }>(made, 'createClient').id
}

const grantClient = 'mutation ($input: GrantClientInput!) { grantClient(input: $input) { id client { id } user { id } reason until madeBy { id } revokedAt } }'
const revokeGrant = 'mutation ($input: RevokeGrantInput!) { revokeGrant(input: $input) { id revokedAt } }'
const lendClients = 'mutation ($input: LendClientsInput!) { lendClients(input: $input) { id state from { id } to { id } reason startsAt endsAt } }'
const endLoan = 'mutation ($input: EndLoanInput!) { endLoan(input: $input) { id state endedAt } }'
const setWall = 'mutation ($input: SetWallInput!) { setWall(input: $input) { id teams reason } }'
const removeWall = 'mutation ($input: RemoveWallInput!) { removeWall(input: $input) { id removedAt } }'
const whyVisible = 'query ($clientId: ID!, $userId: ID!) { whyVisible(clientId: $clientId, userId: $userId) { visible rules { kind shows because roles } } }'

const done = async (query: string, input: object, by?: Person): Promise<string> => {
  const answer = await app.send(query, { input }, by?.token)
  expect(answer.errors).toBeUndefined()
  return (Object.values(answer.data)[0] as unknown as { id: string }).id
}
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()
const sees = async (who: Person, id: string): Promise<boolean> => codeOf(await app.send('query ($id: ID!) { client(id: $id) { displayName } }', { id }, who.token)) === undefined
const counted = async (who: Person, search: string | null = null) =>
  field<{ totalCount: number; nodes: { id: string }[] }>(await app.send('query ($search: String) { clients(search: $search) { totalCount nodes { id } } }', { search }, who.token), 'clients')
const listen = (who: Person, clientId: string): Promise<Stream> => subscribe(app.served.address, { query: operation('TimelineItemAdded'), variables: { clientId }, token: who.token })

describe('a granted client', () => {
  test('is seen by that user alone, in lists and counts too, until the grant is revoked', async () => {
    expect(await sees(outsider, grain)).toBe(false)
    const id = await done(grantClient, { clientId: grain, userId: outsider.id, reason: 'Helps with the audit' }, manager)
    expect(await sees(outsider, grain)).toBe(true)
    expect(await sees(outsider, metal)).toBe(false)
    expect(await counted(outsider)).toEqual({ totalCount: 1, nodes: [{ id: grain }] })
    expect(await counted(outsider, 'wheat')).toEqual({ totalCount: 1, nodes: [{ id: grain }] })
    const stream = await listen(outsider, grain)
    await done(revokeGrant, { id }, manager)
    expect(await stream.closed).toBe(4205)
    expect(await sees(outsider, grain)).toBe(false)
    expect(await counted(outsider)).toMatchObject({ totalCount: 0 })
  })

  test('is what its owner’s own permissions allow, and cannot be granted on', async () => {
    const id = await done(grantClient, { clientId: unassigned, userId: outsider.id, reason: 'Looks after it', until: inSeconds(3_600) })
    const noted = await app.send(operation('AddNote'), { input: { clientId: unassigned, body: 'Called' } }, outsider.token)
    expect(noted.errors).toBeUndefined()
    expect(codeOf(await app.send(grantClient, { input: { clientId: unassigned, userId: grains.id, reason: 'Mine to give?' } }, outsider.token))).toBe('FORBIDDEN')
    await done(revokeGrant, { id })
  })

  test('expires by itself, and its open sockets with it', async () => {
    await done(grantClient, { clientId: metal, userId: outsider.id, reason: 'For a moment', until: inSeconds(1.5) })
    expect(await sees(outsider, metal)).toBe(true)
    const stream = await listen(outsider, metal)
    expect(await stream.closed).toBe(4205)
    expect(await sees(outsider, metal)).toBe(false)
    // The place of what has expired is free.
    await done(revokeGrant, { id: await done(grantClient, { clientId: metal, userId: outsider.id, reason: 'Again' }) })
  })

  test('is told to who may grant, with its reason; nobody else hears of it', async () => {
    const id = await done(grantClient, { clientId: grain, userId: outsider.id, reason: 'To be told' }, manager)
    const query = 'query ($id: ID!) { client(id: $id) { grants { id reason user { id } } } }'
    expect(field<object>(await app.send(query, { id: grain }, manager.token), 'client')).toEqual({ grants: [{ id, reason: 'To be told', user: { id: outsider.id } }] })
    expect(field<object>(await app.send(query, { id: grain }, grains.token), 'client')).toEqual({ grants: null })
    await done(revokeGrant, { id }, manager)
  })

  test('is refused with all faults; twice is CONFLICT; out of reach NOT_FOUND; the same key again is the same grant', async () => {
    const faults = await app.send(grantClient, { input: { clientId: grain, userId: 'x', until: '2020-01-01T00:00:00Z', reason: ' ' } }, manager.token)
    expect(faults.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'userId' }, { path: 'until' }, { path: 'reason' }] })
    const input = { clientId: grain, userId: outsider.id, reason: 'Once', idempotencyKey: 'grant-1' }
    const id = await done(grantClient, input, manager)
    expect(await done(grantClient, input, manager)).toBe(id)
    expect(codeOf(await app.send(grantClient, { input: { ...input, idempotencyKey: null } }, manager.token))).toBe('CONFLICT')
    expect(codeOf(await app.send(grantClient, { input: { clientId: metal, userId: outsider.id, reason: 'x' } }, grains.token))).toBe('FORBIDDEN')
    expect(codeOf(await app.send(revokeGrant, { input: { id } }, grains.token))).toBe('FORBIDDEN')
    await done(revokeGrant, { id }, manager)
  })
})

describe('lent clients', () => {
  test('are the stand-in’s for a span, to the second, on open sockets too', async () => {
    const id = await done(lendClients, { fromUserId: grains.id, toUserId: outsider.id, from: inSeconds(1), until: inSeconds(2.5), reason: 'On leave' }, grains)
    expect(await sees(outsider, grain)).toBe(false)
    await pause(1_100)
    expect(await sees(outsider, grain)).toBe(true)
    expect(await counted(outsider)).toMatchObject({ totalCount: 1 })
    const stream = await listen(outsider, grain)
    expect(await stream.closed).toBe(4205)
    expect(await sees(outsider, grain)).toBe(false)
    const { nodes } = field<{ nodes: object[] }>(await app.send('{ loans(current: false) { nodes { id state } } }', {}, outsider.token), 'loans')
    expect(nodes).toEqual([{ id, state: 'ENDED' }])
  })

  test('go back at once when the loan is ended', async () => {
    const id = await done(lendClients, { fromUserId: grains.id, toUserId: outsider.id, until: inSeconds(3_600), reason: 'On leave' }, grains)
    expect(await sees(outsider, grain)).toBe(true)
    const stream = await listen(outsider, grain)
    await done(endLoan, { id }, grains)
    expect(await stream.closed).toBe(4205)
    expect(await sees(outsider, grain)).toBe(false)
    expect(codeOf(await app.send(endLoan, { input: { id } }, grains.token))).toBe('CONFLICT')
  })

  test('are lent by who owns them or reaches that far; a loan is seen by the two and by who may', async () => {
    const input = { fromUserId: metals.id, toUserId: outsider.id, until: inSeconds(3_600), reason: 'Not mine' }
    expect(codeOf(await app.send(lendClients, { input }, grains.token))).toBe('FORBIDDEN')
    const id = await done(lendClients, input, manager)
    const count = async (who: Person) => field<{ nodes: object[] }>(await app.send('{ loans { nodes { id } } }', {}, who.token), 'loans').nodes.length
    expect([await count(metals), await count(outsider), await count(grains), await count(officer)]).toEqual([1, 1, 0, 1])
    // What was lent is not lent on.
    expect(codeOf(await app.send(lendClients, { input: { ...input, toUserId: grains.id } }, outsider.token))).toBe('FORBIDDEN')
    expect(codeOf(await app.send(endLoan, { input: { id } }, grains.token))).toBe('NOT_FOUND')
    expect(codeOf(await app.send(endLoan, { input: { id } }, outsider.token))).toBe('FORBIDDEN')
    await done(endLoan, { id }, manager)
  })

  test('are refused with all faults at once', async () => {
    const input = { fromUserId: grains.id, toUserId: grains.id, from: inSeconds(100), until: inSeconds(50), reason: '' }
    const answer = await app.send(lendClients, { input }, manager.token)
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(((answer.errors?.[0]?.extensions['fields'] ?? []) as { path: string }[]).map(({ path }) => path).sort()).toEqual(['reason', 'toUserId', 'until'])
  })
})

describe('a wall between two teams', () => {
  test('hides what one owns from all of the other, whatever their reach, a grant or a loan say, in counts, search and subscriptions; not from who sees through walls', async () => {
    expect([await sees(grainsManager, metal), await sees(officer, metal), await sees(manager, metal)]).toEqual([true, true, true])
    const grant = await done(grantClient, { clientId: metal, userId: grains.id, reason: 'Before the wall' }, manager)
    expect(await sees(grains, metal)).toBe(true)
    const [before, stream] = [await counted(grainsManager), await listen(grainsManager, metal)]

    const wall = await done(setWall, { teams: ['Metals', 'Grains'], reason: 'Advises both sides of a deal' })

    expect(await stream.closed).toBe(4205)
    expect([await sees(grainsManager, metal), await sees(officer, metal), await sees(manager, metal), await sees(grains, metal)]).toEqual([false, true, true, false])
    expect((await counted(grainsManager)).totalCount).toBe(before.totalCount - 1)
    expect(await counted(grainsManager, 'copper')).toMatchObject({ totalCount: 0 })
    expect((await listen(grainsManager, metal).then((refused) => refused.next())).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND')
    expect(await sees(metals, grain)).toBe(false)
    expect(codeOf(await app.send(grantClient, { input: { clientId: metal, userId: grainsMate.id, reason: 'x' } }, manager.token))).toBe('CONFLICT')
    expect(codeOf(await app.send(lendClients, { input: { fromUserId: metals.id, toUserId: grains.id, until: inSeconds(60), reason: 'x' } }, metals.token))).toBe('CONFLICT')
    expect(codeOf(await app.send(setWall, { input: { teams: ['Grains', 'Metals'], reason: 'x' } }))).toBe('CONFLICT')

    await done(removeWall, { id: wall, reason: 'No longer needed' })
    expect([await sees(grainsManager, metal), await sees(grains, metal)]).toEqual([true, true])
    expect(codeOf(await app.send(removeWall, { input: { id: wall, reason: 'x' } }))).toBe('CONFLICT')
    await done(revokeGrant, { id: grant }, manager)
  })

  test('counts for who joins a team from then on, on sockets that are open already', async () => {
    const wall = await done(setWall, { teams: ['Metals', 'Grains'], reason: 'Two desks' })
    const newcomer = await person(app, { role: 'BROKER' })
    const id = await aClient('Zinc Works', newcomer.id)
    const stream = await listen(grainsManager, id)
    const joined = await app.send(operation('UpdateUser'), { input: { id: newcomer.id, version: 1, team: 'Metals' } })
    expect(joined.errors).toBeUndefined()
    expect(await stream.closed).toBe(4205)
    expect(await sees(grainsManager, id)).toBe(false)
    await done(removeWall, { id: wall, reason: 'No longer needed' })
  })

  test('is put up and taken down by administrators alone, between two teams that there are', async () => {
    expect(codeOf(await app.send(setWall, { input: { teams: ['Metals', 'Grains'], reason: 'x' } }, manager.token))).toBe('FORBIDDEN')
    expect(codeOf(await app.send(removeWall, { input: { id: '0190b5a0-0000-7000-8000-000000000000', reason: 'x' } }, manager.token))).toBe('FORBIDDEN')
    const wrong = await app.send(setWall, { input: { teams: ['Metals', 'Nowhere'], reason: 'x' } })
    expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'teams.1' }] })
  })
})

test('a wall is taken down with a reason, which the audit trail tells', async () => {
  const wall = await done(setWall, { teams: ['Metals', 'Grains'], reason: 'Advises both sides of a deal' })
  const without = await app.send(removeWall, { input: { id: wall, reason: ' ' } })
  expect(without.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'reason' }] })
  expect(await sees(grainsManager, metal)).toBe(false)
  await done(removeWall, { id: wall, reason: 'The deal is closed' })
  await whenChained(app)
  const trail = await app.send('query ($id: ID!) { auditTrail(filter: { subjectId: $id, actions: ["removeWall"] }) { nodes { changes { field before after } } } }', { id: wall }, officer.token)
  const [entry] = field<{ nodes: { changes: object[] }[] }>(trail, 'auditTrail').nodes
  expect(entry?.changes).toEqual([{ field: 'wall', before: expect.objectContaining({ teams: ['Grains', 'Metals'] }), after: null }, { field: 'reason', before: null, after: 'The deal is closed' }])
})

describe('whyVisible', () => {
  const why = async (clientId: string, userId: string, by?: Person) => field<{ visible: boolean; rules: { kind: string; shows: boolean; because: string; roles: string[] }[] }>(await app.send(whyVisible, { clientId, userId }, by?.token), 'whyVisible')
  const kinds = async (clientId: string, userId: string) => {
    const { visible, rules } = await why(clientId, userId)
    return [visible, ...rules.map(({ kind }) => kind)]
  }

  test('names the rule that lets a user see a client, or hides it, and agrees with what the user sees', async () => {
    expect(await kinds(grain, grains.id)).toEqual([true, 'OWN'])
    expect(await kinds(grain, grainsMate.id)).toEqual([true, 'TEAM'])
    expect(await kinds(grain, manager.id)).toEqual([true, 'ALL'])
    expect(await kinds(grain, outsider.id)).toEqual([false, 'NO_PERMISSION'])
    expect(await kinds(unassigned, outsider.id)).toEqual([false, 'NO_PERMISSION'])
    const loan = await done(lendClients, { fromUserId: grains.id, toUserId: outsider.id, until: inSeconds(3_600), reason: 'x' })
    const grant = await done(grantClient, { clientId: grain, userId: outsider.id, reason: 'x' })
    expect(await kinds(grain, outsider.id)).toEqual([true, 'GRANTED', 'LENT'])
    const wall = await done(setWall, { teams: ['Metals', 'Grains'], reason: 'x' })
    expect(await kinds(metal, grainsManager.id)).toEqual([false, 'WALL', 'ALL'])
    expect((await why(metal, grainsManager.id)).rules[0]).toMatchObject({ shows: false, because: 'The wall between Grains and Metals hides it' })
    expect(await kinds(metal, officer.id)).toEqual([true, 'ALL', 'WALL'])
    await done(removeWall, { id: wall, reason: 'No longer needed' })
    await done(revokeGrant, { id: grant })
    await done(endLoan, { id: loan })
  })

  test('is for who may ask', async () => {
    expect(codeOf(await app.send(whyVisible, { clientId: grain, userId: grains.id }, manager.token))).toBe('FORBIDDEN')
    expect(codeOf(await app.send(whyVisible, { clientId: '0190b5a0-0000-7000-8000-000000000000', userId: grains.id }))).toBe('NOT_FOUND')
    expect((await why(grain, grains.id, officer)).visible).toBe(true)
  })
})

test('teams are told with their members and walls', async () => {
  const wall = await done(setWall, { teams: ['Metals', 'Grains'], reason: 'To be told' })
  const teams = field<{ name: string; members: { id: string }[]; walls: object[] | null }[]>(await app.send('{ teams { name members { id } walls { id teams reason } } }', {}), 'teams')
  expect(teams.map(({ name, members }) => [name, members.length])).toEqual([['Grains', 4], ['Metals', 2]])
  expect(teams[0]?.walls).toEqual([{ id: wall, teams: ['Grains', 'Metals'], reason: 'To be told' }])
  const seen = field<{ walls: object[] | null }[]>(await app.send('{ teams { walls { id } } }', {}, grains.token), 'teams')
  expect(seen[0]).toEqual({ walls: null })
  await done(removeWall, { id: wall, reason: 'No longer needed' })
})

test('what is granted, lent and walled stands in the audit, and no reason in clear', async () => {
  const rows = await app.runtime.database.query<{ action: string }>(`SELECT DISTINCT action FROM ${auditIn(app)} WHERE subject_type IN ('ClientGrant', 'Loan', 'Wall') ORDER BY action`)
  expect(rows.map(({ action }) => action)).toEqual(['endLoan', 'grantClient', 'lendClients', 'removeWall', 'revokeGrant', 'setWall'])
  const [clear] = await app.runtime.database.query(`SELECT 1 FROM access.loan WHERE position('On leave'::bytea in reason) > 0 LIMIT 1`)
  expect(clear).toBeUndefined()
})
