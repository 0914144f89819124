import { standingOf } from '@brokersync/schema/standing'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { Answer } from './app'

/** One open subscription. */
export interface Stream {
  /** Its next result, in the order that they come. */
  next(): Promise<Answer>
  /** The code with which the server closed the socket. */
  closed: Promise<number>
  stop(): Promise<void>
}

const noWait = () => undefined

function resultOf(error: unknown): IteratorResult<unknown> {
  // A refusal comes as errors alone, a closed socket as what closed it.
  if (Array.isArray(error)) return { done: false, value: { data: null, errors: error } }
  throw error instanceof Error ? error : new Error(`The socket was closed with ${(error as { code: number }).code}`)
}

/** A token in the `connection_init`, or the cookie of a session with our own page's origin. */
export function credentials(address: string, token: string) {
  if (!token.includes('=')) return { webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${token}` } }
  class PageSocket extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, { headers: { cookie: token, origin: address } })
    }
  }
  return { webSocketImpl: PageSocket }
}

/** Opens an operation over a socket with an API token or a session's cookie, and resolves once it stands or has its first result. */
export async function subscribe(address: string, options: { query: string; variables?: Record<string, unknown>; token: string }): Promise<Stream> {
  let end: (code: number) => void = () => undefined
  const closed = new Promise<number>((resolve) => (end = resolve))
  const client = createClient({
    url: `${address.replace(/^http/, 'ws')}/graphql`,
    ...credentials(address, options.token),
    retryAttempts: 0,
    on: { closed: (event) => end((event as { code: number }).code) },
  })
  const stands = new Promise<void>((resolve) => client.on('ping', (received, payload) => received && standingOf(payload) !== null && resolve()))
  const items = client.iterate({ query: options.query, variables: options.variables ?? null })
  // Asked at once: a stream that failed before anyone asked would never say so.
  let asked: ReturnType<typeof items.next> | null = items.next()
  await Promise.race([stands, asked]).catch(noWait)
  const next = async (): Promise<Answer> => {
    const result = await (asked ?? items.next()).catch(resultOf)
    asked = null
    if (result.done === true) throw new Error('The subscription has ended')
    return result.value as unknown as Answer
  }
  return { next, closed, stop: async () => client.dispose() }
}
