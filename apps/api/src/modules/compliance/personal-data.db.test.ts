import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LoggedEvent } from '../../platform/log/log'
import { handedOutOwner, handedOutPart, handOutWhenAsked } from '../../platform/privacy/hand-out-when-asked'
import { whenChained } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { act } from '../../testing/people'
import { fetchedArchive } from './testing/archive'
import { firm, type Firm } from './testing/firm'

let here: Firm
beforeAll(async () => (here = await firm({ approvals: 'acts: [RELEASE_HOLD]\ndays: 1\n' })))
afterAll(() => here.stop())

const review = 'mutation ($input: ReviewCommunicationInput!) { reviewCommunication(input: $input) { id } }'
const placeHold = 'mutation ($input: PlaceClientHoldInput!) { placeClientHold(input: $input) { id } }'
const releaseHold = 'mutation ($input: ReleaseClientHoldInput!) { releaseClientHold(input: $input) { id } }'

/** Logs a call that supervision picks, and answers with its review. */
async function picked(clientId: string, subject: string): Promise<string> {
  const { app, ok, broker, officer } = here
  await act(app, operation('LogCommunication'), { clientId, occurredAt: new Date().toISOString(), channel: 'CALL', direction: 'INBOUND', subject, body: 'This is guaranteed' }, broker.token)
  for (;;) {
    const { nodes } = await ok<{ nodes: { id: string; subject: string }[] }>('{ reviews(state: OPEN) { nodes { id subject } } }', {}, officer)
    const found = nodes.find((one) => one.subject === subject)
    if (found !== undefined) return found.id
    await pause(50)
  }
}

/** Releases a hold with a second person; each says something in whose name. */
async function release(id: string, name: string): Promise<void> {
  const { app, ok, officer, second } = here
  const input = { id, reason: `${name} canary: case closed` }
  const refused = await app.send(releaseHold, { input }, officer.token)
  await ok('mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { state } }', { input: { id: refused.errors?.[0]?.extensions['approvalId'], approve: true, note: `${name} canary: agreed` } }, second)
  await act(app, releaseHold, input, officer.token)
}

async function exported(clientId: string) {
  const { id } = await here.ok<{ id: string }>(operation('RequestDataExport'), { input: { clientId } }, here.officer)
  return fetchedArchive((await here.finished(id)).downloadUrl)
}

async function produced(clientId: string) {
  const { app, ok, officer } = here
  const span = { from: new Date(Date.now() - 86_400_000).toISOString(), to: new Date(Date.now() + 60_000).toISOString() }
  const id = await act(app, 'mutation ($input: ProduceRecordsInput!) { produceRecords(input: $input) { id } }', { clientId, ...span, reason: 'Inquiry 12' }, officer.token)
  for (;;) {
    const { downloadUrl } = await ok<{ downloadUrl: string | null }>('query ($id: ID!) { production(id: $id) { downloadUrl } }', { id }, officer)
    if (downloadUrl !== null) return fetchedArchive(downloadUrl)
    await pause(50)
  }
}

test('what compliance wrote of a client is handed out: to an authority all of it, to the client without what an inquiry rests on', async () => {
  const { app, broker, officer, client } = here
  const id = await client('Ida')
  await act(app, review, { id: await picked(id, 'Signed off'), note: 'was promised a sure thing' }, officer.token)
  await act(app, review, { id: await picked(id, 'Handed on'), escalate: true, note: 'a pattern with this client' }, officer.token)
  const hold = await act(app, placeHold, { clientId: id, reason: 'Inquiry into Ida' }, officer.token)
  await release(hold, 'ida')
  await whenChained(app)

  const told = await (await exported(id)).records('compliance')
  expect(told).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ clientId: id, recordKind: 'owner', ownerId: broker.id }),
      expect.objectContaining({ recordKind: 'review', state: 'SIGNED_OFF', note: 'was promised a sure thing', reviewedBy: officer.id, texts: { subject: 'Signed off', body: 'This is guaranteed' } }),
      expect.objectContaining({ recordKind: 'hold', id: hold, releasedAt: expect.stringMatching(/Z$/) }),
      expect.objectContaining({ recordKind: 'approval', act: 'RELEASE_HOLD', state: 'DONE' }),
      expect.objectContaining({ recordKind: 'request', kind: 'ACCESS', requestedBy: officer.id }),
      expect.objectContaining({ recordKind: 'access', changes: expect.any(Number), kinds: expect.any(Array) }),
    ]),
  )
  expect(JSON.stringify(told)).not.toMatch(/Handed on|a pattern|Inquiry into Ida|ida canary|Inquiry 12/)

  const handedOver = await (await produced(id)).records('compliance')
  for (const words of ['was promised a sure thing', 'a pattern with this client', 'Inquiry into Ida', 'ida canary: case closed', 'ida canary: agreed', 'Inquiry 12']) expect(JSON.stringify(handedOver)).toContain(words)
})

test('each restriction of a client is handed out, with who placed and lifted it, when and why; a person reads it too', async () => {
  const { app, broker, officer, second, client } = here
  const id = await client('Nell')
  const restrict = (reason: string) => act(app, 'mutation ($input: RestrictClientInput!) { restrictClient(input: $input) { id } }', { id, reason }, officer.token)
  await restrict('Accuracy is contested')
  await act(app, 'mutation ($input: RestrictClientInput!) { liftRestriction(input: $input) { id } }', { id, reason: 'Put right' }, second.token)
  await restrict('Objected to profiling')

  const restrictions = [
    { recordKind: 'restriction', clientId: id, ownerId: broker.id, restrictedBy: officer.id, restrictedAt: expect.stringMatching(/Z$/), reason: 'Objected to profiling', liftedBy: null, liftedAt: null, liftReason: null },
    { recordKind: 'restriction', clientId: id, ownerId: broker.id, restrictedBy: officer.id, restrictedAt: expect.stringMatching(/Z$/), reason: 'Accuracy is contested', liftedBy: second.id, liftedAt: expect.stringMatching(/Z$/), liftReason: 'Put right' },
  ]
  for (const archive of [await exported(id), await produced(id)]) {
    expect((await archive.records('profiles')).filter(({ recordKind }) => recordKind === 'restriction')).toEqual(restrictions.map((one) => expect.objectContaining(one)))
    const page = await archive.text('index.html')
    for (const words of ['Restriction of processing', 'Accuracy is contested', 'Put right', 'Objected to profiling']) expect(page).toContain(words)
  }
})

test('where a file of an export was lost, the rest is sent, and its manifest and page name what is missing', async () => {
  const id = await here.client('Lou')
  const { id: request } = await here.ok<{ id: string }>(operation('RequestDataExport'), { input: { clientId: id } }, here.officer)
  const { downloadUrl } = await here.finished(request)
  await rm(join(here.app.environment.DATA_DIR, 'exports', handedOutPart(request, 1, 'documents')))

  const { names, text, records } = await fetchedArchive(downloadUrl)
  expect(JSON.parse(await text('manifest.json'))).toMatchObject({ request, missing: ['documents.json'] })
  expect(await text('index.html')).toContain('Missing: documents.json.')
  expect(await names()).not.toContain('documents.json')
  expect(await records('profiles')).toEqual(expect.arrayContaining([expect.objectContaining({ displayName: 'Lou Canary' })]))
})

test('opening positions and what is pinned are handed out, and a person reads them too', async () => {
  const { app, broker, client } = here
  const id = await client('Ossa')
  const asOf = new Date(Date.now() - 3_600_000).toISOString()
  const opening = { clientId: id, asOf, commodity: 'WHEAT', instrument: 'FUTURE', contractMonth: '2027-03', side: 'SELL', quantity: '17', unit: 'LOT', price: '611', currency: 'USD', account: 'ossa account' }
  await act(app, 'mutation ($input: RecordOpeningPositionInput!) { recordOpeningPosition(input: $input) { id } }', opening, broker.token)
  const note = await act(app, operation('AddNote'), { clientId: id, body: 'To be seen' }, broker.token)
  await here.ok('mutation ($input: PinInteractionInput!) { pinInteraction(input: $input) { __typename } }', { input: { id: note } }, broker)

  for (const archive of [await exported(id), await produced(id)]) {
    const records = await archive.records('interactions')
    expect(records).toContainEqual(expect.objectContaining({ recordKind: 'opening position', clientId: id, asOf, commodity: 'WHEAT', quantity: '-17', unit: 'LOT', price: '611', account: 'ossa account', authorId: broker.id }))
    expect(records).toContainEqual(expect.objectContaining({ recordKind: 'pin', of: note, pinnedBy: broker.id }))
    const page = await archive.text('index.html')
    for (const words of ['Opening position: short 17 lots of Wheat (future, March 2027)', 'ossa account', 'Pinned to the top of the timeline']) expect(page).toContain(words)
  }
})

test('with an erasure what was written in reviews, holds and approvals goes, and that they were stays', async () => {
  const { app, ok, officer, client, erase } = here
  const id = await client('Wren')
  const reviewId = await picked(id, 'wren canary promise')
  await act(app, review, { id: reviewId, note: 'wren canary note' }, officer.token)
  const hold = await act(app, placeHold, { clientId: id, reason: 'wren canary hold' }, officer.token)
  await release(hold, 'wren')

  const { records } = await erase(id)
  expect(records).toEqual(expect.arrayContaining([
    { module: 'compliance', kind: 'notes of reviews', count: 1 }, { module: 'compliance', kind: 'reasons of holds', count: 1 }, { module: 'compliance', kind: 'words of approvals', count: 1 },
  ]))
  await whenChained(app)
  const kept = {
    reviews: await ok('{ reviews(state: SIGNED_OFF) { nodes { id note subject reviewedBy { id } } } }', {}, here.second),
    holds: await ok('query ($id: ID!) { clientHolds(clientId: $id, standing: false) { id reason placedBy { id } releasedAt } }', { id }, officer),
    approvals: await ok('{ approvals(waiting: false) { nodes { says note } } }', {}, here.second),
    audit: await ok('query ($id: ID!) { auditTrail(filter: { clientId: $id }, first: 100) { nodes { action changes { before after } } } }', { id }, here.second),
  }
  expect(JSON.stringify(kept)).not.toMatch(/wren canary/)
  expect(kept.reviews).toMatchObject({ nodes: expect.arrayContaining([{ id: reviewId, note: null, subject: null, reviewedBy: { id: officer.id } }]) })
  expect(kept.holds).toEqual([expect.objectContaining({ id: hold, reason: '', placedBy: { id: officer.id } })])
})

test('what a hold keeps of a communication keeps what a supervisor said of it, and the hold its reason', async () => {
  const { app, ok, officer, second, client, erase } = here
  const id = await client('Max')
  await act(app, review, { id: await picked(id, 'Max promise'), note: 'Max was told' }, officer.token)
  await act(app, placeHold, { clientId: id, reason: 'Case 9' }, officer.token)
  await erase(id)
  expect(await ok('{ reviews(state: SIGNED_OFF) { nodes { subject note } } }', {}, second)).toMatchObject({ nodes: expect.arrayContaining([{ subject: 'Max promise', note: 'Max was told' }]) })
  expect(await ok('query ($id: ID!) { clientHolds(clientId: $id, standing: true) { reason } }', { id }, officer)).toEqual([{ reason: 'Case 9' }])
})

test('what was dropped since it was asked for is answered with nothing, and nobody behind it waits', async () => {
  const { runtime, environment } = here.app
  const requestId = randomUUID()
  await runtime.keys.destroy([handedOutOwner(requestId)])
  const asked = { subject: requestId, data: { requestId, part: 1, clients: [], partly: [], people: [], from: null, to: null, handedTo: 'CLIENT' } } as unknown as LoggedEvent
  const held = async function* () { /* Nothing of anybody. */ }
  const { events } = await handOutWhenAsked('compliance', { erase: async () => ({ writes: [], removed: {} }), held }, { keys: runtime.keys, dataDir: environment.DATA_DIR }).handle([asked])
  expect(events).toEqual([expect.objectContaining({ type: 'records.answered', data: { requestId, part: 1, module: 'compliance', counts: {} } })])
})
