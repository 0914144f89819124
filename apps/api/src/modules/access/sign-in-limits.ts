import { LRUCache } from 'lru-cache'
import type { Keys } from '../../platform/keys/keys'
import type { Database } from '../../platform/postgres/database'
import type { Logger } from '../../platform/telemetry/logger'
import { networkOf } from './network'

export interface Attempt {
  address: string
  email: string
  /** The browser, where this email has signed in at it before; null: a stranger. */
  device: string | null
}

/** A try that was counted, or for how many seconds there are to be no more. */
export type Admission = { admitted: true; succeeded: () => Promise<void> } | { admitted: false; retryAfter: number }

/** Counts refused tries, in all processes together (NIST SP 800-63B, 3.2.2). */
export interface SignInLimits {
  admit(attempt: Attempt): Promise<Admission>
  /** A try to prove oneself by the present password, by a user who is signed in. */
  admitChange(userId: string): Promise<Admission>
  /** Forgets what counts no more. */
  forget(): Promise<void>
}

interface Limit {
  /** Whose tries are counted together. */
  of: string
  most: number
  /** Milliseconds. */
  within: number
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

// Strangers to an account are counted together too, but never those at a browser of its user: whoever knows an email
// can keep the user from new browsers for an hour by tries from many addresses, and never from a known one.
const limitsOf = ({ address, email, device }: Attempt): Limit[] =>
  device === null
    ? [
        { of: `pair ${networkOf(address)} ${email}`, most: 10, within: minute },
        { of: `pair of the day ${networkOf(address)} ${email}`, most: 50, within: day },
        { of: `address ${networkOf(address)}`, most: 100, within: minute },
        { of: `strangers to ${email}`, most: 100, within: hour },
      ]
    : own(`device ${device}`)

const own = (whose: string): Limit[] => [
  { of: whose, most: 10, within: minute },
  { of: `${whose} of the day`, most: 100, within: day },
]

// One that is over its limit counts nothing, so that tries which were refused anyway shut nobody else out. The rows are
// taken in the order of their keys, so that no two statements wait for each other.
const countSql = `WITH asked AS (SELECT * FROM unnest($1::bytea[], $2::int[], $3::float8[]) AS a(key, most, within)),
  over AS (SELECT t.key, t.until FROM asked a JOIN access.sign_in_try t USING (key) WHERE t.until > now() AND t.tries >= a.most),
  counted AS (
    INSERT INTO access.sign_in_try AS t (key, tries, until)
    SELECT key, 1, now() + within * interval '1 millisecond' FROM asked WHERE NOT EXISTS (SELECT FROM over) ORDER BY key
    ON CONFLICT (key) DO UPDATE SET tries = CASE WHEN t.until <= now() THEN 1 ELSE t.tries + 1 END,
      until = CASE WHEN t.until <= now() THEN excluded.until ELSE t.until END
    RETURNING key, tries, until
  )
  SELECT key, extract(epoch FROM until - now())::float8 * 1000 AS wait FROM (
    SELECT key, until FROM over UNION ALL SELECT c.key, c.until FROM counted c JOIN asked a USING (key) WHERE c.tries > a.most
  ) AS full_ones`
const succeededSql = `UPDATE access.sign_in_try t SET tries = greatest(0, t.tries - 1)
  FROM (SELECT key FROM access.sign_in_try WHERE key = ANY ($1::bytea[]) ORDER BY key FOR UPDATE) AS k WHERE t.key = k.key`
const forgetSql = 'DELETE FROM access.sign_in_try WHERE until < now()'

export function createSignInLimits({ database, keys }: { database: Pick<Database, 'query'>; keys: Pick<Keys, 'fingerprint'> }): SignInLimits {
  // What is known to be over its limit is refused without asking Postgres: a flood costs next to nothing.
  const full = new LRUCache<string, number>({ max: 10_000 })
  const admitTo = async (limits: readonly Limit[]): Promise<Admission> => {
    const marks = limits.map(({ of }) => keys.fingerprint('sign-in try', of))
    const waits = marks.map((mark) => (full.get(mark.toString('base64')) ?? 0) - Date.now())
    if (waits.some((wait) => wait > 0)) return refused(waits)
    const rows = await database.query<{ key: Buffer; wait: number }>(countSql, [marks, limits.map(({ most }) => most), limits.map(({ within }) => within)])
    for (const { key, wait } of rows) full.set(key.toString('base64'), Date.now() + wait)
    if (rows.length > 0) return refused(rows.map(({ wait }) => wait))
    return { admitted: true, succeeded: async () => void (await database.query(succeededSql, [marks])) }
  }
  return {
    admit: (attempt) => admitTo(limitsOf(attempt)),
    admitChange: (userId) => admitTo(own(`change ${userId}`)),
    forget: async () => void (await database.query(forgetSql)),
  }
}

const refused = (waits: readonly number[]): Admission => ({ admitted: false, retryAfter: Math.max(1, Math.ceil(Math.max(...waits) / 1_000)) })

/** Keeps the table small, as long as the process runs. */
export function forgetEachMinute(limits: SignInLimits, logger: Logger): { stop(): void } {
  const forget = () => void limits.forget().catch((error: unknown) => logger.debug({ error: String(error) }, 'old tries to sign in are not forgotten yet'))
  const timer = setInterval(forget, minute).unref()
  return { stop: () => clearInterval(timer) }
}
