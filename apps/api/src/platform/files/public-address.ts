import { AsyncLocalStorage } from 'node:async_hooks'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** The address under which a caller reaches this server, for the links that answers carry. */
export interface PublicAddress {
  /** Learns the address of each request from its `Host`; does nothing where PUBLIC_URL says it. */
  learnFrom(server: FastifyInstance): void
  /** An absolute URL of a path here. */
  urlOf(path: string): string
}

export function createPublicAddress(publicUrl: string | undefined): PublicAddress {
  const asked = new AsyncLocalStorage<string>()
  let listening: () => string = () => 'http://localhost'
  return {
    learnFrom(server) {
      listening = () => `http://localhost:${(server.server.address() as AddressInfo | null)?.port ?? 80}`
      if (publicUrl !== undefined) return
      server.addHook('onRequest', (request, _reply, done) => asked.run(`${request.protocol}://${request.host}`, done))
    },
    urlOf: (path) => new URL(path, publicUrl ?? asked.getStore() ?? listening()).href,
  }
}
