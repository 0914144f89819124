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

/** Opens a subscription with an API token, and resolves once the connection is acknowledged. */
export async function subscribe(address: string, options: { query: string; variables?: Record<string, unknown>; token: string }): Promise<Stream> {
  let acknowledged: () => void = () => undefined
  const open = new Promise<void>((resolve) => (acknowledged = resolve))
  let end: (code: number) => void = () => undefined
  const closed = new Promise<number>((resolve) => (end = resolve))
  const client = createClient({
    url: `${address.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${options.token}` },
    on: { connected: () => acknowledged(), closed: (event) => end((event as { code: number }).code) },
  })
  const items = client.iterate({ query: options.query, variables: options.variables ?? null })
  const next = async (): Promise<Answer> => {
    const result = await items.next().catch((error: unknown) => {
      // A refusal comes as errors alone, a closed socket as what closed it.
      if (Array.isArray(error)) return { done: false, value: { data: null, errors: error } }
      throw error
    })
    if (result.done === true) throw new Error('The subscription has ended')
    return result.value as unknown as Answer
  }
  await Promise.race([open, closed])
  return { next, closed, stop: async () => client.dispose() }
}
