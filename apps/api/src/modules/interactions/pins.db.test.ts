import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type Answer, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'

let app: App
let broker: Person
let mate: Person
let analyst: Person
let clientId: string

beforeAll(async () => {
  app = await startApp()
  broker = await person(app, { role: 'BROKER', team: 'Grains' })
  mate = await person(app, { role: 'ASSISTANT', team: 'Grains' })
  analyst = await person(app, { role: 'ANALYST' })
  clientId = ((await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName: 'Hargreave Grain' } }, broker.token)).data as unknown as { createClient: { id: string } }).createClient.id
})
afterAll(() => app.stop())

const codeOf = (answer: Answer) => answer.errors?.[0]?.extensions.code
const pin = 'mutation ($input: PinInteractionInput!) { pinInteraction(input: $input) { id } }'
const unpin = 'mutation ($input: PinInteractionInput!) { unpinInteraction(input: $input) { id } }'
const pinned = async (who: Person) =>
  ((await app.send('query ($id: ID!) { client(id: $id) { pinned { title } } }', { id: clientId }, who.token)).data as unknown as { client: { pinned: { title: string }[] } }).client.pinned.map(({ title }) => title)
const note = async (body: string, visibility = 'ALL') =>
  ((await app.send('mutation ($input: AddNoteInput!) { addNote(input: $input) { id } }', { input: { clientId, body, visibility } }, broker.token)).data as unknown as { addNote: { id: string } }).addNote.id

test('what is pinned is there for all who see the client, the last first, until it is taken away', async () => {
  const [one, two] = [await note('Never before nine'), await note('Pays in euros')]
  for (const id of [one, two, one]) expect((await app.send(pin, { input: { id } }, broker.token)).errors).toBeUndefined()
  expect(await pinned(mate)).toEqual(['Pays in euros', 'Never before nine'])
  expect(await pinned(analyst)).toEqual(['Pays in euros', 'Never before nine'])
  expect(codeOf(await app.send(unpin, { input: { id: one } }, analyst.token))).toBe('FORBIDDEN')
  expect((await app.send(unpin, { input: { id: one } }, mate.token)).errors).toBeUndefined()
  expect(await pinned(broker)).toEqual(['Pays in euros'])
})

test('a private note that is pinned stays private, and nobody else can pin it or take it away', async () => {
  const secret = await note('Between us', 'PRIVATE')
  await app.send(pin, { input: { id: secret } }, broker.token)
  expect([await pinned(broker), await pinned(mate)]).toEqual([['Between us', 'Pays in euros'], ['Pays in euros']])
  expect(codeOf(await app.send(unpin, { input: { id: secret } }, mate.token))).toBe('NOT_FOUND')
  expect(codeOf(await app.send(pin, { input: { id: 'nothing' } }, broker.token))).toBe('NOT_FOUND')
})

test('no more are pinned than are seen at a glance', async () => {
  const codes: (string | undefined)[] = []
  for (let count = 0; count < 20; count += 1) codes.push(codeOf(await app.send(pin, { input: { id: await note(`Note ${count}`) } }, broker.token)))
  expect(codes.filter((code) => code === 'CONFLICT').length).toBe(2)
})
