import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { aClientOf, answered, eventually, timelineOf } from './testing/recording'

let app: App
let broker: Person
let analyst: Person
let clientId: string

const participants = ['Ada Quell <ada.quell@canary.example>', '+44 20 7183 8750']
const call = () => ({ clientId, channel: 'CALL', direction: 'INBOUND', subject: 'Margin', occurredAt: '2026-11-20T10:00:00Z', participants })

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
  broker = await person(app, { role: 'BROKER' })
  analyst = await person(app, { role: 'ANALYST' })
  clientId = await aClientOf(app, broker)
  await app.send(operation('LogCommunication'), { input: call() }, broker.token)
  await eventually(() => timelineOf(app, clientId, {}, broker.token), ({ edges }) => edges.length === 1)
})
afterAll(() => app.stop())

const found = async (search: string | null, who: Person, filter: object = {}) =>
  answered<{ nodes: { participants: string[] }[] }>(
    await app.send('query ($search: String, $filter: InteractionFilter) { interactions(search: $search, filter: $filter) { nodes { ... on Communication { participants } } } }', { search, filter }, who.token),
  ).nodes.map((node) => node.participants)

test('who may not see contact details is told who took part by name alone, wherever it is shown', async () => {
  expect(await found(null, broker)).toEqual([participants])
  expect(await found(null, analyst)).toEqual([['Ada Quell']])
})

test.each(['ada.quell@canary.example', 'canary', '7183', '718'])('and does not find it by %j, by which others do', async (search) => {
  expect(await found(search, broker)).toEqual([participants])
  expect(await found(search, broker, { clientIds: [clientId] })).toEqual([participants])
  expect(await found(search, analyst)).toEqual([])
  expect(await found(search, analyst, { clientIds: [clientId] })).toEqual([])
})

test.each(['Quell', 'margin'])('but by %j, as others do', async (search) => {
  expect(await found(search, broker)).toEqual([participants])
  expect(await found(search, analyst)).toEqual([['Ada Quell']])
})

test('counts and density tell of it no more than the search', async () => {
  const counted = async (search: string, who: Person) => {
    const { data, errors } = await app.send(
      `query ($id: ID!, $search: String) {
        interactionCounts(search: $search) { total }
        client(id: $id) { timelineCounts(search: $search) { total } timelineDensity(from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z", buckets: 1, search: $search) { count } } }`,
      { id: clientId, search }, who.token,
    )
    expect(errors).toBeUndefined()
    return data
  }
  const [some, none] = [[1, [{ count: 1 }]], [0, []]].map(([total, timelineDensity]) => ({ interactionCounts: { total }, client: { timelineCounts: { total }, timelineDensity } }))
  expect(await counted('canary', broker)).toEqual(some)
  expect(await counted('canary', analyst)).toEqual(none)
  expect(await counted('quell', analyst)).toEqual(some)
})

test('what comes live is told in the same way, to each of those who listen together', async () => {
  const told = new Map<Person, string[]>()
  const sockets = [broker, analyst].map((who) => {
    class PageSocket extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, protocols, { headers: { cookie: who.token, origin: app.served.address } })
      }
    }
    const socket = createClient({ url: `${app.served.address.replace('http', 'ws')}/graphql`, webSocketImpl: PageSocket, retryAttempts: 0 })
    socket.subscribe<{ timelineItemAdded: { participants: string[] } }>(
      { query: 'subscription ($clientId: ID!) { timelineItemAdded(clientId: $clientId) { ... on Communication { participants } } }', variables: { clientId } },
      { next: ({ data }) => void (data && told.set(who, data.timelineItemAdded.participants)), error: () => undefined, complete: () => undefined },
    )
    return socket
  })
  await eventually(
    async () => {
      await app.send(operation('LogCommunication'), { input: { ...call(), subject: 'Live' } }, broker.token)
      return told.size
    },
    (size) => size === 2,
  )
  expect([told.get(broker), told.get(analyst)]).toEqual([participants, ['Ada Quell']])
  for (const socket of sockets) await socket.dispose()
})
