import type { IncomingMessage, Server } from 'node:http'
import { randomUUID } from 'node:crypto'
import type { ErrorCode } from '@brokersync/schema/errors'
import { accessChangedCode } from '@brokersync/schema/socket-codes'
import { standing } from '@brokersync/schema/standing'
import { createSourceEventStream, execute, getOperationAST, GraphQLError, specifiedRules, validate, type ExecutionArgs, type ExecutionResult, type GraphQLFormattedError, type GraphQLSchema } from 'graphql'
import { CloseCode, type Context } from 'graphql-ws'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer, type WebSocket } from 'ws'
import type { ReadAudit } from '../audit/audit'
import type { Actor } from '../directory/actor'
import { isDomainError } from '../errors/domain-error'
import type { Authenticator } from '../http/authenticator'
import type { From } from '../http/caller-address'
import type { Logger } from '../telemetry/logger'
import type { Budget } from './budget'
import { RequestContext } from './context'
import { costOf, fragmentsOf, requireAffordable } from './cost'
import { parsed } from './early-limits'
import { formatError } from './format-error'
import { noSchemaDump } from './no-schema-dump'
import { sameFor, SharedExecution } from './shared-execution'

/** Why a socket is closed; null: it is not. */
export type WhyOut = 'revoked' | 'changed' | null

/** The open graphql-ws connections of this process. */
export interface Sockets {
  /** Closes those of actors for whom there is a reason: with 4403 where the credentials hold no more, with 4205 where it comes back with what it may now. */
  closeWhere(why: (actor: Actor) => WhyOut): void
  close(): Promise<void>
}

type Extra = {
  socket: WebSocket
  request: IncomingMessage
  actor?: Actor
  /** As it was when the socket opened: a closed one no more knows its address. */
  from?: From
  /** Its open subscriptions, by their ids. */
  standing?: Map<string, Asked>
}
/** What a socket's `connection_init` can say. */
type Init = { authorization?: string; viewAs?: string }
type Connection = Context<Init, Extra & Record<PropertyKey, unknown>>

/** A subscription, and where its events go. */
type Asked = ExecutionArgs & {
  contextValue: RequestContext
  to: { socket: WebSocket; id: string; same: string }
}

/** What one socket, and one user, may have open in this process; our own page has one socket and a handful of subscriptions. */
const mostSubscriptions = 200
const mostSockets = 500
/** Of graphql-ws, as HTTP's 429. */
const tooManySockets = 4429
const subscriptionCost = 100
/** Bytes that a socket may have waiting to be sent before the next event waits for it. */
const mostUnsent = 65_536

const refusal = (code: ErrorCode, message: string, details: object = {}) => new GraphQLError(message, { extensions: { ...details, code } })

const header = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/**
 * Serves graphql-ws at /graphql of an HTTP server.
 * @param options.isOurOrigin a browser sends its cookie with any page's socket, so the page's origin is asked for.
 */
export function serveSockets(options: {
  server: Server
  schema: GraphQLSchema
  authenticator: Authenticator
  audit: ReadAudit
  introspection: boolean
  budget: Budget
  isOurOrigin: (origin: string | undefined, host: string | undefined) => boolean
  fromOf: (request: IncomingMessage) => From
  logger: Logger
}): Sockets {
  const { schema, authenticator, audit, introspection, budget, logger } = options
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1_000_000 })
  const open = new Set<Connection>()
  let recent: { at: number; why: (actor: Actor) => WhyOut }[] = []

  options.server.on('upgrade', (request, socket, head) => {
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/graphql') return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request))
  })

  const contextOf = ({ extra }: Connection) => new RequestContext(extra.actor ?? null, randomUUID(), extra.from)

  const authenticate = async (context: Connection): Promise<boolean> => {
    const begun = Date.now()
    const { headers } = context.extra.request
    const fromPage = options.isOurOrigin(header(headers['origin']), header(headers['host']))
    const given = context.connectionParams?.authorization ?? header(headers['authorization'])
    const actor = await authenticator.authenticate({ authorization: given, cookie: fromPage ? header(headers['cookie']) : undefined, viewAs: context.connectionParams?.viewAs }).catch((error: unknown) => {
      if (isDomainError(error)) return null
      throw error
    })
    if (actor === null) return false
    context.extra.actor = actor
    context.extra.from = options.fromOf(context.extra.request)
    if ([...open].filter(({ extra }) => extra.actor?.userId === actor.userId).length >= mostSockets) {
      context.extra.socket.close(tooManySockets, 'Too many sockets')
      return true
    }
    open.add(context)
    // What was changed while the credentials were asked for may have been read before the change.
    for (const one of recent) if (one.at >= begun) close(context.extra.socket, one.why(actor))
    if (actor.expiresAt !== null) closeAt(context.extra.socket, actor.expiresAt, 'revoked')
    if (actor.reachUntil !== null) closeAt(context.extra.socket, actor.reachUntil, 'changed')
    return true
  }

  const server = useServer<Init, Extra & Record<PropertyKey, unknown>>(
    {
      onConnect: (context) => authenticate(context),
      onClose: (context) => void open.delete(context),
      onSubscribe: async (context, id, { query, operationName, variables }) => {
        const request = contextOf(context)
        if (Object.keys(context.subscriptions).length > mostSubscriptions) return [refusal('RATE_LIMITED', `A socket may have ${mostSubscriptions} subscriptions open at once`)]
        const document = parsed(query)
        if (document instanceof GraphQLError) return [document]
        const faults = validate(schema, document, [...specifiedRules, ...(introspection ? [] : [noSchemaDump])], { maxErrors: 20 })
        if (faults.length > 0) return faults
        const operation = getOperationAST(document, operationName)
        if (!operation) return [refusal('BAD_USER_INPUT', 'Which operation of the document is meant, operationName must say')]
        try {
          const cost = costOf(operation, { schema, fragments: fragmentsOf(document), variables: variables ?? {} })
          requireAffordable(cost)
          await budget.take(request.actorOrNull, operation.operation === 'subscription' ? subscriptionCost : cost)
        } catch (error) {
          if (isDomainError(error)) return [refusal(error.code, error.message, error.details)]
          throw error
        }
        const to = { socket: context.extra.socket, id, same: sameFor(request.actor, { query, operationName, variables }) }
        request.operationIs(operation.operation, operation.name?.value)
        return { schema, document, operationName: operationName ?? null, variableValues: variables ?? null, contextValue: request, to } satisfies Asked
      },
      // What is read once is on record before it leaves, as over HTTP.
      execute: async (args) => {
        const { contextValue } = args as Asked
        const result = await execute(args)
        const { reads, operation, origin } = contextValue
        if (!reads.isOnRecord) await audit.write(reads, operation, origin)
        return result
      },
      subscribe: async (args) => {
        const { contextValue: { reads, operation, origin } } = args as Asked
        const source = await createSourceEventStream(args)
        if (!isAsyncIterable(source)) return source as ExecutionResult
        await audit.write(reads, `${operation} opened`, origin)
        return sent(source as AsyncIterable<object>, args as Asked)
      },
      onOperation: ({ extra }, id, _payload, args, result) => {
        if (!isAsyncIterable(result)) return
        extra.standing = (extra.standing ?? new Map<string, Asked>()).set(id, args as Asked)
        extra.socket.send(standing(id))
      },
      onComplete: (context, id) => void closed(context, id),
      onError: (_context, _id, _payload, errors) => errors.map(format),
      onNext: (_context, _id, _payload, _args, { data, errors }) => ({ ...(data !== undefined && { data }), ...(errors && { errors: errors.map(format) }) }),
    },
    sockets,
  )

  // Of graphql-ws there is one listener that writes a stack to the console for what a caller did; ws has closed the socket by then, and said why.
  sockets.on('connection', (socket) => {
    socket.removeAllListeners('error')
    socket.on('error', (error) => logger.warn({ error: error.message }, 'a socket is closed for what came over it'))
  })

  const shared = new SharedExecution(({ data, errors }) => JSON.stringify({ ...(data !== undefined && { data }), ...(errors && { errors: errors.map(format) }) }))

  /** Sends each event as it was encoded for all who are given the same: nothing is left for graphql-ws to encode. */
  const sent = (source: AsyncIterable<object>, { contextValue, to, ...operation }: Asked): AsyncIterableIterator<ExecutionResult> => {
    const events = source[Symbol.asyncIterator]()
    return {
      async next() {
        for (;;) {
          const event = await events.next()
          if (event.done === true) return { done: true, value: undefined }
          const { payload, reads } = await shared.run(event.value, to.same, operation, contextValue)
          // Of what was not read by it before there is a row before it leaves; all of it stands in the one of its end.
          if (contextValue.reads.take(reads)) await audit.write(contextValue.reads, contextValue.operation, contextValue.origin)
          const message = `{"id":${JSON.stringify(to.id)},"type":"next","payload":${payload}}`
          // One that reads slowly is waited for: what happens meanwhile is queued for it alone, and no more than a subscription holds.
          if (to.socket.bufferedAmount < mostUnsent) to.socket.send(message)
          else await new Promise<void>((resolve) => to.socket.send(message, () => resolve()))
        }
      },
      // A generator would not hear of its end while it waits for the next event.
      async return() {
        await events.return?.()
        return { done: true, value: undefined }
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  const format = (error: GraphQLError | GraphQLFormattedError) => formatError('toJSON' in error ? error.toJSON() : error, error, { hints: introspection, logger })

  const closed = async ({ extra }: Connection, id: string) => {
    const asked = extra.standing?.get(id)
    extra.standing?.delete(id)
    if (asked === undefined) return
    const { contextValue: { reads, operation, origin } } = asked
    await audit.write(reads, `${operation} closed`, origin).catch((error: unknown) => logger.warn({ error: String(error) }, 'a subscription’s end was not audited'))
  }

  return {
    closeWhere(why) {
      const at = Date.now()
      recent = [...recent.filter((one) => one.at > at - longestAuthentication), { at, why }]
      for (const { extra } of open) if (extra.actor !== undefined) close(extra.socket, why(extra.actor))
    },
    async close() {
      await server.dispose()
    },
  }
}

const isAsyncIterable = (result: object): boolean => Symbol.asyncIterator in result

/** Milliseconds. */
const longestAuthentication = 30_000

function close(socket: WebSocket, why: WhyOut): void {
  if (why === 'revoked') socket.close(CloseCode.Forbidden, 'Forbidden')
  if (why === 'changed') socket.close(accessChangedCode, 'Access changed')
}

function closeAt(socket: WebSocket, instant: Date, why: WhyOut): void {
  const left = instant.getTime() - Date.now()
  // Longer than a timer can wait; the credential is asked for again when the socket is opened again.
  if (left > 2 ** 31 - 1) return
  const timer = setTimeout(() => close(socket, why), Math.max(0, left)).unref()
  socket.once('close', () => clearTimeout(timer))
}
