import type { IncomingMessage } from 'node:http'
import { isErrorCode } from '@brokersync/schema/errors'
import { viewAsHeader } from '@brokersync/schema/view-as'
import type { GraphQLError } from 'graphql'
import { z } from 'zod'
import { failure, unavailable } from './failure'

/** What a request or a socket shows of who it is from. */
export interface Credentials {
  authorization?: string | undefined
  cookie?: string | undefined
  /** Whose eyes its page is to be seen with. */
  viewAs?: string | undefined
}

/** Changes credentials for the signed identity that subgraphs take; null for none. @throws {GraphQLError} UNAUTHENTICATED, UNAVAILABLE. */
export type Exchange = (credentials: Credentials) => Promise<string | null>

const answer = z.object({ identity: z.string().nullable() })
const refusal = z.object({ errors: z.tuple([z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })]) })

const refused = (body: unknown): GraphQLError => {
  const [error] = refusal.safeParse(body).data?.errors ?? []
  return error !== undefined && isErrorCode(error.extensions.code) ? failure(error.extensions.code, error.message) : unavailable('Sign-in')
}

/** @param access where the process with the module access is. */
export const identityExchange = (access: string): Exchange => async ({ authorization, cookie, viewAs }) => {
  if (authorization === undefined && cookie === undefined) return null
  const headers = { ...(authorization !== undefined && { authorization }), ...(cookie !== undefined && { cookie }), ...(viewAs !== undefined && { [viewAsHeader]: viewAs }) }
  const response = await fetch(`${access}/internal/identity`, { headers, signal: AbortSignal.timeout(5_000) }).catch(() => Promise.reject(unavailable('Sign-in')))
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw refused(body)
  return answer.parse(body).identity
}

/** Milliseconds for which an answer counts: what is revoked is out within them. */
const fresh = 500

/** Who is at the other end of a request or a socket. */
export class Caller {
  private asked = 0
  private answer: Promise<string | null> = Promise.resolve(null)

  constructor(
    private readonly credentials: Credentials,
    private readonly exchange: Exchange,
    /** Puts the caller out: its credentials hold no more (4403), or it comes back with what it may now (4205). */
    readonly end: (code?: number) => void = () => undefined,
  ) {}

  /** The caller's identity, asked for anew as soon as it could have been revoked. @throws as {@link Exchange} does. */
  identity(): Promise<string | null> {
    if (Date.now() - this.asked < fresh) return this.answer
    this.asked = Date.now()
    this.answer = this.exchange(this.credentials)
    return this.answer
  }
}

/** Where a caller is, as it is told to the subgraphs. */
export interface From {
  /** The proxies that it came by, the nearest last. */
  forwardedFor: string
  userAgent: string | undefined
}

export const fromOf = ({ headers, socket }: IncomingMessage): From => ({
  forwardedFor: [headers['x-forwarded-for'], socket.remoteAddress].flat().filter(Boolean).join(', '),
  userAgent: headers['user-agent'],
})

/** The headers by which a subgraph learns of it. */
export const headersOf = ({ forwardedFor, userAgent = '' }: From): Record<string, string> => ({ 'x-forwarded-for': forwardedFor, 'user-agent': userAgent })

/** What a request's context holds beside what the gateway puts there. */
export interface CallerContext {
  caller: Caller
  from: From
  requestId: string
}
