import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type Answer, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'

let app: App
let broker: Person
let stranger: Person
let analyst: Person
let officer: Person

beforeAll(async () => {
  app = await startApp()
  ;[broker, stranger, analyst, officer] = [
    await person(app, { role: 'BROKER' }), await person(app, { role: 'BROKER' }), await person(app, { role: 'ANALYST' }), await person(app, { role: 'COMPLIANCE' }),
  ]
})
afterAll(() => app.stop())

const fields = 'id kind from { id } to { id } note'
const relate = `mutation ($input: RelateClientsInput!) { relateClients(input: $input) { ${fields} } }`
const unrelate = `mutation ($id: ID!) { unrelateClients(input: { id: $id }) { ${fields} } }`
const look = `query ($id: ID!) { client(id: $id) { relations { ${fields} } } }`
const together = 'query ($id: ID!, $rollUp: RollUp!) { client(id: $id) { together(rollUp: $rollUp) { displayName } } }'
const timeline = `query ($id: ID!, $rollUp: RollUp, $search: String, $first: Int!, $after: String) { client(id: $id) {
  timeline(rollUp: $rollUp, search: $search, first: $first, after: $after) { nodes { title client { displayName } } pageInfo { hasNextPage endCursor } }
  timelineExtent(rollUp: $rollUp) { count }
  timelineCounts(rollUp: $rollUp) { total }
  timelineDensity(rollUp: $rollUp, from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z", buckets: 1) { category count }
  orders(rollUp: $rollUp) { nodes { orderId } }
} }`
const codeOf = (answer: Answer) => answer.errors?.[0]?.extensions.code

async function ok<Result>(query: string, variables: object, by = broker): Promise<Result> {
  const answer = await app.send(query, variables, by.token)
  expect(answer.errors).toBeUndefined()
  return Object.values(answer.data)[0] as unknown as Result
}
const client = async (displayName: string, kind = 'INDIVIDUAL', by = broker) => (await ok<{ id: string }>(operation('CreateClient'), { input: { kind, displayName } }, by)).id
const join = (fromId: string, toId: string, kind = 'HOUSEHOLD', more: object = {}) => ok<{ id: string }>(relate, { input: { fromId, toId, kind, ...more } })
const note = (clientId: string, body: string, by = broker) => ok('mutation ($input: AddNoteInput!) { addNote(input: $input) { id } }', { input: { clientId, body, occurredAt: '2026-03-01T10:00:00Z' } }, by)
/** Directories follow the log within moments. */
async function namesTogether(id: string, rollUp: string, wanted: readonly string[], by = broker): Promise<void> {
  const names = async () => (await ok<{ together: { displayName: string }[] }>(together, { id, rollUp }, by)).together.map(({ displayName }) => displayName)
  await expect.poll(async () => (await names()).sort()).toEqual([...wanted].sort())
}

test('a household is read together from whoever belongs to it, and no more once the relation is gone', async () => {
  const [ada, ben, cleo] = [await client('Ada'), await client('Ben'), await client('Cleo')]
  await join(ada, ben, 'HOUSEHOLD', { note: 'Married' })
  const second = await join(cleo, ben)
  for (const id of [ada, ben, cleo]) await namesTogether(id, 'HOUSEHOLD', ['Ada', 'Ben', 'Cleo'])
  await note(ada, 'Asked about wheat')
  await note(cleo, 'Asked about copper')

  const read = await ok<Record<string, { nodes: object[]; count: number; total: number }>>(timeline, { id: ben, rollUp: 'HOUSEHOLD', first: 10 })
  expect(read['timeline']?.nodes.map((node) => (node as { client: object }).client)).toEqual(expect.arrayContaining([{ displayName: 'Ada' }, { displayName: 'Cleo' }]))
  expect(read).toMatchObject({ timelineExtent: { count: 2 }, timelineCounts: { total: 2 }, timelineDensity: [{ category: 'NOTE', count: 2 }] })
  expect(await ok(timeline, { id: ben, first: 10 })).toMatchObject({ timeline: { nodes: [] }, timelineExtent: { count: 0 } })
  expect(await ok(timeline, { id: ben, rollUp: 'HOUSEHOLD', search: 'copper', first: 10 })).toMatchObject({ timeline: { nodes: [{ client: { displayName: 'Cleo' } }] } })
  const page = await ok<{ timeline: { pageInfo: { endCursor: string } } }>(timeline, { id: ben, rollUp: 'HOUSEHOLD', first: 1 })
  expect(page).toMatchObject({ timeline: { nodes: [{}], pageInfo: { hasNextPage: true } } })
  expect(await ok(timeline, { id: ben, rollUp: 'HOUSEHOLD', first: 1, after: page.timeline.pageInfo.endCursor })).toMatchObject({ timeline: { nodes: [{}], pageInfo: { hasNextPage: false } } })

  await ok(unrelate, { id: second.id })
  await namesTogether(ben, 'HOUSEHOLD', ['Ada', 'Ben'])
  expect(codeOf(await app.send(unrelate, { id: second.id }, broker.token))).toBe('NOT_FOUND')
})

test('a company is an organisation with its people, its subsidiaries and theirs; whoever acts for it sees it whole', async () => {
  const [mill, port, trader, owner, other] = [await client('Mill', 'ORGANISATION'), await client('Port', 'ORGANISATION'), await client('Trader'), await client('Owner'), await client('Other')]
  await join(port, mill, 'SUBSIDIARY_OF')
  await join(trader, port, 'ACTS_FOR', { note: 'Head of trading' })
  await join(owner, mill, 'OWNS')
  await join(other, mill, 'INTRODUCED_BY')
  await namesTogether(mill, 'COMPANY', ['Mill', 'Port', 'Trader', 'Owner'])
  await namesTogether(trader, 'COMPANY', ['Port', 'Trader'])
  await namesTogether(owner, 'COMPANY', ['Mill', 'Port', 'Trader', 'Owner'])
  await namesTogether(other, 'COMPANY', ['Other'])
  await namesTogether(mill, 'HOUSEHOLD', ['Mill'])
  const order = { side: 'BUY', commodity: 'WHEAT', quantity: '10', orderId: 'A-1', status: 'PLACED', occurredAt: '2026-03-02T10:00:00Z' }
  await ok('mutation ($input: RecordOrderEventInput!) { recordOrderEvent(input: $input) { id } }', { input: { clientId: trader, unit: 'TONNE', orderType: 'MARKET', instrument: 'FUTURE', ...order } })
  expect(await ok(timeline, { id: mill, rollUp: 'COMPANY', first: 10 })).toMatchObject({ orders: { nodes: [{ orderId: 'A-1' }] } })
  expect(await ok(timeline, { id: mill, first: 10 })).toMatchObject({ orders: { nodes: [] } })
})

test('the same relation stands once, whoever is named first, and a repeated request is one', async () => {
  const [ada, ben] = [await client('Dora'), await client('Emil')]
  const first = await join(ada, ben, 'HOUSEHOLD', { idempotencyKey: 'one' })
  expect(await join(ada, ben, 'HOUSEHOLD', { idempotencyKey: 'one' })).toEqual(first)
  expect(codeOf(await app.send(relate, { input: { fromId: ben, toId: ada, kind: 'HOUSEHOLD' } }, broker.token))).toBe('CONFLICT')
})

test('what cannot be is refused, and nothing is written', async () => {
  const [person1, firm] = [await client('Fay'), await client('Firm', 'ORGANISATION')]
  const refused = async (input: object) => (await app.send(relate, { input }, broker.token)).errors?.[0]?.extensions
  expect(await refused({ fromId: person1, toId: person1, kind: 'HOUSEHOLD' })).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'toId' }] })
  expect(await refused({ fromId: firm, toId: person1, kind: 'ACTS_FOR' })).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'fromId' }, { path: 'toId' }] })
  expect(await refused({ fromId: person1, toId: firm, kind: 'ACTS_FOR', note: 'x'.repeat(501) })).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'note' }] })
  expect(await ok(look, { id: person1 })).toEqual({ relations: [] })
})

test('a relation is there for those alone who see both clients, and joins nobody through one whom they do not see', async () => {
  const [mine, hidden] = [await client('Gil'), await client('Hal', 'INDIVIDUAL', stranger)]
  expect(codeOf(await app.send(relate, { input: { fromId: mine, toId: hidden, kind: 'HOUSEHOLD' } }, broker.token))).toBe('NOT_FOUND')
  expect(codeOf(await app.send(relate, { input: { fromId: mine, toId: hidden, kind: 'HOUSEHOLD' } }, analyst.token))).toBe('FORBIDDEN')
  const third = await client('Ida')
  // By the administrator, who sees all three.
  for (const id of [mine, third]) expect((await app.send(relate, { input: { fromId: id, toId: hidden, kind: 'HOUSEHOLD' } })).errors).toBeUndefined()
  await namesTogether(mine, 'HOUSEHOLD', ['Gil', 'Hal', 'Ida'], officer)
  await namesTogether(mine, 'HOUSEHOLD', ['Gil'])
  expect(await ok(look, { id: mine })).toEqual({ relations: [] })
  const [standing] = (await ok<{ relations: { id: string }[] }>(look, { id: mine }, officer)).relations
  const id = standing?.id ?? ''
  expect(id).not.toBe('')
  expect(codeOf(await app.send(unrelate, { id }, broker.token))).toBe('NOT_FOUND')
  expect(codeOf(await app.send(unrelate, { id }, analyst.token))).toBe('FORBIDDEN')
})

test('an erased client belongs to nobody any more', async () => {
  const [gone, stays] = [await client('Jon'), await client('Kim')]
  await join(gone, stays, 'HOUSEHOLD', { note: 'Siblings' })
  await namesTogether(stays, 'HOUSEHOLD', ['Jon', 'Kim'], officer)
  const { id } = await ok<{ id: string }>(operation('EraseClient'), { input: { clientId: gone, reason: 'Asked' } }, officer)
  for (let status = ''; status !== 'FINISHED'; await pause(50)) ({ status } = await ok<{ status: string }>('query ($id: ID!) { dataSubjectRequest(id: $id) { status } }', { id }, officer))
  expect(await ok(look, { id: stays }, officer)).toEqual({ relations: [] })
  await namesTogether(stays, 'HOUSEHOLD', ['Kim'], officer)
})

test('of two clients one alone is a subsidiary of the other, or introduced by it', async () => {
  const [mill, holding] = [await client('Mill', 'ORGANISATION'), await client('Holding', 'ORGANISATION')]
  for (const kind of ['SUBSIDIARY_OF', 'INTRODUCED_BY']) {
    await join(mill, holding, kind)
    const reversed = await app.send(relate, { input: { fromId: holding, toId: mill, kind } }, broker.token)
    expect(reversed.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'toId', message: `stands as ${kind} to the other client already` }] })
  }
})
