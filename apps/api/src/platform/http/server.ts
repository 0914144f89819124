import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { statusOfError } from '@brokersync/schema/errors'
import { givenRequestId, requestIdHeader } from '@brokersync/schema/request-id'
import cookie from '@fastify/cookie'
import statics from '@fastify/static'
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify'
import { DomainError, isDomainError } from '../errors/domain-error'
import { isPassedOn } from '../federation/identity'
import type { Logger } from '../telemetry/logger'
import { readPreloads } from './page-preloads'

function asDomainError(error: FastifyError | DomainError): DomainError | null {
  if (isDomainError(error)) return error
  if (error.statusCode === 413) return new DomainError('PAYLOAD_TOO_LARGE', 'The request is larger than is taken here')
  if (error.statusCode !== undefined && error.statusCode < 500) return new DomainError('BAD_USER_INPUT', error.message, { fields: [{ path: '', message: error.message }] })
  return null
}

const safe = { 'GET': true, 'HEAD': true, 'OPTIONS': true } as Readonly<Record<string, boolean>>

/** Whether a request's page is one of ours: the same host, or the public address. */
export const originCheck = (publicUrl: string | undefined) => (origin: string | undefined, host: string | undefined): boolean => {
  if (origin === undefined || !URL.canParse(origin)) return false
  return new URL(origin).host === host || (publicUrl !== undefined && new URL(origin).origin === new URL(publicUrl).origin)
}

/**
 * The one HTTP server of a process. A request that carries our cookie and changes something must come from our own page.
 * @param options.webDir the built page; where there is none, only the API is served.
 * @param options.isSecure whether the product's own address is of https.
 * @param options.trustedProxies addresses or networks whose `X-Forwarded-For` tells who the caller is.
 */
export async function createHttpServer(options: {
  logger: Logger
  webDir: string
  trustedProxies: readonly string[] | undefined
  isOurOrigin: ReturnType<typeof originCheck>
  isSecure: boolean
}): Promise<FastifyInstance> {
  const { logger, webDir, trustedProxies, isOurOrigin, isSecure } = options
  const server = Fastify({
    loggerInstance: logger.child({}, { level: 'warn' }) as FastifyBaseLogger,
    // Ours always: what is on record under it stays for good, and is nobody else's.
    genReqId: () => randomUUID(),
    bodyLimit: 5_000_000,
    trustProxy: trustedProxies === undefined ? false : [...trustedProxies],
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  })
  await server.register(cookie)

  server.addHook('onRequest', async (request, reply) => {
    const callersId = isPassedOn(request.headers.authorization) ? undefined : givenRequestId(request.headers[requestIdHeader])
    if (callersId !== undefined) logger.info({ id: request.id, callersId }, 'a request that its caller names')
    void reply.headers(isSecure ? { ...securityHeaders, ...transportSecurity } : securityHeaders)
    if (safe[request.method] === true || request.headers.cookie === undefined || request.headers.authorization !== undefined) return
    if (!isOurOrigin(request.headers.origin, request.headers.host)) throw new DomainError('FORBIDDEN', 'This came from another page than BrokerSync’s own: open BrokerSync at its usual address, and do it there')
  })
  giveUpSlowBodies(server)
  server.setErrorHandler((error: FastifyError | DomainError, request, reply) => {
    const known = asDomainError(error)
    // Closed at once, the connection would be reset while the body is still coming, and its sender would never read why.
    if (known?.code === 'PAYLOAD_TOO_LARGE') void reply.removeHeader('connection')
    if (known === null) logger.error({ id: request.id, error: error.stack }, 'a request failed')
    const told = known ?? new DomainError('INTERNAL', `Something went wrong here; it is in the log under ${request.id}`, { id: request.id })
    return reply.status(statusOfError[told.code]).send({ errors: [{ message: told.message, extensions: { ...told.details, code: told.code } }] })
  })
  server.get('/health', () => ({ status: 'live' }))
  await servePage(server, resolve(webDir))
  return server
}

/** Milliseconds in which a body that is read before its handler must have come; one that a handler reads itself may take its time. */
const bodyWithin = 10_000

function giveUpSlowBodies(server: FastifyInstance): void {
  const waiting = new WeakMap<FastifyRequest, NodeJS.Timeout>()
  const done = async (request: FastifyRequest) => clearTimeout(waiting.get(request))
  server.addHook('onRequest', async (request) => {
    if (safe[request.method] === true) return
    const giveUp = () => request.raw.socket.end('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n\r\n')
    waiting.set(request, setTimeout(giveUp, bodyWithin).unref())
  })
  server.addHook('preValidation', done)
  server.addHook('onResponse', done)
  server.addHook('onRequestAbort', done)
}

// Styles alone may stand in elements: the timeline places its items by them. Scripts are files of ours, and nothing else is fetched, framed or sent elsewhere.
const policy = [
  "default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self' data:", "connect-src 'self'", "object-src 'none'", "base-uri 'none'",
  "form-action 'self'", "frame-ancestors 'none'",
].join('; ')

/** What every answer carries (OWASP ASVS 5.0, V3.4). */
const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'content-security-policy': policy,
}

/** A year, where the product's own address is of https: a browser then never comes without. */
const transportSecurity = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }

async function servePage(server: FastifyInstance, folder: string): Promise<void> {
  const index = resolve(folder, 'index.html')
  const preloads = readPreloads(resolve(folder, 'preloads.json'))
  if (existsSync(index)) await server.register(statics, { root: folder, wildcard: false, index: false, preCompressed: true, immutable: true, maxAge: '1y' })
  server.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && accepts(request) && !/^\/(api|graphql|ready|health|metrics)(\/|$)/.test(request.url)
    if (isPage && existsSync(index)) {
      const link = preloads(request.url)
      if (link !== undefined) void reply.header('link', link)
      return reply.header('cache-control', 'no-cache').type('text/html').sendFile('index.html', { immutable: false, maxAge: 0 })
    }
    return reply.status(404).send({ errors: [{ message: 'There is nothing at this address', extensions: { code: 'NOT_FOUND' } }] })
  })
}

const accepts = (request: FastifyRequest) => String(request.headers.accept ?? '').includes('text/html')
