import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { adminToken, startApp, type App } from '../../testing/app'
import { operation } from '../../testing/contract'

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
