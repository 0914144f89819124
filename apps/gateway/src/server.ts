import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { isErrorCode, statusOfError } from '@brokersync/schema/errors'
import { givenRequestId, requestIdHeader } from '@brokersync/schema/request-id'
import { viewAsHeader } from '@brokersync/schema/view-as'
import { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import { Caller, fromOf, type Exchange } from './caller'
import type { Subgraph } from './environment'
import { failure, unavailable } from './failure'
import type { Gateway } from './graph'
import { forward, processOf } from './proxy'

/** Bytes of a GraphQL request at most. */
const most = 5_000_000
const needsSocket = 'A subscription needs a socket: graphql-ws at this same address'
const internal = /^\/(internal|metrics)(\/|$)/

interface Parts {
  gateway: Gateway
  exchange: Exchange
  subgraphs: readonly Subgraph[]
  isOurs: (request: IncomingMessage) => boolean
  logger: Logger
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > most) throw failure('PAYLOAD_TOO_LARGE', 'The request is larger than is taken here')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Streams belong on sockets, where a revoked credential ends them: over HTTP an operation has one answer. */
const acceptOf = (request: IncomingMessage) => (request.headers.accept?.includes('application/graphql-response+json') === true ? 'application/graphql-response+json' : 'application/json')

async function serveGraphql(request: IncomingMessage, response: ServerResponse, { gateway, exchange, isOurs, logger }: Parts): Promise<void> {
  const { authorization, cookie, [viewAsHeader]: viewAs, 'content-type': type } = request.headers
  const isRead = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS'
  if (!isRead && cookie !== undefined && authorization === undefined && !isOurs(request)) {
    throw failure('FORBIDDEN', 'This came from another page than BrokerSync’s own: open BrokerSync at its usual address, and do it there')
  }
  const caller = new Caller({ authorization, cookie, viewAs: viewAs?.toString() }, exchange)
  const requestId = randomUUID()
  const callersId = givenRequestId(request.headers[requestIdHeader])
  if (callersId !== undefined) logger.info({ id: requestId, callersId }, 'a request that its caller names')
  await caller.identity()
  const answer = await gateway.fetch(
    new URL(request.url ?? '/', 'http://localhost'),
    {
      method: request.method ?? 'GET',
      headers: { accept: acceptOf(request), ...(type !== undefined && { 'content-type': type }) },
      ...(!isRead && { body: await bodyOf(request) }),
    },
    { caller, requestId, from: fromOf(request) },
  )
  if (answer.status === 406) throw failure('BAD_USER_INPUT', needsSocket, { fields: [{ path: '', message: needsSocket }] })
  const body = Buffer.from(await answer.arrayBuffer())
  response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), [requestIdHeader]: requestId, 'x-content-type-options': 'nosniff' })
  response.end(body)
}

/** Whether each process is ready. */
async function serveReadiness(response: ServerResponse, subgraphs: readonly Subgraph[]): Promise<void> {
  const stores = await Promise.all(
    subgraphs.map(async ({ name, url }) => ({ name, ready: await fetch(`${url}/ready`, { signal: AbortSignal.timeout(5_000) }).then((answer) => answer.ok, () => false) })),
  )
  const ready = stores.every((store) => store.ready)
  response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ ready, stores }))
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname === '/graphql') return serveGraphql(request, response, parts)
  if (pathname === '/health') return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"live"}')
  if (pathname === '/ready') return serveReadiness(response, parts.subgraphs)
  const target = internal.test(pathname) ? undefined : processOf(pathname, parts.subgraphs)
  if (target === undefined) throw failure('NOT_FOUND', 'There is nothing at this address')
  forward(request, response, target, (error) => refuse(response, unavailable(`What ${target.modules.join(', ')} serves`), error, parts.logger))
}

function refuse(response: ServerResponse, told: GraphQLError, cause: unknown, logger: Logger): void {
  const code = isErrorCode(told.extensions['code']) ? told.extensions['code'] : 'INTERNAL'
  if (statusOfError[code] >= 500) logger.error({ code, error: cause instanceof Error ? cause.stack : String(cause) }, 'a request failed')
  if (response.headersSent) return void response.destroy()
  // What was not read of a body that is refused is not waited for.
  response.writeHead(statusOfError[code], { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify({ errors: [{ message: told.message, extensions: told.extensions }] }))
}

/** The gateway's one port: GraphQL itself, and all else passed on to the process whose it is. */
export function createGatewayServer(parts: Parts): Server {
  return createServer((request, response) => {
    answer(request, response, parts).catch((error: unknown) => {
      const id = randomUUID()
      const told = error instanceof GraphQLError ? error : new GraphQLError(`Something went wrong here; it is in the log under ${id}`, { extensions: { code: 'INTERNAL', id } })
      refuse(response, told, error, parts.logger)
    })
  })
}
