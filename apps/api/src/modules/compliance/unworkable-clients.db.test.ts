import { afterAll, beforeAll, expect, test } from 'vitest'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { codeOf, firm, type Firm } from './testing/firm'

let here: Firm
/** Hands clients over, and sees what is hidden. */
let head: Person

beforeAll(async () => {
  here = await firm()
  head = await person(here.app, { role: 'MANAGER', besides: ['COMPLIANCE'] })
})
afterAll(() => here.stop())

const versionOf = async (id: string) => (await here.ok<{ version: number }>('query ($id: ID!) { client(id: $id) { version } }', { id }, head)).version

/** What each act on a client is answered with. */
async function codesOf(id: string): Promise<Record<string, string | undefined>> {
  const { app } = here
  const at = new Date(Date.now() - 3_600_000).toISOString()
  const version = await versionOf(id)
  const other = await here.client('Other')
  const acts: Record<string, [string, object]> = {
    assign: [operation('AssignClients'), { ids: [id], ownerId: here.broker.id }],
    owner: [operation('UpdateClient'), { id, version, ownerId: here.broker.id }],
    nobodys: [operation('UpdateClient'), { id, version, ownerId: null }],
    rename: [operation('UpdateClient'), { id, version, displayName: 'Comes Back' }],
    tag: [operation('TagClients'), { ids: [id], add: ['back'], remove: [] }],
    deactivate: [operation('DeactivateClient'), { id, version, reason: 'x' }],
    consent: ['mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }', { clientId: id, purpose: 'MARKETING', source: 'x' }],
    relate: ['mutation ($input: RelateClientsInput!) { relateClients(input: $input) { id } }', { fromId: other, toId: id, kind: 'HOUSEHOLD' }],
    note: [operation('AddNote'), { clientId: id, body: 'x' }],
    call: [operation('LogCommunication'), { clientId: id, occurredAt: at, channel: 'CALL', direction: 'INBOUND', subject: 'x', body: '' }],
    opening: ['mutation ($input: RecordOpeningPositionInput!) { recordOpeningPosition(input: $input) { id } }', { clientId: id, asOf: at, commodity: 'WHEAT', instrument: 'FUTURE', side: 'BUY', quantity: '1', unit: 'LOT' }],
  }
  const answers = Object.entries(acts).map(async ([name, [query, input]]) => [name, codeOf(await app.send(query, { input }, head.token))] as const)
  return Object.fromEntries(await Promise.all(answers))
}
const all = (code: string) => expect.toSatisfy((codes: Record<string, string>) => Object.values(codes).every((one) => one === code))
const seen = '{ clients(search: "canary", first: 100) { nodes { id } } interactions(search: "canary", first: 100) { nodes { ... on Note { client { id } } ... on Communication { client { id } } } } }'

test('nobody hands over, changes or records of a client that was erased, is anonymous or restricted, whoever sees it; and nobody else comes to see it', async () => {
  const { app, ok, officer, erase, finished, client, broker } = here
  const [erased, anonymous, restricted] = [await client('Eve'), await client('Ann'), await client('Rae')]
  for (const clientId of [erased, anonymous]) await ok('mutation ($input: PlaceClientHoldInput!) { placeClientHold(input: $input) { id } }', { input: { clientId, reason: 'Case 7' } }, officer)
  await erase(erased)
  await finished((await ok<{ id: string }>(operation('AnonymiseClient'), { input: { clientId: anonymous, reason: 'Left us' } }, officer)).id)
  await ok('mutation ($input: RestrictClientInput!) { restrictClient(input: $input) { id } }', { input: { id: restricted, reason: 'Accuracy is contested' } }, officer)

  expect(await codesOf(erased)).toEqual(all('GONE'))
  for (const id of [anonymous, restricted]) expect(await codesOf(id)).toEqual(all('CONFLICT'))
  const lists = JSON.stringify(await app.send(seen, {}, broker.token))
  for (const id of [erased, anonymous, restricted]) expect(lists).not.toContain(id)
})

test('of an anonymous client of which nothing is kept, an owner is told in plain words that it is not changed', async () => {
  const { app, ok, officer, finished, client } = here
  const id = await client('Una')
  await finished((await ok<{ id: string }>(operation('AnonymiseClient'), { input: { clientId: id, reason: 'Left us' } }, officer)).id)
  const answer = await app.send(operation('TagClients'), { input: { ids: [id], add: ['back'], remove: [] } }, here.broker.token)
  expect(answer.errors?.[0]).toMatchObject({ message: 'This client is anonymous: nothing of it is recorded or changed any more', extensions: { code: 'CONFLICT' } })
})

test('an officer is told what keeps what of an erased client, and nobody else', async () => {
  const { app, ok, officer, erase, client } = here
  const [held, gone] = [await client('Kay'), await client('Lou')]
  const hold = await ok<{ id: string }>('mutation ($input: PlaceClientHoldInput!) { placeClientHold(input: $input) { id } }', { input: { clientId: held, reason: 'Case 7' } }, officer)
  const kept = (id: string, by: Person) => app.send('query ($id: ID!) { client(id: $id) { kept { class because by until } } }', { id }, by.token)
  expect((await kept(held, officer)).data).toEqual({ client: { kept: [] } })
  for (const id of [held, gone]) await erase(id)
  expect((await kept(held, officer)).data).toMatchObject({ client: { kept: expect.arrayContaining([{ class: 'identity', because: 'HOLD', by: hold.id, until: null }]) } })
  expect((await kept(gone, officer)).data).toEqual({ client: { kept: [] } })
  expect(codeOf(await kept(held, here.broker))).toBe('GONE')
  expect((await kept(await client('May'), here.broker)).data).toEqual({ client: { kept: null } })
})
