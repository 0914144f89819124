import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import type { App } from '../../../testing/app'

/** A socket that was opened, and with which code it is closed. */
export interface Opened {
  opened: Promise<void>
  closed: Promise<number>
}

/** Opens a socket with a token, or with the cookie of a session as our own page does. */
export function openSocket({ served: { address } }: App, credential: string): Opened {
  const isCookie = credential.includes('=')
  class OfOurPage extends WebSocket {
    constructor(url: string, protocols?: string) {
      super(url, protocols, isCookie ? { headers: { cookie: credential }, origin: address } : {})
    }
  }
  const client = createClient({
    url: `${address.replace('http', 'ws')}/graphql`, webSocketImpl: OfOurPage, lazy: false, retryAttempts: 0,
    connectionParams: isCookie ? {} : { authorization: `Bearer ${credential}` }, onNonLazyError: () => undefined,
  })
  const opened = new Promise<void>((resolve) => void client.on('connected', () => resolve()))
  const closed = new Promise<number>((resolve) => void client.on('closed', (event) => resolve((event as { code: number }).code)))
  return { opened, closed }
}

/** What is left of a socket after a third of a second: `open`, or the code with which it was closed. */
export const stateOf = ({ closed }: Opened): Promise<number | 'open'> => Promise.race([closed, new Promise<'open'>((resolve) => setTimeout(resolve, 300, 'open'))])
