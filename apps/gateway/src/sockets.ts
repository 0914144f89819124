import type { IncomingMessage, Server } from 'node:http'
import { randomUUID } from 'node:crypto'
import { standing } from '@brokersync/schema/standing'
import { getGraphQLWSOptions } from '@graphql-hive/gateway-runtime'
import type { GraphQLError } from 'graphql'
import { CloseCode, type ServerOptions } from 'graphql-ws'
import { useServer, type Extra } from 'graphql-ws/use/ws'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import { Caller, fromOf, type CallerContext, type Credentials, type Exchange } from './caller'
import type { Tell } from './errors'
import { codeOf } from './failure'
import type { Gateway } from './graph'

type Init = { authorization?: unknown; viewAs?: unknown }
type Socket = Extra & { caller?: Caller } & Record<PropertyKey, unknown>
type Options = ServerOptions<Init, Socket>

/** The graphql-ws connections of callers. */
export interface Sockets {
  close(): Promise<void>
}

/** Who is at a socket: by its `connection_init`, or as any request; the cookie only from our own page. */
function credentialsOf(request: IncomingMessage, params: Init | undefined, isOurs: boolean): Credentials {
  const given = params?.authorization
  const viewAs = params?.viewAs
  return {
    authorization: typeof given === 'string' ? given : request.headers.authorization,
    cookie: isOurs ? request.headers.cookie : undefined,
    ...(typeof viewAs === 'string' && { viewAs }),
  }
}

/** Serves graphql-ws at /graphql. @param options.isOurs whether a request comes from our own page. */
export function serveSockets(options: { server: Server; gateway: Gateway; exchange: Exchange; isOurs: (request: IncomingMessage) => boolean; tell: Tell; logger: Logger }): Sockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1_000_000 })
  options.server.on('upgrade', (request, socket, head) => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/graphql') return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request))
  })

  const onConnect: Options['onConnect'] = async ({ extra, connectionParams }) => {
    const credentials = credentialsOf(extra.request, connectionParams, options.isOurs(extra.request))
    const caller = new Caller(credentials, options.exchange, (code = CloseCode.Forbidden) => extra.socket.close(code))
    extra.caller = caller
    const identity = await caller.identity().catch((error: unknown) => {
      if (codeOf(error) === 'UNAUTHENTICATED') return null
      throw error
    })
    return identity !== null
  }

  const contextOf = async ({ extra }: { extra: Socket }): Promise<CallerContext & Record<string, unknown>> => {
    const { caller } = extra
    if (caller === undefined) throw new Error('A socket has no caller')
    await caller.identity().catch((error: unknown) => {
      if (codeOf(error) === 'UNAUTHENTICATED') caller.end()
      throw error
    })
    // Loads the graph, and keeps it up to date, as each request over HTTP does by itself.
    await options.gateway.getSchema()
    return { caller, requestId: randomUUID(), from: fromOf(extra.request) }
  }

  const tell = (errors: readonly GraphQLError[]) => options.tell(errors).map((error) => error.toJSON())
  const served = useServer<Init, Socket>(
    {
      ...(getGraphQLWSOptions(options.gateway, contextOf) as Options),
      onConnect,
      onOperation: ({ extra }, id, _payload, _args, result) => {
        if (Symbol.asyncIterator in result) extra.socket.send(standing(id))
      },
      onNext: (_context, _id, _payload, _args, { data, errors }) => ({ ...(data !== undefined && { data }), ...(errors !== undefined && { errors: tell(errors) }) }),
      onError: (_context, _id, _payload, errors) => tell(errors),
    },
    sockets,
  )
  // Of graphql-ws there is one listener that writes a stack to the console for what a caller did; ws has closed the socket by then, and said why.
  sockets.on('connection', (socket) => {
    socket.removeAllListeners('error')
    socket.on('error', (error) => options.logger.warn({ error: error.message }, 'a socket is closed for what came over it'))
  })
  return { close: async () => served.dispose() }
}
