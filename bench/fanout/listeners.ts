import { WebSocket } from 'ws'
import { answer } from '../lib/program'

/** Those who listen, in a process of their own: so many sockets, each to one client's timeline. */
const url = (process.env['FANOUT_URL'] ?? '').replace(/^http/, 'ws')
const kind = process.env['FANOUT_KIND'] ?? 'ours'
const query = 'subscription ($clientId: ID!) { timelineItemAdded(clientId: $clientId) { __typename id occurredAt category title author { id } ... on Communication { channel direction subject body participants durationSeconds callOutcome } } }'

interface Event {
  count: number
  last: number
  due: number
}

let events = new Map<string, Event>()
let received = 0
const sockets: WebSocket[] = []
const now = () => Number(process.hrtime.bigint()) / 1e6

function hear(text: string): void {
  const due = /due:([\d.]+)/.exec(text)?.[1]
  if (due === undefined) return
  received += 1
  const event = events.get(due) ?? { count: 0, last: 0, due: Number(due) }
  event.count += 1
  event.last = now()
  events.set(due, event)
}

function follow(clientId: string, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url}/graphql`, kind === 'bare' ? [] : 'graphql-transport-ws', { perMessageDeflate: false })
    sockets.push(socket)
    socket.on('error', reject)
    socket.on('open', () => socket.send(kind === 'bare' ? clientId : JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })))
    socket.on('message', (data: Buffer) => {
      const text = data.toString()
      if (text === 'standing') return resolve()
      if (text.includes('"connection_ack"')) {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { clientId } } }))
        // Ours says when a subscription stands; stock does not, so that it is given a moment.
        if (kind === 'stock') setTimeout(resolve, 300)
        return
      }
      if (text.includes('"type":"ping"')) {
        socket.send('{"type":"pong"}')
        return resolve()
      }
      hear(text)
    })
  })
}

answer(
  {
    /** Opens sockets, some at a time. */
    async open(argument) {
      const { clients, tokens, each } = argument as { clients: string[]; tokens: string[]; each: number }
      const wanted = clients.flatMap((clientId, at) => Array.from({ length: each }, (_, index) => ({ clientId, token: tokens[(at * each + index) % tokens.length] ?? '' })))
      for (let at = 0; at < wanted.length; at += 100) await Promise.all(wanted.slice(at, at + 100).map(({ clientId, token }) => follow(clientId, token)))
      return sockets.length
    },
    /** What came since it was asked last: milliseconds from when an event was due to its last subscriber. */
    async heard(argument) {
      const { count, each } = argument as { count: number; each: number }
      for (const until = Date.now() + 20_000; received < count * each && Date.now() < until; ) await new Promise((resolve) => setTimeout(resolve, 20))
      const took = [...events.values()].filter((event) => event.count === each).map(({ last, due }) => last - due)
      const result = { received, took }
      events = new Map()
      received = 0
      return result
    },
  },
  () => {
    for (const socket of sockets) socket.terminate()
    return Promise.resolve()
  },
)
