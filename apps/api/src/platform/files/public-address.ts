import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { RequestContext } from '../graph/context'

/** The address under which a caller reaches this server, for the links that answers carry. */
export interface PublicAddress {
  /** Learns where this server listens, for the answers to what came otherwise than over HTTP. */
  learnFrom(server: FastifyInstance): void
  /** An absolute URL of a path here: at PUBLIC_URL, or as the caller of the operation named this server. */
  urlOf(path: string, operation: Pick<RequestContext, 'reachedAt'>): string
}

export function createPublicAddress(publicUrl: string | undefined): PublicAddress {
  let listening: () => string = () => 'http://localhost'
  return {
    learnFrom(server) {
      listening = () => `http://localhost:${(server.server.address() as AddressInfo | null)?.port ?? 80}`
    },
    urlOf: (path, { reachedAt }) => new URL(path, publicUrl ?? reachedAt ?? listening()).href,
  }
}
