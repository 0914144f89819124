import type { IncomingMessage } from 'node:http'
import proxyAddress from '@fastify/proxy-addr'
import type { FastifyRequest } from 'fastify'
import { agentClassOf } from '../audit/agent'
import type { Origin } from '../postgres/commit'

/** Where a request comes from, for the audit. */
export type From = Required<Pick<Origin, 'address' | 'agent'>>

/** Of a request over HTTP. */
export const fromOf = (request: FastifyRequest): From => ({ address: request.ip, agent: agentClassOf(request.headers['user-agent']) })

/** Of the request that opened a socket, by the same rule of trusted proxies as for HTTP. */
export function fromOfSocket(trustedProxies: readonly string[] | undefined): (request: IncomingMessage) => From {
  const trust = trustedProxies === undefined ? () => false : proxyAddress.compile([...trustedProxies])
  return (request) => ({ address: proxyAddress(request, trust) ?? null, agent: agentClassOf(request.headers['user-agent']) })
}
