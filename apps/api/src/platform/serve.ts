import type { AddressInfo } from 'node:net'
import type { Environment } from '../environment'
import { DomainError } from './errors/domain-error'
import { createApollo } from './graph/apollo'
import { buildModuleSchema } from './graph/schema'
import { closeWhenRevoked } from './graph/revocation'
import { serveSockets, type Sockets } from './graph/sockets'
import type { Authenticator } from './http/authenticator'
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

/** For a process with no module that knows users: everyone is a stranger. */
const nobodyKnown: Authenticator = {
  authenticate: () => Promise.reject(new DomainError('UNAUTHENTICATED', 'This process has no way to know who asks')),
}

/** Serves a runtime's modules on one port: the page, GraphQL over HTTP and graphql-ws, the modules' routes, health. */
export async function serve(options: { runtime: Runtime; environment: Environment; logger: Logger }): Promise<Served> {
  const { runtime, environment, logger } = options
  const authenticator = runtime.modules.find((module) => module.authenticator !== undefined)?.authenticator ?? nobodyKnown
  const schema = await buildModuleSchema(runtime.modules)
  const isOurOrigin = originCheck(environment.PUBLIC_URL)
  const server = await createHttpServer({ logger, webDir: environment.WEB_DIR, isOurOrigin })
  const apollo = createApollo({ schema, audit: runtime.readAudit, introspection: environment.INTROSPECTION === 'on', logger })
  await apollo.start()
  serveGraphql(server, apollo, authenticator)
  for (const module of runtime.modules) module.routes?.(server)
  server.get('/ready', async (_request, reply) => {
    const stores = await runtime.ready()
    return reply.status(stores.every((store) => store.ready) ? 200 : 503).send({ ready: stores.every((store) => store.ready), stores })
  })
  await server.listen({ host: environment.HOST, port: environment.PORT })
  const sockets = serveSockets({ server: server.server, schema, authenticator, audit: runtime.readAudit, isOurOrigin, logger })
  const revocation = await closeWhenRevoked({ log: runtime.log, sockets, logger })
  const { address, port } = server.server.address() as AddressInfo
  return {
    address: `http://${address === '127.0.0.1' || address === '::1' || address === '0.0.0.0' ? 'localhost' : address}:${port}`,
    sockets,
    async drain() {
      await revocation.stop()
      await sockets.close()
      await server.close()
      await apollo.stop()
    },
  }
}
