import { accessChangedCode } from '@brokersync/schema/socket-codes'
import { standingOf } from '@brokersync/schema/standing'
import type { Executor, Transport } from '@graphql-mesh/transport-common'
import { print, type ExecutionResult } from 'graphql'
import { CloseCode, createClient, type Client } from 'graphql-ws'
import { WebSocket } from 'ws'
import { headersOf, type CallerContext, type From } from './caller'
import { unavailable } from './failure'

/** The errors with which a stream ends: a subgraph's own, or that it is gone. */
function lastResult(error: unknown, { caller }: CallerContext): ExecutionResult {
  // A subgraph's refusal comes as graphql-ws' `error` message.
  if (Array.isArray(error)) return { errors: error as NonNullable<ExecutionResult['errors']> }
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  if (code === CloseCode.Forbidden || code === accessChangedCode) caller.end(code)
  return { errors: [unavailable('This subscription')] }
}

type Items = AsyncIterableIterator<ExecutionResult>

/** A stream that ends with an error as its last result, and its socket with it. @param first what was asked of `items` already. */
function untilItFails(items: Items, first: Promise<IteratorResult<ExecutionResult>>, { client, context }: { client: Client; context: CallerContext }): Items {
  let over = false
  let asked: Promise<IteratorResult<ExecutionResult>> | null = first
  const finish = async (): Promise<IteratorResult<ExecutionResult>> => {
    over = true
    await items.return?.()
    await client.dispose()
    return { done: true, value: undefined }
  }
  return {
    async next() {
      if (over) return finish()
      const result = await (asked ?? items.next()).catch((error: unknown) => {
        over = true
        return { done: false, value: lastResult(error, context) }
      })
      asked = null
      return result.done === true ? finish() : result
    },
    return: finish,
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

/** A socket whose opening says where the caller is, as the headers of a request do. */
const socketFrom = (from: From) =>
  class extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols, { headers: headersOf(from) })
    }
  }

type Request = Omit<Parameters<Executor>[0], 'context'> & { context?: CallerContext }

const noWait = () => undefined

/** Opens a subscription; it stands when the promise resolves, or its first result says why it does not. */
async function open(url: string, { document, variables, operationName, context }: Request): Promise<Items> {
  if (context === undefined) throw unavailable('This subscription')
  const client = createClient({
    url,
    webSocketImpl: socketFrom(context.from),
    retryAttempts: 0,
    connectionParams: async () => ({ authorization: `BrokerSync-Identity ${(await context.caller.identity()) ?? ''}` }),
  })
  const stands = new Promise<void>((resolve) => client.on('ping', (received, payload) => received && standingOf(payload) !== null && resolve()))
  const items = client.iterate({ query: print(document), variables: variables ?? null, operationName: operationName ?? null }) as Items
  // Asked at once: a stream that failed before anyone asked would never say so.
  const first = items.next()
  await Promise.race([stands, first]).catch(noWait)
  return untilItFails(items, first, { client, context })
}

/**
 * Carries subscriptions to subgraphs by graphql-ws: a socket for each, since it is opened in the caller's own name and
 * closed by the subgraph when the caller's credentials are revoked, which then puts the caller out here as well.
 */
export const subgraphSockets: Transport = {
  getSubgraphExecutor({ transportEntry }) {
    const url = (transportEntry.location ?? '').replace(/^http/, 'ws')
    // The gateway gives its own context to every request, which the executor's types cannot know; nor of what type the results are.
    return ((request: Request) => open(url, request)) as unknown as Executor
  },
}
