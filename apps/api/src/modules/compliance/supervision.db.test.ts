import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type Answer, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'

let app: App
let broker: Person
let manager: Person
let other: Person
let officer: Person

beforeAll(async () => {
  app = await startApp()
  broker = await person(app, { role: 'BROKER', team: 'Grains' })
  manager = await person(app, { role: 'MANAGER', team: 'Grains' })
  other = await person(app, { role: 'MANAGER', team: 'Metals' })
  officer = await person(app, { role: 'COMPLIANCE' })
})
afterAll(() => app.stop())

const codeOf = (answer: Answer) => answer.errors?.[0]?.extensions.code
const reviews = 'query ($state: ReviewState!) { reviews(state: $state) { nodes { id interactionId subject body because author { id } state reviewedBy { id } note replacedAt retracted } } }'
const review = 'mutation ($input: ReviewCommunicationInput!) { reviewCommunication(input: $input) { state note reviewedBy { id } } }'
interface Node {
  id: string
  interactionId: string
  subject: string | null
  because: string[]
  author: { id: string }
}
const queue = async (who: Person, state = 'OPEN') => ((await app.send(reviews, { state }, who.token)).data as unknown as { reviews: { nodes: Node[] } }).reviews.nodes
const log = async (clientId: string, subject: string, by: Person) =>
  expect((await app.send(operation('LogCommunication'), { input: { clientId, occurredAt: new Date().toISOString(), channel: 'EMAIL', direction: 'OUTBOUND', subject, body: 'Regards' } }, by.token)).errors).toBeUndefined()
const eventually = async (who: Person, subject: string): Promise<Node> => {
  for (;;) {
    const found = (await queue(who)).find((one) => one.subject === subject)
    if (found !== undefined) return found
    await pause(50)
  }
}

test('what holds words that the firm names waits for a supervisor, who signs it off or hands it on; its author never does', async () => {
  const made = await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName: 'Hargreave Grain' } }, broker.token)
  const clientId = (made.data as unknown as { createClient: { id: string } }).createClient.id
  await log(clientId, 'This is guaranteed, and risk-free', broker)
  await log(clientId, 'Text me on WhatsApp', manager)
  const promise = await eventually(manager, 'This is guaranteed, and risk-free')
  expect(promise).toMatchObject({ because: ['Promises'], author: { id: broker.id }, body: 'Regards' })
  const own = await eventually(manager, 'Text me on WhatsApp')

  // Of other teams one sees nothing; a broker supervises nobody.
  expect((await queue(other)).map(({ subject }) => subject)).toEqual([])
  expect(codeOf(await app.send(reviews, { state: 'OPEN' }, broker.token))).toBe('FORBIDDEN')
  expect(codeOf(await app.send(review, { input: { id: promise.id } }, other.token))).toBe('NOT_FOUND')
  expect(codeOf(await app.send(review, { input: { id: own.id } }, manager.token))).toBe('FORBIDDEN')

  expect((await app.send(review, { input: { id: promise.id, escalate: true } }, manager.token)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'note' }] })
  expect((await app.send(review, { input: { id: promise.id, escalate: true, note: 'A promise of profit' } }, manager.token)).data).toMatchObject({ reviewCommunication: { state: 'ESCALATED', note: 'A promise of profit' } })
  expect((await queue(officer, 'ESCALATED')).map(({ id }) => id)).toEqual([promise.id])
  expect((await app.send(review, { input: { id: promise.id, note: 'Spoken with the broker' } }, officer.token)).data).toMatchObject({ reviewCommunication: { state: 'SIGNED_OFF', reviewedBy: { id: officer.id } } })
  expect(codeOf(await app.send(review, { input: { id: promise.id } }, officer.token))).toBe('CONFLICT')
})

test('what is corrected is looked at again, and what was picked before says that it stands no more', async () => {
  const made = await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName: 'Calder Copper' } }, broker.token)
  const clientId = (made.data as unknown as { createClient: { id: string } }).createClient.id
  const correct = async (id: string, subject: string) =>
    expect((await app.send('mutation ($input: CorrectInteractionInput!) { correctInteraction(input: $input) { id } }', { input: { id, subject, reason: 'Mistyped' } }, broker.token)).errors).toBeUndefined()
  const logged = async (subject: string) => {
    await log(clientId, subject, broker)
    const { data } = await app.send('query ($id: ID!) { client(id: $id) { timeline(first: 1) { nodes { id } } } }', { id: clientId }, broker.token)
    return (data as unknown as { client: { timeline: { nodes: [{ id: string }] } } }).client.timeline.nodes[0].id
  }
  const harmless = await logged('Harmless at first')
  await correct(harmless, 'It cannot lose, guaranteed')
  expect(await eventually(manager, 'It cannot lose, guaranteed')).toMatchObject({ because: ['Promises'], interactionId: harmless, replacedAt: null })

  const promised = await logged('A guaranteed gain')
  const first = await eventually(manager, 'A guaranteed gain')
  await correct(promised, 'A gain that may come')
  const now = async () => (await queue(manager)).filter(({ interactionId }) => interactionId === promised)
  await expect.poll(now).toMatchObject([{ id: first.id, subject: 'A guaranteed gain', replacedAt: expect.any(String), retracted: false }])
  expect((await app.send('mutation ($input: RetractInteractionInput!) { retractInteraction(input: $input) { id } }', { input: { id: promised, reason: 'Never said' } }, broker.token)).errors).toBeUndefined()
  await expect.poll(now).toMatchObject([{ id: first.id, subject: 'A guaranteed gain', retracted: true }])
})

test('the words of a client that was erased are gone from the queue too', async () => {
  const made = await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName: 'Osei Cocoa' } }, broker.token)
  const clientId = (made.data as unknown as { createClient: { id: string } }).createClient.id
  await log(clientId, 'A sure thing', broker)
  const picked = await eventually(officer, 'A sure thing')
  const { data } = await app.send(operation('EraseClient'), { input: { clientId, reason: 'Asked' } }, officer.token)
  const { id } = (data as unknown as { eraseClient: { id: string } }).eraseClient
  for (let status = ''; status !== 'FINISHED'; await pause(50)) {
    status = ((await app.send(operation('DataSubjectRequestStatus'), { id }, officer.token)).data as unknown as { dataSubjectRequest: { status: string } }).dataSubjectRequest.status
  }
  expect((await queue(officer)).find((one) => one.id === picked.id)).toMatchObject({ subject: null })
  expect((await queue(manager)).some((one) => one.id === picked.id)).toBe(false)
})
