import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import PQueue from 'p-queue'
import { Tinypool } from 'tinypool'
import { TooBusy } from './session.errors'

// OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** NIST SP 800-63B, 3.1.1.2: the same characters are the same password, however a keyboard composed them. */
export const normalised = (password: string): string => password.normalize('NFKC')

/** Who waits for a password to be checked: one at a device that signed in before goes first. */
export type Lane = 'known' | 'stranger'

/** Hashes passwords in processes of a lower priority, few at once, so that a flood of sign-ins leaves the processors to everyone else. */
export interface Hasher {
  /**
   * Does what leads to a password's being checked as one of those who may wait for it, and who are no more until it is done.
   * @throws {TooBusy} when as many wait as may: before anything is counted or looked up.
   */
  inLine<Result>(lane: Lane, work: () => Promise<Result>): Promise<Result>
  /** The argon2id hash of a password (PHC string). @throws {TooBusy} */
  hash(password: string): Promise<string>
  /**
   * Whether a password is that of a hash; with no hash it is not, and takes as long to say so, so that the time tells
   * nobody which users there are.
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

/** Milliseconds after which a process that hashes nothing ends. */
const idleFor = 60_000

const half = Math.max(1, Math.floor(availableParallelism() / 2))

/** Processes, not threads: what takes and gives back 19 MiB each time holds up all threads of its process, and one of a low priority holds them up for long. */
function startPool(atOnce: number) {
  const filename = fileURLToPath(new URL('./hash-worker.mjs', import.meta.url))
  const pool = new Tinypool({ runtime: 'child_process', filename, execArgv: [], env: {}, minThreads: 0, maxThreads: atOnce, idleTimeout: idleFor })
  // One that dies while it has nothing to do is replaced by the next that is needed.
  pool.on('error', () => undefined)
  return pool
}

export function createHasher({ atOnce, waiting, strangersEachSecond }: Capacity = { atOnce: half, waiting: 50, strangersEachSecond: 25 * half }): Hasher {
  const pool = startPool(atOnce)
  const hash = (password: string): Promise<string> => pool.run({ password, cost }, { name: 'hash' })
  const verify = (against: string, password: string): Promise<boolean> => pool.run({ against, password }, { name: 'verify' })
  const queue = new PQueue({ concurrency: atOnce })
  // One after the other in even steps: a second's worth at once would be felt by everyone else.
  const strangers = new PQueue({ intervalCap: 1, interval: 1_000 / strangersEachSecond })
  const line = { known: 0, stranger: 0 }
  const longest = { known: atOnce + 2 * waiting, stranger: atOnce + waiting }
  const inLine: Hasher['inLine'] = async (lane, work) => {
    if (line[lane] >= longest[lane]) throw new TooBusy()
    line[lane] += 1
    return work().finally(() => (line[lane] -= 1))
  }
  const inTurn = <Result>(lane: Lane, work: () => Promise<Result>): Promise<Result> =>
    lane === 'known' ? queue.add(work, { priority: 1 }) : strangers.add(() => queue.add(work))
  let nobodys: Promise<string> | null = null
  return {
    inLine,
    hash: (password) => inLine('known', () => inTurn('known', () => hash(normalised(password)))),
    async matches(password, passwordHash, lane) {
      nobodys ??= hash('no user has this')
      const against = passwordHash ?? (await nobodys)
      const same = await inTurn(lane, () => verify(against, normalised(password)))
      return same && passwordHash !== null
    },
  }
}
