import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { auditIn } from '../../testing/audit'
import { operation } from '../../testing/contract'
import { subscribe } from '../../testing/contract-socket'
import { act, person, type Person } from '../../testing/people'
import { aClientOf } from './testing/recording'

let app: App
let broker: Person

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
  broker = await person(app, { role: 'BROKER' })
})
afterAll(() => app.stop())

/** What is on record of subscriptions of this name, in its order. */
const recordOf = (name: string) =>
  app.runtime.database.query<{ action: string; reads: string[]; clients: string[] }>(
    `SELECT action, reads, client_ids AS clients FROM ${auditIn(app)} WHERE actor_id = $1 AND action LIKE 'read subscription ' || $2 || '%' ORDER BY at, id`, [broker.id, name],
  )

test('what a subscription reads is on record, of whom and of what kind, however the client is named', async () => {
  const clientId = await aClientOf(app, broker)
  const stream = await subscribe(app.served.address, { query: `subscription Inline { timelineItemAdded(clientId: "${clientId}") { id ... on Note { body } client { displayName sensitive { taxId } } } }`, token: broker.token })
  const opened = { action: 'read subscription Inline opened', reads: ['subscription', 'timeline'], clients: [clientId] }
  expect(await recordOf('Inline')).toEqual([opened])
  const read = { action: 'read subscription Inline', reads: ['profile', 'sensitive', 'subscription', 'timeline'], clients: [clientId] }
  for (const body of ['One', 'Two']) {
    await act(app, operation('AddNote'), { clientId, body }, broker.token)
    expect((await stream.next()).data).toMatchObject({ timelineItemAdded: { body } })
    // There is a row before what it tells of leaves, and no other while nothing else is read.
    expect(await recordOf('Inline')).toEqual([opened, read])
  }
  await stream.stop()
  await expect.poll(() => recordOf('Inline'), { timeout: 5_000 }).toEqual([opened, read, { ...read, action: 'read subscription Inline closed' }])
})

test('whoever is given what was read for another is on record for it too', async () => {
  const clientId = await aClientOf(app, broker)
  const query = 'subscription Shared($id: ID!) { timelineItemAdded(clientId: $id) { client { displayName } } }'
  const streams = [await subscribe(app.served.address, { query, variables: { id: clientId }, token: broker.token }), await subscribe(app.served.address, { query, variables: { id: clientId }, token: broker.token })]
  await act(app, operation('AddNote'), { clientId, body: 'x' }, broker.token)
  await Promise.all(streams.map((stream) => stream.next()))
  expect((await recordOf('Shared')).filter(({ reads }) => reads.includes('profile')).map(({ clients }) => clients)).toEqual([[clientId], [clientId]])
  await Promise.all(streams.map((stream) => stream.stop()))
})

test('one that is refused reads nothing', async () => {
  const stranger = await person(app, { role: 'BROKER' })
  const stream = await subscribe(app.served.address, { query: 'subscription Refused($id: ID!) { timelineItemAdded(clientId: $id) { id } }', variables: { id: await aClientOf(app, stranger) }, token: broker.token })
  expect((await stream.next()).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
  expect(await recordOf('Refused')).toEqual([])
  await stream.stop()
})
