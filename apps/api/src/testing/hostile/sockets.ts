import { connect } from 'node:net'
import { WebSocket } from 'ws'
import { patience, type Attack, type Target } from './attack'

interface Sent {
  headers?: Record<string, string>
  protocol?: string
  path?: string
  /** What is sent once it is open, one after the other. */
  messages?: readonly string[]
}

/** What came of a socket: the code with which it was closed (0: it never opened), or the messages until the first one of a type. */
function come(target: Target, { headers = {}, protocol = 'graphql-transport-ws', path = '/graphql', messages = [] }: Sent, until?: string): Promise<{ code: number | null; messages: string[] }> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${target.url.replace(/^http/, 'ws')}${path}`, protocol, { headers })
    const got: string[] = []
    const end = (code: number | null) => {
      clearTimeout(timer)
      socket.terminate()
      resolve({ code, messages: got })
    }
    const timer = setTimeout(() => end(null), patience)
    const [first, ...rest] = messages
    const isTwice = rest[0] === first
    socket.on('open', () => (isTwice ? messages : messages.slice(0, 1)).forEach((message) => socket.send(message)))
    socket.on('message', (data: Buffer) => {
      got.push(data.toString())
      if (data.toString().includes('connection_ack') && !isTwice) rest.forEach((message) => socket.send(message))
      if (until !== undefined && data.toString().includes(until)) end(null)
    })
    socket.on('error', () => end(0))
    socket.on('close', (code) => end(code))
  })
}

const init = ({ token }: Target) => JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
const ask = (id: string, query: string, variables?: object) => JSON.stringify({ id, type: 'subscribe', payload: { query, variables } })
const list = 'subscription { clientListChanged { clientIds } }'

type Send = (target: Target) => Promise<string | null>
const closedWith = (codes: readonly number[], of: (target: Target) => Sent): Send => async (target) => {
  const { code, messages } = await come(target, of(target))
  return code !== null && codes.includes(code) ? null : `it ended with ${code ?? 'nothing'}: ${messages.join(' ').slice(0, 200)}`
}
const refusedBy = (code: string, messages: (target: Target) => readonly string[]): Send => async (target) => {
  const { messages: got } = await come(target, { messages: [init(target), ...messages(target)] }, `"${code}"`)
  const told = got.filter((text) => text.includes('"errors"') || text.includes('"type":"error"'))
  return told.some((text) => text.includes(`"${code}"`)) ? null : `it was not refused with ${code}: ${got.join(' ').slice(0, 200)}`
}

/** Bytes on a bare connection; what came back, once it was closed or something came. */
function raw(target: Target, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(target.url)
    let got = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    const end = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(got)
    }
    const timer = setTimeout(end, 2_000)
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1')
      end()
    })
    socket.on('close', end)
    socket.on('error', end)
  })
}
const host = (target: Target) => `Host: ${new URL(target.url).host}\r\n`
const rawRefused = (of: (target: Target) => string | Buffer): Send => async (target) => {
  const got = await raw(target, of(target))
  return got === '' || /^HTTP\/1\.1 (4\d\d|501|505)/.test(got) ? null : `it was answered: ${got.slice(0, 100)}`
}

const sockets: Readonly<Record<string, Send>> = {
  'a socket with no protocol': closedWith([0, 4406, 1002, 1006], () => ({ protocol: 'chat' })),
  'a socket elsewhere': closedWith([0, 1006], () => ({ path: '/api/socket' })),
  'a socket that says nothing': closedWith([4408], () => ({})),
  'a socket with no credential': closedWith([4403], () => ({ messages: ['{"type":"connection_init"}'] })),
  'a socket with a session, of another page': closedWith([4403], ({ cookie }) => ({ headers: { cookie, origin: 'https://attacker.example' }, messages: ['{"type":"connection_init"}'] })),
  'a socket with a session and no origin': closedWith([4403], ({ cookie }) => ({ headers: { cookie }, messages: ['{"type":"connection_init"}'] })),
  'a subscription before the beginning': closedWith([4401], () => ({ messages: [ask('1', list)] })),
  'two beginnings': closedWith([4429], (target) => ({ messages: [init(target), init(target)] })),
  'a message of no type': closedWith([4400], (target) => ({ messages: [init(target), '{"type":"nonsense"}'] })),
  'a message of no JSON': closedWith([4400], (target) => ({ messages: [init(target), 'nonsense'] })),
  'a message of two megabytes': closedWith([1009, 1006], (target) => ({ messages: [init(target), ask('1', `{ ${'a'.repeat(2_000_000)} }`)] })),
  'the same id twice': closedWith([4409], (target) => ({ messages: [init(target), ask('1', list), ask('1', list)] })),
  'a deep document on a socket': refusedBy('QUERY_TOO_COMPLEX', () => [ask('1', `{ ${Array.from({ length: 100 }, (_, at) => `a${at}: me { id }`).join(' ')} }`)]),
  'fragments that double on a socket': refusedBy('QUERY_TOO_COMPLEX', () => [ask('1', `${Array.from({ length: 30 }, (_, at) => `fragment f${at} on User { ...f${at + 1} ...f${at + 1} }`).join(' ')} fragment f30 on User { id } { me { ...f0 } }`)]),
  'pages in pages on a socket': refusedBy('QUERY_TOO_COMPLEX', () => [ask('1', '{ clients(first: 500) { nodes { timeline(first: 500) { nodes { client { timeline(first: 500) { nodes { id } } } } } } } }')]),
  'pages in pages, at each event': refusedBy('QUERY_TOO_COMPLEX', () => [ask('1', 'subscription { timelineItemAdded(clientId: "x") { client { timeline(first: 500) { nodes { client { timeline(first: 500) { nodes { id } } } } } } } }')]),
  'the whole schema on a socket': refusedBy('BAD_USER_INPUT', () => [ask('1', '{ __schema { types { name } } }')]),
  'a document of no grammar on a socket': refusedBy('BAD_USER_INPUT', () => [ask('1', '{ {{{ ')]),
  'a document of a million words on a socket': closedWith([1009, 1006], (target) => ({ messages: [init(target), ask('1', `{ ${'id '.repeat(1_000_000)} }`)] })),
  'more subscriptions than one may have': refusedBy('RATE_LIMITED', () => Array.from({ length: 202 }, (_, at) => ask(String(at), list))),
  'a subscription of a client who is not one’s own': refusedBy('NOT_FOUND', () => [ask('1', 'subscription ($id: ID!) { timelineItemAdded(clientId: $id) { id } }', { id: '0190f3d2-0000-7000-8000-000000000000' })]),
  'a length that is two lengths': rawRefused((target) => `POST /graphql HTTP/1.1\r\n${host(target)}Content-Length: 5\r\nContent-Length: 7\r\n\r\n{}`),
  'a length and pieces at once': rawRefused((target) => `POST /graphql HTTP/1.1\r\n${host(target)}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`),
  'a header with a line in it': rawRefused((target) => `GET /graphql HTTP/1.1\r\n${host(target)}X-A: b\r c\nInjected: 1\r\n\r\n`),
  'no host': rawRefused(() => 'GET /graphql HTTP/1.1\r\n\r\n'),
  'a version that is none': rawRefused((target) => `GET /graphql HTTP/9.9\r\n${host(target)}\r\n`),
  'bytes of no protocol': rawRefused(() => Buffer.from([0x16, 0x03, 0x01, 0x00, 0xa5, 0x01, 0x00, 0x00, 0xff, 0xff])),
  'headers of a megabyte': rawRefused((target) => `GET /graphql HTTP/1.1\r\n${host(target)}${Array.from({ length: 5_000 }, (_, at) => `X-${at}: ${'a'.repeat(200)}\r\n`).join('')}\r\n`),
  'a piece of a length that is none': rawRefused((target) => `POST /graphql HTTP/1.1\r\n${host(target)}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZZZ\r\nx\r\n`),
}

export const socketAttacks: readonly Attack[] = Object.entries(sockets).map(([name, send]) => ({ name, send }))

/** A body that is said to be long and comes a byte at a time: it must be over within a span. @returns milliseconds until the server closed; null where it did not. */
export function slowBody(target: Target, within: number): Promise<number | null> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(target.url)
    const begun = performance.now()
    const socket = connect(Number(port), hostname, () => socket.write(`POST /graphql HTTP/1.1\r\n${host(target)}Content-Type: application/json\r\nAuthorization: Bearer ${target.token}\r\nContent-Length: 1000000\r\n\r\n{`))
    const drip = setInterval(() => socket.write(' '), 250)
    const end = (took: number | null) => {
      clearInterval(drip)
      clearTimeout(timer)
      socket.destroy()
      resolve(took)
    }
    const timer = setTimeout(() => end(null), within)
    socket.on('close', () => end(performance.now() - begun))
    socket.on('error', () => end(performance.now() - begun))
    // What it is told before.
    socket.resume()
  })
}
