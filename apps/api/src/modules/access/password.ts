import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import PQueue from 'p-queue'
import { Piscina } from 'piscina'
import { TooBusy } from './session.errors'

// OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** NIST SP 800-63B, 3.1.1.2: the same characters are the same password, however a keyboard composed them. */
export const normalised = (password: string): string => password.normalize('NFKC')

/** Who waits for a password to be checked: one at a device that signed in before goes first. */
export type Lane = 'known' | 'stranger'

/** Hashes passwords in threads of a lower priority, few at once, so that a flood of sign-ins leaves the processors to everyone else. */
export interface Hasher {
  /** @throws {TooBusy} when as many wait as may: before anything is counted or looked up. */
  requireRoom(lane: Lane): void
  /** The argon2id hash of a password (PHC string). */
  hash(password: string): Promise<string>
  /**
   * Whether a password is that of a hash; with no hash it is not, and takes as long to say so, so that the time tells
   * nobody which users there are. @throws {TooBusy} when too many wait.
   */
  matches(password: string, passwordHash: string | null, lane: Lane): Promise<boolean>
}

interface Capacity {
  /** Hashes that are made at one time. */
  atOnce: number
  /** Strangers that may wait; of known devices twice as many. */
  waiting: number
  /** Strangers' hashes in a second: what a flood may take of the processors. */
  strangersEachSecond: number
}

/** Milliseconds after which a thread that hashes nothing ends. */
const idleFor = 60_000

const half = Math.max(1, Math.floor(availableParallelism() / 2))

export function createHasher({ atOnce, waiting, strangersEachSecond }: Capacity = { atOnce: half, waiting: 50, strangersEachSecond: 25 * half }): Hasher {
  const threads = new Piscina({ filename: fileURLToPath(new URL('./hash-worker.mjs', import.meta.url)), minThreads: 0, maxThreads: atOnce, idleTimeout: idleFor })
  const hash = (password: string): Promise<string> => threads.run({ password, cost }, { name: 'hash' })
  const verify = (against: string, password: string): Promise<boolean> => threads.run({ against, password }, { name: 'verify' })
  const queue = new PQueue({ concurrency: atOnce })
  const strangers = new PQueue({ intervalCap: strangersEachSecond, interval: 1_000 })
  const requireRoom = (lane: Lane) => {
    if (lane === 'known' ? queue.size >= 2 * waiting : queue.size + strangers.size >= waiting) throw new TooBusy()
  }
  const run = <Result>(work: () => Promise<Result>, lane: Lane): Promise<Result> => {
    requireRoom(lane)
    return lane === 'known' ? queue.add(work, { priority: 1 }) : strangers.add(() => queue.add(work))
  }
  let nobodys: Promise<string> | null = null
  return {
    requireRoom,
    hash: (password) => run(() => hash(normalised(password)), 'known'),
    async matches(password, passwordHash, lane) {
      nobodys ??= hash('no user has this')
      const against = passwordHash ?? (await nobodys)
      const same = await run(() => verify(against, normalised(password)), lane)
      return same && passwordHash !== null
    },
  }
}
