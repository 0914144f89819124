import { createClient, type Client as SocketClient } from 'graphql-ws'
import WebSocket from 'ws'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { adminToken, startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { person, type Person } from '../../testing/people'
import { aClientOf, anOrder, answered, eventually, timelineOf, type Item } from './testing/recording'

let app: App
let broker: Person
const sockets: SocketClient[] = []

beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles', 'interactions'] })
  broker = await person(app, { role: 'BROKER' })
})
afterEach(() => sockets.splice(0).forEach((socket) => void socket.dispose()))
afterAll(() => app.stop())

const record = async (name: string, input: object, token = broker.token): Promise<Item> => answered(await app.send(operation(name), { input }, token))

/** Follows a client's timeline; what comes is collected, errors too. */
async function follow(clientId: string, token: string, query = operation('TimelineItemAdded')): Promise<{ items: Item[]; errors: string[] }> {
  const client = createClient({ url: `${app.served.address.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${token}` }, retryAttempts: 0 })
  sockets.push(client)
  const heard = { items: [] as Item[], errors: [] as string[] }
  client.subscribe<{ timelineItemAdded: Item }>(
    { query, variables: { clientId } },
    {
      next: ({ data, errors }) => {
        if (data) heard.items.push(data.timelineItemAdded)
        for (const error of errors ?? []) heard.errors.push(String(error.extensions?.['code']))
      },
      error: (error) => heard.errors.push(...(Array.isArray(error) ? error.map((one: { extensions?: { code?: string } }) => String(one.extensions?.code)) : [String(error)])),
      complete: () => undefined,
    },
  )
  // The subscription stands once what is recorded is heard; until then there is nothing to ask.
  await new Promise((resolve) => setTimeout(resolve, 200))
  return heard
}

const tokenOf = async (owner: Person) =>
  answered<{ token: string }>(await app.send(operation('CreateApiToken'), { input: { name: 'Page', scopes: ['clients:read', 'interactions:read', 'interactions:write'] } }, owner.token)).token

test('what is recorded is heard once by those who may see the client', async () => {
  const [clientId, other] = [await aClientOf(app, broker), await aClientOf(app, broker)]
  const heard = await follow(clientId, await tokenOf(broker))
  const order = await record('RecordOrderEvent', anOrder(clientId))
  await record('AddNote', { clientId: other, body: 'Elsewhere' })
  await eventually(() => Promise.resolve(heard.items.length), (count) => count > 0)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(heard.items).toEqual([{ __typename: 'OrderEvent', id: order.id, occurredAt: '2026-11-20T10:00:00.000Z', category: 'ORDER', title: 'Buy 50 Wheat, filled 612.25' }])
})

test('those who are given the same share an execution; of what not all may read, each is given its own', async () => {
  const clientId = await aClientOf(app, broker)
  const [one, other] = [await person(app, { role: 'MANAGER' }), await person(app, { role: 'MANAGER' })]
  const about = 'subscription ($clientId: ID!) { timelineItemAdded(clientId: $clientId) { id ... on Note { body about { title } } } }'
  const heard = [await follow(clientId, await tokenOf(one), about), await follow(clientId, await tokenOf(other), about), await follow(clientId, await tokenOf(broker), about)]
  const hidden = await record('AddNote', { clientId, body: 'For one alone', visibility: 'PRIVATE', mentionIds: [one.id] })
  const open = await record('AddNote', { clientId, aboutId: hidden.id, body: 'For all' })
  const plain = await record('AddNote', { clientId, body: 'Plain' })
  await eventually(() => Promise.resolve(heard.map(({ items }) => items.length)), (counts) => counts.join() === '3,2,3')
  const last = { id: plain.id, body: 'Plain', about: null }
  const first = { id: hidden.id, body: 'For one alone', about: null }
  const known = { id: open.id, body: 'For all', about: { title: 'For one alone' } }
  expect(heard.map(({ items }) => items)).toEqual([[first, known, last], [{ ...known, about: null }, last], [first, known, last]])
})

test('a subscription that is ended listens no more', async () => {
  const clientId = await aClientOf(app, broker)
  await follow(clientId, await tokenOf(broker))
  expect(app.runtime.live.hasSubscribers(`timeline:${clientId}`)).toBe(true)
  const client = sockets.pop()
  const ended = createClient({ url: `${app.served.address.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${await tokenOf(broker)}` }, retryAttempts: 0, lazyCloseTimeout: 60_000 })
  sockets.push(ended)
  await client?.dispose()
  await eventually(() => Promise.resolve(app.runtime.live.hasSubscribers(`timeline:${clientId}`)), (has) => !has)
  // The socket stays; the subscription alone is completed.
  const stop = ended.subscribe({ query: operation('TimelineItemAdded'), variables: { clientId } }, { next: () => undefined, error: () => undefined, complete: () => undefined })
  await eventually(() => Promise.resolve(app.runtime.live.hasSubscribers(`timeline:${clientId}`)), (has) => has)
  stop()
  await eventually(() => Promise.resolve(app.runtime.live.hasSubscribers(`timeline:${clientId}`)), (has) => !has)
})

test('a stranger hears nothing', async () => {
  const clientId = await aClientOf(app, broker)
  const stranger = await person(app, { role: 'BROKER' })
  const heard = await follow(clientId, await tokenOf(stranger))
  await record('AddNote', { clientId, body: 'Private' })
  await eventually(() => Promise.resolve(heard.errors), (errors) => errors.length > 0)
  expect(heard).toEqual({ items: [], errors: ['NOT_FOUND'] })
})

test('whose client it is no more is cut', async () => {
  const clientId = await aClientOf(app, broker)
  const successor = await person(app, { role: 'BROKER' })
  const heard = await follow(clientId, await tokenOf(broker))
  answered(await app.send(operation('AssignClients'), { input: { ids: [clientId], ownerId: successor.id } }))
  await eventually(() => Promise.resolve(heard.errors), (errors) => errors.length > 0)
  await record('AddNote', { clientId, body: 'Not for the old owner' }, successor.token)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(heard).toEqual({ items: [], errors: ['NOT_FOUND'] })
  expect((await app.send(operation('TimelineWindow'), { clientId, first: 1 }, broker.token)).errors?.[0]?.extensions.code).toBe('NOT_FOUND')
})

test('a market’s move comes to all who trade the commodity, and to nobody else', async () => {
  const [trader, seller, bystander] = [await aClientOf(app, broker), await aClientOf(app, broker), await aClientOf(app, broker)]
  await record('RecordOrderEvent', anOrder(trader, { commodity: 'NICKEL' }))
  await record('RecordOrderEvent', anOrder(seller, { commodity: 'NICKEL', side: 'SELL', status: 'PLACED', orderType: 'MARKET', price: null }))
  await record('RecordOrderEvent', anOrder(bystander, { commodity: 'ZINC' }))
  const heard = await follow(trader, adminToken)
  await record('RecordMarketMove', { commodity: 'NICKEL', occurredAt: '2026-11-20T12:00:00Z', changePercent: '-4.2', price: '15000', currency: 'USD', description: 'Warehouse stocks' })
  await eventually(() => Promise.resolve(heard.items.length), (count) => count > 0)
  const moves = async (clientId: string) => (await timelineOf(app, clientId, { categories: ['EVENT'] }, broker.token)).edges.map(({ node }) => node)
  expect(await eventually(() => moves(seller), (found) => found.length > 0)).toMatchObject([{ title: 'Nickel down 4.2 %', eventType: 'MARKET_MOVE', description: 'Warehouse stocks', occurredAt: '2026-11-20T12:00:00.000Z' }])
  expect(await moves(trader)).toHaveLength(1)
  expect(await moves(bystander)).toEqual([])
})
