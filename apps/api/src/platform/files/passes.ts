import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { UserId } from '@brokersync/schema/ids'
import type { Permission } from '@brokersync/schema/permissions'
import { reachOf, type Actor } from '../directory/actor'
import type { Reach } from '../directory/reach'
import { reachShape } from '../directory/reach-sql'
import { DomainError } from '../errors/domain-error'
import { revocationEvents, whyOut } from '../graph/revocation'
import type { Log } from '../log/log'

/** Who a pass was given to, with what it reached then. */
export interface Holder {
  userId: UserId
  reach: Reach
}

/** Short-lived passes to one deed on one thing, for plain HTTP addresses that carry no credential otherwise (JWT, HS256). */
export interface Passes {
  /** @param options.needs the permission by which the actor may. */
  issue(deed: string, subject: string, actor: Actor, options: { needs: Permission; expiresAt: Date }): Promise<string>
  /**
   * Who the pass was given to. It stands on what its holder was signed in by: once that is revoked, or what the holder may do is changed, it is worth nothing.
   * @throws {DomainError} UNAUTHENTICATED where it is not for this, or no more valid.
   */
  check(deed: string, subject: string, pass: string | undefined): Promise<Holder>
}

const issuer = 'brokersync'
const batch = 1_000

const payloadShape = z.object({ holder: z.string().transform((id) => id as UserId), credential: z.string(), since: z.number(), reach: reachShape })
type Payload = z.infer<typeof payloadShape>

const notValid = (cause?: unknown) => Object.assign(new DomainError('UNAUTHENTICATED', 'This address is not valid, or no longer; ask for a new one'), { cause })

/** @param key 32 bytes, used for nothing else. */
export function createPasses(key: Buffer, log: Log): Passes {
  const payloadOf = async (deed: string, subject: string, pass: string): Promise<Payload> => {
    try {
      const { payload } = await jwtVerify(pass, key, { algorithms: ['HS256'], issuer, audience: deed, subject })
      return payloadShape.parse(payload)
    } catch (error) {
      throw notValid(error)
    }
  }

  /** Whether anything was revoked or changed since that is the holder's. */
  const isOut = async ({ holder: userId, credential, since }: Payload): Promise<boolean> => {
    for (let after = since; ; ) {
      const { events } = await log.read({ after, limit: batch, types: revocationEvents })
      if (events.some((event) => whyOut({ userId, credential }, event) !== null)) return true
      const last = events.at(-1)
      if (last === undefined || events.length < batch) return false
      after = last.position
    }
  }

  return {
    async issue(deed, subject, actor, { needs, expiresAt }) {
      const payload: Payload = { holder: actor.userId, credential: actor.credential, since: await log.head(), reach: reachOf(actor, needs) as Payload['reach'] }
      return new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).setIssuer(issuer).setAudience(deed).setSubject(subject).setExpirationTime(expiresAt).sign(key)
    },
    async check(deed, subject, pass = '') {
      const payload = await payloadOf(deed, subject, pass)
      if (await isOut(payload)) throw notValid()
      return { userId: payload.holder, reach: payload.reach }
    },
  }
}
