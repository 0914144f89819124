import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Keys } from '../../platform/keys/keys'

export const deviceCookie = 'brokersync_device'

/** How long a browser counts as known without signing in again, in seconds. */
export const deviceSeconds = 180 * 24 * 60 * 60

/**
 * Browsers at which a user has signed in before (OWASP, Slow Down Online Guessing Attacks with Device Cookies): such a
 * one is counted apart from strangers, so that nobody else's tries lock the user out there. The cookie gives nothing else.
 */
export interface Devices {
  /** A cookie for a browser at which this email has just signed in. */
  issue(email: string): string
  /** The id of the browser, if the cookie was issued to it for this email; null otherwise. */
  known(email: string, cookie: string | undefined): string | null
}

const idBytes = 16

/** A cookie is `<issued, in seconds>.<id>.<fingerprint of both with the email>`. */
export function createDevices(keys: Pick<Keys, 'fingerprint'>, now: () => number = Date.now): Devices {
  const seconds = () => Math.floor(now() / 1_000)
  const mark = (email: string, issued: string, id: string) => keys.fingerprint('device cookie', `${email} ${issued} ${id}`)
  return {
    issue(email) {
      const [issued, id] = [String(seconds()), randomBytes(idBytes).toString('base64url')]
      return `${issued}.${id}.${mark(email, issued, id).toString('base64url')}`
    },
    known(email, cookie) {
      const [, issued, id, given] = /^(\d{1,12})\.([\w-]{22})\.([\w-]{22})$/.exec(cookie ?? '') ?? []
      if (issued === undefined || id === undefined || given === undefined || seconds() - Number(issued) > deviceSeconds) return null
      return timingSafeEqual(Buffer.from(given, 'base64url'), mark(email, issued, id)) ? id : null
    },
  }
}
