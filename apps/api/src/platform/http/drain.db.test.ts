import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { startApp } from '../../testing/app'

test('what is under way when the server ends is answered, and its connection is not kept for more', async () => {
  const app = await startApp()
  const { hostname, port } = new URL(app.served.address)
  const body = JSON.stringify({ query: '{ __typename }' })
  const socket = connect(Number(port), hostname)
  let heard = ''
  socket.on('data', (data: Buffer) => (heard += data.toString()))
  socket.write(`POST /graphql HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, -1)}`)
  await once(socket, 'connect')
  // The server has the beginning of it once it has answered another one.
  await fetch(`${app.served.address}/health`)

  const stopped = app.stop()
  setTimeout(() => socket.write(body.slice(-1)), 500)
  await once(socket, 'close')
  await stopped
  expect(heard).toContain('"__typename":"Query"')
})
