import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from './app'
import { operation } from './contract'
import { person, type Person } from './people'

let app: App
let broker: Person

beforeAll(async () => {
  app = await startApp()
  broker = await person(app, { role: 'BROKER' })
})
afterAll(() => app.stop())

const inFlight = 8

/** Creates a client and records on it in the very next request; gives the code of what was refused. */
async function createAndRecord(number: number): Promise<string | null> {
  const created = await app.send(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName: `Client ${number}` } }, broker.token)
  if (created.errors !== undefined) return `create: ${created.errors[0]?.extensions.code}`
  const { id } = created.data['createClient'] as unknown as { id: string }
  const noted = await app.send(operation('AddNote'), { input: { clientId: id, body: `Met client ${number}` } }, broker.token)
  return noted.errors === undefined ? null : `record: ${noted.errors[0]?.extensions.code}`
}

test('a client is created and recorded on in the very next request, 1,000 times: none is refused', { timeout: 180_000 }, async () => {
  const numbers = Array.from({ length: 1_000 }, (_, number) => number).values()
  const refused: string[] = []
  const lane = async () => {
    for (const number of numbers) {
      const code = await createAndRecord(number)
      if (code !== null) refused.push(code)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
  expect(refused).toEqual([])
  const listed = await app.send(operation('FindClients'), { first: 1 }, broker.token)
  expect(listed.data['clients']).toMatchObject({ totalCount: 1_000 })
})
