import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { adminToken, startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'
import { subscribe } from '../../testing/contract-socket'
import { person } from '../../testing/people'

let app: App
beforeAll(async () => {
  app = await startApp({ modules: ['access', 'profiles'] })
})
afterAll(() => app.stop())

interface Change {
  displayName: string
  version: number
}

test('an open page hears of each change with what is true then', async () => {
  const made = await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName: 'First' } })
  const { id } = made.data['createClient'] as unknown as { id: string }
  const socket = createClient({ url: app.served.address.replace('http', 'ws') + '/graphql', webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${adminToken}` } })
  const heard: Change[] = []
  const stop = socket.subscribe<{ clientChanged: Change }>(
    { query: operation('ClientChanged'), variables: { id } },
    { next: ({ data }) => void (data && heard.push(data.clientChanged)), error: () => undefined, complete: () => undefined },
  )
  await expect.poll(() => app.runtime.live.hasSubscribers(`client:${id}`)).toBe(true)
  for (const [version, displayName] of [[1, 'Second'], [2, 'Third']] as const) {
    await app.send(operation('UpdateClient'), { input: { id, version, displayName } })
    await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(version)
  }
  expect(heard).toMatchObject([{ displayName: 'Second', version: 2 }, { displayName: 'Third', version: 3 }])
  stop()
  await socket.dispose()
})

test('a list hears of the clients that come, change and go, and of nobody else’s', async () => {
  const [owner, next] = [await person(app, { role: 'BROKER' }), await person(app, { role: 'BROKER' })]
  const made = async (input: object) => ((await app.send(operation('CreateClient'), { input: { kind: 'ORGANISATION', displayName: 'Listed', ...input } })).data['createClient'] as unknown as { id: string }).id
  const token = await app.send(operation('CreateApiToken'), { input: { name: 'Page', scopes: ['clients:read'] } }, owner.token)
  const list = await subscribe(app.served.address, { query: 'subscription { clientListChanged { clientIds } }', token: (token.data['createApiToken'] as unknown as { token: string }).token })
  await made({ ownerId: next.id })
  const id = await made({ ownerId: owner.id })
  const heard = async () => (await list.next()).data['clientListChanged'] as unknown as { clientIds: string[] }
  expect(await heard()).toEqual({ clientIds: [id] })
  await app.send(operation('TagClients'), { input: { ids: [id], add: ['metals'] } })
  expect(await heard()).toEqual({ clientIds: [id] })
  await app.send(operation('AssignClients'), { input: { ids: [id], ownerId: next.id } })
  expect(await heard()).toEqual({ clientIds: [id] })
  await list.stop()
})
