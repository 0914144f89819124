import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import PQueue from 'p-queue'
import { TooBusy } from './session.errors'

// OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** NIST SP 800-63B, 3.1.1.2: the same characters are the same password, however a keyboard composed them. */
export const normalised = (password: string): string => password.normalize('NFKC')

/** Who waits for a password to be checked: one at a device that signed in before goes first. */
export type Lane = 'known' | 'stranger'

/** Hashes passwords off the event loop, few at once, so that a flood of sign-ins leaves the processors to everyone else. */
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

/** @param options.atOnce hashes that are made at one time. @param options.waiting strangers that may wait; of known devices twice as many. */
export function createHasher({ atOnce, waiting }: { atOnce: number; waiting: number } = { atOnce: Math.max(1, Math.floor(availableParallelism() / 2)), waiting: 50 }): Hasher {
  const queue = new PQueue({ concurrency: atOnce })
  const requireRoom = (lane: Lane) => {
    if (queue.size >= (lane === 'known' ? 2 * waiting : waiting)) throw new TooBusy()
  }
  const run = <Result>(work: () => Promise<Result>, lane: Lane): Promise<Result> => {
    requireRoom(lane)
    return queue.add(work, { priority: lane === 'known' ? 1 : 0 })
  }
  let nobodys: Promise<string> | null = null
  return {
    requireRoom,
    hash: (password) => run(() => hash(normalised(password), cost), 'known'),
    async matches(password, passwordHash, lane) {
      nobodys ??= hash('no user has this', cost)
      const against = passwordHash ?? (await nobodys)
      const same = await run(() => verify(against, normalised(password)), lane)
      return same && passwordHash !== null
    },
  }
}
