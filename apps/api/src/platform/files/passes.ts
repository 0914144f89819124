import { jwtVerify, SignJWT } from 'jose'
import { DomainError } from '../errors/domain-error'

/** Short-lived passes to one deed on one thing, for plain HTTP addresses that carry no credential otherwise (JWT, HS256). */
export interface Passes {
  /** @param holder who asked for it, for the audit. */
  issue(deed: string, subject: string, holder: string, expiresAt: Date): Promise<string>
  /** Who the pass was given to. @throws {DomainError} UNAUTHENTICATED where it is not for this, or has expired. */
  check(deed: string, subject: string, pass: string | undefined): Promise<string>
}

const issuer = 'brokersync'

/** @param key 32 bytes, used for nothing else. */
export const createPasses = (key: Buffer): Passes => ({
  issue: (deed, subject, holder, expiresAt) =>
    new SignJWT({ holder }).setProtectedHeader({ alg: 'HS256' }).setIssuer(issuer).setAudience(deed).setSubject(subject).setExpirationTime(expiresAt).sign(key),
  async check(deed, subject, pass = '') {
    try {
      const { payload } = await jwtVerify(pass, key, { algorithms: ['HS256'], issuer, audience: deed, subject })
      return String(payload['holder'])
    } catch (error) {
      throw Object.assign(new DomainError('UNAUTHENTICATED', 'This address is not valid, or no longer; ask for a new one'), { cause: error })
    }
  },
})
