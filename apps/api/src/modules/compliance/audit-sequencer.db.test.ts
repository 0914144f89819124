import { afterAll, beforeAll, expect, test } from 'vitest'
import { setTimeout as pause } from 'node:timers/promises'
import { startApp, type App } from '../../testing/app'
import { whenChained } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { firstBroken, type ChainedEntry } from './audit-chain'
import { readChain } from './store/audit-chain.store'

let app: App
let broker: Person

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions', 'compliance'] })
  broker = await person(app, { role: 'BROKER' })
})
afterAll(() => app.stop())

const create = async (displayName: string) =>
  ((await app.send(operation('CreateClient'), { input: { kind: 'INDIVIDUAL', displayName } }, broker.token)).data['createClient'] as unknown as { id: string }).id

async function chain(): Promise<ChainedEntry[]> {
  await whenChained(app)
  return readChain(app.runtime.database, { after: 0, limit: 10_000 })
}

test('what modules put on record becomes one chain without a gap, and nothing stays behind', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, index) => create(`Client ${index}`)))
  const entries = await chain()

  expect(entries.filter(({ action, module }) => action === 'createClient' && module === 'profiles')).toHaveLength(40)
  expect(firstBroken({ number: 0, hash: Buffer.alloc(32) }, entries)).toBeNull()
  expect(await app.runtime.database.query('SELECT 1 FROM profiles.audit UNION ALL SELECT 1 FROM bus.audit')).toEqual([])
})

test('an entry says who, from where, through what, and which request it was', async () => {
  const id = await create('Ada')
  const response = await fetch(`${app.served.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: broker.token, origin: app.served.address, 'x-request-id': 'request-7', 'user-agent': 'curl/8.5.0' },
    body: JSON.stringify({ query: 'query Look($id: ID!) { client(id: $id) { displayName sensitive { taxId } } }', variables: { id } }),
  })
  expect(response.status).toBe(200)
  // Ours, whatever the caller calls it.
  const requestId = response.headers.get('x-request-id')
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/)

  const read = (await chain()).find(({ action }) => action === 'read query Look')
  expect(read).toMatchObject({
    actorId: broker.id, credential: expect.stringMatching(/^session:/), requestId, agent: 'curl', reads: ['profile', 'sensitive'], clientIds: [id], changes: null, late: false,
  })
  expect(read?.address).toMatch(/^(127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)$/)
})

test('what is recorded long after it happened is marked late', async () => {
  const clientId = await create('Bea')
  const log = (occurredAt: Date) =>
    app.send(operation('LogCommunication'), { input: { clientId, occurredAt: occurredAt.toISOString(), channel: 'CALL', direction: 'INBOUND', subject: 'Margin', body: '' } }, broker.token)
  await log(new Date(Date.now() - 60_000))
  await log(new Date('2026-09-01T10:00:00Z'))

  const logged = (await chain()).filter(({ action, clientIds }) => action === 'communication.logged' && clientIds[0] === clientId)
  expect(logged.map(({ late }) => late)).toEqual([false, true])
  expect(logged[1]?.occurredAt).toEqual(new Date('2026-09-01T10:00:00Z'))
})

test('a queue from which an entry was taken is not chained on as if it had never been', async () => {
  await whenChained(app)
  const { database } = app.runtime
  await database.query('UPDATE bus.audit_head SET position = position + 1')
  await create('Cleo')
  await pause(1_500)
  expect((await database.query(`SELECT 1 FROM compliance.audit_entry e JOIN bus.audit b USING (id)`)).length).toBe(0)
  expect((await database.query('SELECT 1 FROM bus.audit')).length).toBeGreaterThan(0)

  await database.query('UPDATE compliance.audit_head SET position = position + 1')
  await whenChained(app)
  expect((await chain()).some(({ action }) => action === 'createClient')).toBe(true)
})
