import { request as send, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import type { Subgraph } from './environment'

/** The module whose process serves a plain HTTP path: sign-in, uploads, downloads; the page itself is access's. */
const homes: readonly (readonly [prefix: string, module: string])[] = [
  ['/api/imports/', 'sync'],
  ['/api/documents/', 'documents'],
  ['/api/audit/', 'compliance'],
  ['/api/privacy/', 'compliance'],
]

/** The process that serves a path. */
export function processOf(path: string, subgraphs: readonly Subgraph[]): Subgraph | undefined {
  const module = homes.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'access'
  return subgraphs.find(({ modules }) => modules.includes(module))
}

/** Passes a request on as it is, its `Host` too, by which a process knows its own page's requests. */
export function forward(request: IncomingMessage, response: ServerResponse, target: Subgraph, fail: (error: unknown) => void): void {
  const headers = { ...request.headers, 'x-forwarded-for': [request.headers['x-forwarded-for'], request.socket.remoteAddress].filter(Boolean).join(', ') }
  const passed = send(new URL(request.url ?? '/', target.url), { method: request.method ?? 'GET', headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    pipeline(answer, response, (error) => error && response.destroy())
  })
  passed.once('error', (error) => (response.headersSent ? response.destroy(error) : fail(error)))
  pipeline(request, passed, () => undefined)
}
