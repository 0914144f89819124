import type { AddressInfo } from 'node:net'
import { moduleNames, type Environment } from '../environment'
import { createIdentities, serveIdentity, subgraphAuthenticator } from './federation/identity'
import { asSubgraph } from './federation/subgraph'
import { createApollo } from './graph/apollo'
import { createBudget } from './graph/budget'
import { buildModuleSchema } from './graph/schema'
import { closeWhenRevoked } from './graph/revocation'
import { serveSockets, type Sockets } from './graph/sockets'
import { fromOfSocket } from './http/caller-address'
import { serveGraphql } from './http/graphql-route'
import { createHttpServer, originCheck } from './http/server'
import type { Runtime } from './runtime'
import type { Logger } from './telemetry/logger'

/** A listening server over a runtime. */
export interface Served {
  /** `http://host:port` */
  address: string
  sockets: Sockets
  /** Takes no more requests, finishes those that it took, and ends. */
  drain(): Promise<void>
}

/**
 * Serves a runtime's modules on one port: the page, GraphQL over HTTP and graphql-ws, the modules' routes, health.
 * Where they are not all modules, they are a subgraph, for which a gateway says who asks.
 */
export async function serve(options: { runtime: Runtime; environment: Environment; logger: Logger }): Promise<Served> {
  const { runtime, environment, logger } = options
  const known = runtime.modules.find((module) => module.authenticator !== undefined)?.authenticator
  const identities = createIdentities(runtime.keys.derive('identity'))
  const isWhole = moduleNames.every((name) => environment.MODULES.includes(name))
  const authenticator = isWhole && known !== undefined ? known : subgraphAuthenticator(identities, known)
  const modules = await buildModuleSchema(runtime.modules)
  const schema = isWhole ? modules : asSubgraph(modules)
  const isOurOrigin = originCheck(environment.PUBLIC_URL)
  const server = await createHttpServer({ logger, webDir: environment.WEB_DIR, trustedProxies: environment.TRUSTED_PROXIES, isOurOrigin, isSecure: environment.PUBLIC_URL?.startsWith('https:') ?? false })
  const budget = createBudget(environment.RATE_LIMIT)
  const introspection = environment.INTROSPECTION === 'on'
  const apollo = createApollo({ schema, audit: runtime.readAudit, introspection, budget, logger })
  await apollo.start()
  serveGraphql(server, apollo, authenticator)
  if (!isWhole && known !== undefined) serveIdentity(server, identities, known)
  for (const module of runtime.modules) module.routes?.(server)
  server.get('/ready', async (_request, reply) => {
    const stores = await runtime.ready()
    return reply.status(stores.every((store) => store.ready) ? 200 : 503).send({ ready: stores.every((store) => store.ready), stores })
  })
  await server.listen({ host: environment.HOST, port: environment.PORT })
  const sockets = serveSockets({ server: server.server, schema, authenticator, audit: runtime.readAudit, introspection, budget, isOurOrigin, fromOf: fromOfSocket(environment.TRUSTED_PROXIES), logger })
  const revocation = await closeWhenRevoked({ log: runtime.log, sockets, logger })
  const { address, port } = server.server.address() as AddressInfo
  return {
    address: `http://${address === '127.0.0.1' || address === '::1' || address === '0.0.0.0' ? 'localhost' : address}:${port}`,
    sockets,
    async drain() {
      await revocation.stop()
      await sockets.close()
      // What is answered from now on leaves its connection idle: nothing is waited for on it.
      const idle = setInterval(() => server.server.closeIdleConnections(), 100)
      await server.close().finally(() => clearInterval(idle))
      await apollo.stop()
    },
  }
}
