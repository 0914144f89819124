import { createClient, type Client } from 'graphql-ws'
import { liveState, reportSocket, reportStanding } from '../lib/live-state'
import { viewedAs } from '../lib/view-as'

const keepAlive = 10_000
const pongWithin = 5_000
const longestWait = 20_000

/** Close codes by which the server says that the session is over (graphql-ws: Unauthorized, Forbidden). */
const sessionIsOver = (code: number) => code === 4401 || code === 4403

/** Milliseconds before the next try: doubling, with a random part so that a restarted server is not met by all at once. */
export const waitBefore = (retries: number): number => Math.min(longestWait, 500 * 2 ** Math.min(retries, 10)) * (0.5 + Math.random() / 2)

/** Waits, but no longer than until the browser is back on the network. */
const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    window.addEventListener('online', done)
  })

const closeCode = (event: unknown) =>
  typeof event === 'object' && event !== null && 'code' in event && typeof event.code === 'number' ? event.code : 0

/**
 * The graphql-ws connection: opened by the first subscription, kept alive by pings, tried again for ever.
 * A server that no longer answers pings counts as lost.
 */
export function openSocket(options: { url: string; onSessionOver: () => void }): Client {
  let socket: WebSocket | null = null
  let silence: ReturnType<typeof setTimeout> | undefined
  const client = createClient({
    url: options.url,
    connectionParams: () => {
      const seen = viewedAs()
      return seen === null ? {} : { viewAs: seen.as }
    },
    lazy: true,
    lazyCloseTimeout: 3_000,
    keepAlive,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: (event) => !sessionIsOver(closeCode(event)),
    retryWait: async (retries) => {
      reportSocket(navigator.onLine && retries < 3 ? 'stale' : 'offline')
      await pause(waitBefore(retries))
    },
    on: {
      connecting: () => liveState().status === 'idle' && reportSocket('connecting'),
      opened: (opened) => (socket = opened instanceof WebSocket ? opened : null),
      connected: () => reportSocket('live'),
      ping: (received, payload) => {
        if (received && payload?.['standing'] !== undefined) reportStanding()
        if (!received) silence = setTimeout(() => socket?.close(4408, 'No answer to a ping'), pongWithin)
      },
      pong: (received) => received && clearTimeout(silence),
      message: () => reportSocket('live'),
      closed: (event) => {
        clearTimeout(silence)
        const code = closeCode(event)
        if (sessionIsOver(code)) options.onSessionOver()
        reportSocket(code === 1000 || sessionIsOver(code) ? 'idle' : 'stale')
      },
    },
  })
  window.addEventListener('offline', () => liveState().status !== 'idle' && reportSocket('offline'))
  return client
}
