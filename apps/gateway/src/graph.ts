import { parseWithin } from '@brokersync/schema/document-limits'
import { requestIdHeader } from '@brokersync/schema/request-id'
import { createGatewayRuntime, type GatewayPlugin, type GatewayRuntime } from '@graphql-hive/gateway-runtime'
import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
import http from '@graphql-mesh/transport-http'
import type { ExecutionResult } from 'graphql'
import { headersOf, type CallerContext } from './caller'
import type { Tell } from './errors'
import { subgraphSockets } from './subgraph-socket'
import type { Supergraph } from './subgraphs'

export type Gateway = GatewayRuntime<CallerContext>
type Plugin = GatewayPlugin<Record<string, unknown>, CallerContext>

/** Milliseconds after which the subgraphs are asked for their schemas again. */
const reloadAfter = 10_000

/** Every request to a subgraph says who asks, and by which request. */
const passOn: Plugin = {
  async onFetch({ context, options, setOptions }) {
    if (!('caller' in context)) return
    const identity = await context.caller.identity()
    setOptions({
      ...options,
      headers: { ...options.headers, ...headersOf(context.from), [requestIdHeader]: context.requestId, ...(identity !== null && { authorization: `BrokerSync-Identity ${identity}` }) },
    })
  },
}

// Before anything else looks at it.
const limit: Plugin = {
  onParse: ({ setParseFn }) => setParseFn((source: string | { body: string }) => parseWithin(typeof source === 'string' ? source : source.body)),
}

const tellErrors = (tell: Tell): Plugin => {
  // Where an operation was begun and nothing came of it, the router leaves `data` out, as if it had been refused.
  const begun = ({ errors, data }: ExecutionResult) => data === undefined && errors?.some(({ path }) => path !== undefined) === true
  const told = <Result extends ExecutionResult>(result: Result): Result =>
    result.errors === undefined ? result : { ...result, ...(begun(result) && { data: null }), errors: tell(result.errors) }
  return {
    onResultProcess({ result, setResult }) {
      if (!(Symbol.asyncIterator in result)) setResult(Array.isArray(result) ? result.map(told) : told(result))
    },
  }
}

/**
 * The graph of all subgraphs, ready to answer operations.
 * @param options.patience milliseconds that a subgraph has to answer.
 */
export function createGateway(options: { supergraph: Supergraph; tell: Tell; introspection: boolean; patience: number }): Gateway {
  return createGatewayRuntime<CallerContext>({
    supergraph: () => options.supergraph.current(),
    pollingInterval: reloadAfter,
    gracefulSchemaReload: { drainTimeout: 30_000 },
    unifiedGraphHandler,
    transports: { http, ws: subgraphSockets },
    transportEntries: { '*.http': { options: { subscriptions: { kind: 'ws' } } } },
    plugins: () => [passOn, limit, tellErrors(options.tell)],
    ...(!options.introspection && { disableIntrospection: {} }),
    // A subscription is answered for as long as somebody listens.
    upstreamTimeout: ({ executionRequest }) => (executionRequest?.operationType === 'subscription' ? undefined : options.patience),
    maskedErrors: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    logging: false,
  })
}
