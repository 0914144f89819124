import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { whenChained } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { act, person } from '../../testing/people'
import { firm, type Firm } from './testing/firm'

let here: Firm
beforeAll(async () => (here = await firm()))
afterAll(() => here.stop())

type Fields = Record<string, unknown>

/** A client as it was at an instant, for who may see all of it. */
async function asOf(id: string, at: string): Promise<Fields | null> {
  await whenChained(here.app)
  const query = 'query ($id: ID!, $at: DateTime!) { client(id: $id) { asOf(at: $at) { erased fields { field value fingerprinted } } } }'
  const { asOf: state } = await here.ok<{ asOf: { erased: boolean; fields: { field: string; value: unknown; fingerprinted: boolean }[] } | null }>(query, { id, at }, here.second)
  return state && { ...Object.fromEntries(state.fields.map(({ field, value }) => [field, value])), erased: state.erased, fingerprinted: state.fields.some(({ fingerprinted }) => fingerprinted) }
}

/** An instant of its own: what was changed before it is by it, what is changed afterwards is not. */
async function instant(): Promise<string> {
  await pause(5)
  const at = new Date().toISOString()
  await pause(5)
  return at
}

const before = {
  displayName: 'Una Canary', tags: ['before'], lifecycleStage: 'PROSPECT',
  contact: { emails: [{ address: 'una@before.example', label: 'WORK', primary: true }], phones: [{ number: '+41445550101', label: 'WORK', primary: true }], addresses: [] },
  communicationPreferences: { channels: ['EMAIL'], timesOfDay: [], frequency: null, language: null, timeZone: null }, tradingPreferences: { commodities: ['WHEAT'], instruments: ['FUTURE'], orderTypes: [] },
  risk: { tolerance: 'CONSERVATIVE', score: 10, horizon: null, assessedOn: null }, externalReferences: [{ source: 'crm', value: 'before' }],
}
const after = {
  displayName: 'Una Other', tags: ['after'], lifecycleStage: 'ACTIVE',
  contact: { emails: [{ address: 'una@after.example', label: 'HOME', primary: true }], phones: [], addresses: [] },
  communicationPreferences: { channels: ['SMS'], timesOfDay: [], frequency: null, language: null, timeZone: null }, tradingPreferences: { commodities: [], instruments: [], orderTypes: [] },
  risk: { tolerance: 'AGGRESSIVE', score: 90, horizon: null, assessedOn: null }, externalReferences: [{ source: 'crm', value: 'after' }],
}

test('all of a client is told as it was: profile, contact, tags, preferences, owner, status, consents, relations and restriction, none of them as it is now', async () => {
  const { app, ok, broker, officer, second } = here
  const colleague = await person(app, { role: 'BROKER' })
  const { id, version } = await ok<{ id: string; version: number }>('mutation ($input: CreateClientInput!) { createClient(input: $input) { id version } }', { input: { kind: 'INDIVIDUAL', ...before, sensitive: { taxId: 'TAX-BEFORE' } } }, broker)
  const other = await act(app, operation('CreateClient'), { kind: 'INDIVIDUAL', displayName: 'Vic Canary' }, broker.token)
  const consent = await act(app, 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }', { clientId: id, purpose: 'MARKETING', source: 'A form' }, broker.token)
  const relation = await act(app, 'mutation ($input: RelateClientsInput!) { relateClients(input: $input) { id } }', { fromId: id, toId: other, kind: 'HOUSEHOLD', note: 'Siblings' }, broker.token)
  const made = await instant()

  await act(app, 'mutation ($input: UpdateClientInput!) { updateClient(input: $input) { id } }', { id, version, ...after, sensitive: { taxId: 'TAX-AFTER' } }, broker.token)
  await act(app, 'mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { id } }', { id: consent, source: 'A call' }, broker.token)
  await ok('mutation ($input: UnrelateClientsInput!) { unrelateClients(input: $input) { id } }', { input: { id: relation } }, broker)
  await act(app, operation('AssignClients'), { ids: [id], ownerId: colleague.id })
  await act(app, 'mutation ($input: DeactivateClientInput!) { deactivateClient(input: $input) { id } }', { id, version: version + 2, reason: 'Moved away' }, colleague.token)
  const changed = await instant()
  await act(app, 'mutation ($input: RestrictClientInput!) { restrictClient(input: $input) { id } }', { id, reason: 'Accuracy is contested' }, officer.token)
  const restricted = await instant()
  await act(app, 'mutation ($input: RestrictClientInput!) { liftRestriction(input: $input) { id } }', { id, reason: 'Put right' }, officer.token)

  const first = await asOf(id, made)
  expect(first).toMatchObject({
    ...before, taxId: 'TAX-BEFORE', status: 'ACTIVE', ownerId: broker.id, erased: false, fingerprinted: false,
    consents: [{ id: consent, purpose: 'MARKETING', source: 'A form', recordedBy: broker.id }], relations: [{ id: relation, kind: 'HOUSEHOLD', note: 'Siblings' }],
  })
  expect(first).not.toHaveProperty('restriction')
  expect(JSON.stringify(first)).not.toMatch(/after|withdrawn/i)
  const then = await asOf(id, changed)
  expect(then).toMatchObject({ ...after, taxId: 'TAX-AFTER', status: 'INACTIVE', ownerId: colleague.id, consents: [{ id: consent, withdrawalSource: 'A call', withdrawnBy: broker.id }] })
  for (const field of ['relations', 'restriction']) expect(then).not.toHaveProperty(field)
  const hidden = await asOf(id, restricted)
  expect(hidden).toMatchObject({ displayName: 'Una Other', restriction: { reason: 'Accuracy is contested', restrictedBy: officer.id, ownerId: colleague.id } })
  expect(hidden).not.toHaveProperty('ownerId')
  const now = await asOf(id, await instant())
  expect(now).toMatchObject({ ownerId: colleague.id })
  expect(now).not.toHaveProperty('restriction')
  // The other side had the same relation, and the page asks by the record's id.
  expect((await ok<{ fields: { field: string; value: unknown }[] }>('query ($id: ID!, $at: DateTime!) { recordAsOf(id: $id, at: $at) { fields { field value } } }', { id: other, at: made }, second)).fields).toContainEqual({ field: 'relations', value: [expect.objectContaining({ id: relation })] })
})

test('one that was erased while something of it is kept is told as erased from then on, and stands to nobody', async () => {
  const { app, ok, broker, officer, client, erase } = here
  const [gone, stays] = [await client('Wim'), await client('Xia')]
  const relation = await act(app, 'mutation ($input: RelateClientsInput!) { relateClients(input: $input) { id } }', { fromId: stays, toId: gone, kind: 'INTRODUCED_BY', note: 'wim canary made it' }, broker.token)
  // One that ended before, too.
  const ended = await act(app, 'mutation ($input: RelateClientsInput!) { relateClients(input: $input) { id } }', { fromId: stays, toId: gone, kind: 'HOUSEHOLD', note: 'wim canary lives there' }, broker.token)
  await ok('mutation ($input: UnrelateClientsInput!) { unrelateClients(input: $input) { id } }', { input: { id: ended } }, broker)
  const hold = await act(app, 'mutation ($input: PlaceClientHoldInput!) { placeClientHold(input: $input) { id } }', { clientId: gone, reason: 'Case 8' }, officer.token)
  const made = await instant()
  const { id: asked } = await erase(gone)
  expect(await asOf(stays, made)).toMatchObject({ relations: [{ id: relation, note: 'wim canary made it' }] })
  expect(await asOf(gone, made)).toMatchObject({ displayName: 'Wim Canary', status: 'ACTIVE', ownerId: broker.id })
  const kept = await asOf(gone, await instant())
  expect(kept).toMatchObject({ displayName: 'Wim Canary', status: 'ERASED' })
  expect(kept).not.toHaveProperty('ownerId')

  await ok('mutation ($input: ReleaseClientHoldInput!) { releaseClientHold(input: $input) { id } }', { input: { id: hold, reason: 'Case closed' } }, officer)
  while ((await here.finished(asked)).kept.length > 0) await pause(50)
  expect(await asOf(gone, made)).toEqual({ erased: true, fingerprinted: false })
  // What was said of both went with one of them.
  const other = await asOf(stays, made)
  expect(other).toMatchObject({ displayName: 'Xia Canary', erased: true })
  expect(other).not.toHaveProperty('relations')
  const told = await ok('query ($id: ID!) { auditTrail(filter: { clientId: $id }, first: 100) { nodes { changes { before after } } } }', { id: stays }, here.second)
  expect(JSON.stringify(told)).not.toMatch(/wim canary/i)
  expect(await asOf(stays, await instant())).not.toHaveProperty('relations')
})

test('a note is told in the words that it had, since when and by whom, though no more than that it was recorded went on record at first', async () => {
  const { app, ok, broker, second, client } = here
  const clientId = await client('Zoe')
  const note = await act(app, operation('AddNote'), { clientId, body: 'First words' }, broker.token)
  const written = await instant()
  const correct = 'mutation ($input: CorrectInteractionInput!) { correctInteraction(input: $input) { __typename } }'
  await ok(correct, { input: { id: note, body: 'Second words', reason: 'Put right' } }, broker)
  await ok(correct, { input: { id: note, body: 'Third words', reason: 'Put right again' } }, broker)
  await whenChained(app)
  const wordsAt = (at: string) => ok('query ($id: ID!, $at: DateTime!) { recordAsOf(id: $id, at: $at) { erased fields { field value by { id } } } }', { id: note, at }, second)
  for (const [at, body] of [[written, 'First words'], [await instant(), 'Third words']] as const) {
    expect(await wordsAt(at)).toEqual({ erased: false, fields: [{ field: 'texts', value: { body }, by: { id: broker.id } }] })
  }
})
