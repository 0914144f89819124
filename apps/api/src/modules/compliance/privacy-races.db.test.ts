import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '../../testing/app'
import { operation } from '../../testing/contract'
import { act, type Person } from '../../testing/people'
import { codeOf, firm, type Firm } from './testing/firm'
import { leftOf } from './testing/left-of'

let here: Firm
beforeAll(async () => (here = await firm()))
afterAll(() => here.stop())

const placeHold = 'mutation ($input: PlaceClientHoldInput!) { placeClientHold(input: $input) { id } }'
const releaseHold = 'mutation ($input: ReleaseClientHoldInput!) { releaseClientHold(input: $input) { id } }'

let number = 0

/** A client with a note. */
async function aClient(): Promise<string> {
  const { app, broker } = here
  number += 1
  const id = await act(app, operation('CreateClient'), { kind: 'INDIVIDUAL', displayName: `Race ${number}` }, broker.token)
  await act(app, operation('AddNote'), { clientId: id, body: 'A note' }, broker.token)
  return id
}

/** Sends all at nearly one moment, each after its milliseconds. */
const atOnce = (sent: readonly [delay: number, mutation: string, input: object, by: Person][]): Promise<Answer[]> =>
  Promise.all(sent.map(async ([delay, mutation, input, by]) => pause(delay).then(() => here.app.send(mutation, { input }, by.token))))

const idOf = ({ data }: Answer) => (Object.values(data)[0] as unknown as { id: string }).id
const holdsOf = (clientId: string) => here.ok<{ id: string }[]>('query ($clientId: ID!) { clientHolds(clientId: $clientId) { id } }', { clientId }, here.second)
const statusOf = async (id: string) => (await here.ok<{ status: string }>('query ($id: ID!) { client(id: $id) { status } }', { id }, here.second)).status

test('of a hold and an erasure at one moment either the hold keeps all, or it is refused', async () => {
  const { officer, second, finished } = here
  for (let round = 0; round < 24; round += 1) {
    const clientId = await aClient()
    const delay = Math.floor(round / 4)
    const [holdAfter, eraseAfter] = round % 2 === 0 ? [delay, 0] : [0, delay]
    const [held, erased] = await atOnce([[holdAfter, placeHold, { clientId, reason: 'Case 7' }, officer], [eraseAfter, operation('EraseClient'), { clientId, reason: 'Asked to' }, second]])
    if (held === undefined || erased === undefined) throw new Error('Both were sent')
    expect(erased.errors).toBeUndefined()
    const { gone, kept } = await finished(idOf(erased))
    if (held.errors === undefined) expect([gone, kept.map(({ because }) => because), await holdsOf(clientId)]).toEqual([[], ['HOLD', 'HOLD'], [{ id: idOf(held) }]])
    else expect([codeOf(held), kept, await holdsOf(clientId)]).toEqual(['CONFLICT', [], []])
  }
})

test('of erasures and an anonymisation at one moment one is taken, and the client ends as its certificate says', async () => {
  const { officer, second, finished, requestOf } = here
  for (let round = 0; round < 12; round += 1) {
    const clientId = await aClient()
    const [first, other] = round % 2 === 0 ? ['EraseClient', 'AnonymiseClient'] : ['AnonymiseClient', 'EraseClient']
    const answers = await atOnce([first, other, first].map((name, at) => [at * (round % 3), operation(String(name)), { clientId, reason: 'Asked to' }, at === 1 ? second : officer]))
    const taken = answers.filter(({ errors }) => errors === undefined)
    expect([taken.length, answers.filter(({ errors }) => errors !== undefined).map(codeOf)]).toEqual([1, ['CONFLICT', 'CONFLICT']])
    const [one] = taken
    if (one === undefined) throw new Error('None was taken')
    await finished(idOf(one))
    const { kind } = await here.ok<{ kind: string }>('query ($id: ID!) { dataSubjectRequest(id: $id) { kind } }', { id: idOf(one) }, officer)
    expect([kind, await statusOf(clientId)]).toEqual(kind === 'ERASURE' ? ['ERASURE', 'ERASED'] : ['ANONYMISATION', 'ANONYMISED'])
    expect((await requestOf(idOf(one))).kept).toEqual([])
  }
})

test('a hold that is released while its client is being erased keeps nothing, and nothing is left of what it kept', async () => {
  const { app, officer, second, finished, requestOf } = here
  for (let round = 0; round < 8; round += 1) {
    const clientId = await aClient()
    const id = await act(app, placeHold, { clientId, reason: 'Case 8' }, officer.token)
    const [erased] = await atOnce([[0, operation('EraseClient'), { clientId, reason: 'Asked to' }, second], [round * 4, releaseHold, { id, reason: 'Closed' }, officer]])
    if (erased === undefined) throw new Error('It was sent')
    while ((await finished(idOf(erased))).kept.length > 0) await pause(20)
    expect((await requestOf(idOf(erased))).gone.length).toBeGreaterThan(0)
    expect(await leftOf(app, clientId)).toEqual({})
  }
})

test('who was made anonymous and then erased stays erased when a hold on it is released', async () => {
  const { app, ok, officer, finished, requestOf } = here
  const clientId = await aClient()
  const hold = await act(app, placeHold, { clientId, reason: 'Case 9' }, officer.token)
  const anonymised = await finished(await act(app, operation('AnonymiseClient'), { clientId, reason: 'Left us' }, officer.token))
  const erased = await finished(await act(app, operation('EraseClient'), { clientId, reason: 'Asked to' }, officer.token))
  expect([anonymised, erased].map(({ kept }) => kept.length)).toEqual([2, 2])
  await ok(releaseHold, { input: { id: hold, reason: 'Closed' } }, officer)
  for (const { id } of [anonymised, erased]) while ((await requestOf(id)).kept.length > 0) await pause(20)
  expect(await statusOf(clientId)).toBe('ERASED')
  expect(await leftOf(app, clientId)).toEqual({})
})

test('a hold is placed on what is left of an erased client, and on one of whom nothing is left none is', async () => {
  const { app, officer, finished } = here
  const [held, gone] = [await aClient(), await aClient()]
  await act(app, placeHold, { clientId: held, reason: 'Case 10' }, officer.token)
  for (const clientId of [held, gone]) await finished(await act(app, operation('EraseClient'), { clientId, reason: 'Asked to' }, officer.token))
  const place = async (input: object) => codeOf(await app.send(placeHold, { input: { reason: 'Case 11', ...input } }, officer.token))
  expect([await place({ clientId: held }), await place({ clientId: held, from: '2001-01-01T00:00:00Z', to: '2002-01-01T00:00:00Z' }), await place({ clientId: gone })]).toEqual([undefined, 'CONFLICT', 'GONE'])
})

test('what is written while a client is being erased is refused or goes with it, and what comes again of it later is dropped', async () => {
  const { app, broker, officer, finished } = here
  for (let round = 0; round < 8; round += 1) {
    const clientId = await aClient()
    const note = await act(app, operation('AddNote'), { clientId, body: 'To be corrected' }, broker.token)
    const asOf = new Date(Date.now() - 3_600_000).toISOString()
    const writes: readonly [string, (time: number) => object][] = [
      [operation('AddNote'), () => ({ clientId, body: 'Late words' })],
      ['mutation ($input: RecordOpeningPositionInput!) { recordOpeningPosition(input: $input) { id } }', () => ({ clientId, asOf, commodity: 'WHEAT', instrument: 'FUTURE', side: 'BUY', quantity: '1', unit: 'LOT' })],
      ['mutation ($input: CorrectInteractionInput!) { correctInteraction(input: $input) { __typename } }', (time) => ({ id: note, body: `Other words, ${time}`, reason: 'Put right' })],
      ['mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }', (time) => ({ clientId, purpose: 'MARKETING', channel: ['EMAIL', 'CALL', 'SMS', 'MEETING'][time], source: 'x' })],
    ]
    const writing = writes.map(async ([mutation, inputOf]) => {
      for (let time = 0; (await app.send(mutation, { input: inputOf(time) }, broker.token)).errors === undefined; time += 1) continue
    })
    const request = await act(app, operation('EraseClient'), { clientId, reason: 'Asked to' }, officer.token)
    await Promise.all(writing)
    await finished(request)
    expect(await leftOf(app, clientId)).toEqual({})
  }
  const [again] = await app.runtime.database.query<{ id: string; client: string }>(
    `INSERT INTO interactions.outbox (event_id, type, subject, version, at, actor_id, request_id, data)
     SELECT gen_random_uuid(), type, subject, version, at, actor_id, request_id, data FROM bus.log WHERE type = 'note.added' ORDER BY position DESC LIMIT 1 RETURNING event_id AS id, subject AS client`,
  )
  if (again === undefined) throw new Error('No note was ever added')
  const applied = `SELECT 1 FROM bus.log l JOIN interactions.consumer_position p ON p.consumer = 'apply' AND p.position >= l.position WHERE l.event_id = $1`
  // Another note moves the applier's position past it.
  await aClient()
  while ((await app.runtime.database.query(applied, [again.id])).length === 0) await pause(20)
  expect(await leftOf(app, again.client)).toEqual({})
})
