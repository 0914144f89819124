import { setTimeout as sleep } from 'node:timers/promises'
import { send, type Api, type Outcome } from '../lib/graphql'
import type { Random } from '../lib/random'
import { createClient, record, recordMany, renameClient, tagClient, type Deed, type Known } from './deeds'
import type { Entry, Ledger } from './ledger'

/** Lanes that send one request after the other, and each request until it is acknowledged. */
export interface Load {
  /** Resolves when every lane had a request acknowledged that it sent later than `since`. @throws after half a minute. */
  back(since: number): Promise<void>
  /** Ends once every request that was begun is acknowledged. */
  stop(): Promise<void>
  readonly counts: { acknowledged: number; sentAgain: number; repeated: number }
}

/** A request and how it went; instants in milliseconds. */
export interface Answered {
  sent: number
  ended: number
  kind: Outcome['kind']
}

/** What the load has against the product: a refusal, another answer to a repetition. */
export type Complain = (fault: string) => void

const lanes = 8
const pause = 50

interface Parts {
  api: Api
  ledger: Ledger
  random: Random
  complain: Complain
  /** Told of each request that ended. */
  answered?: (answered: Answered) => void
}

interface Done {
  deed: Deed
  key: string
  entries: readonly Entry[]
}

class Lane {
  lastSent = 0
  private readonly clients: Known[] = []
  private readonly done: Done[] = []
  private number = 0

  constructor(
    private readonly name: string,
    private readonly parts: Parts & { counts: Load['counts'] },
  ) {}

  /** Does the next thing to its end. */
  async step(isStopped: () => boolean): Promise<void> {
    const { random, ledger, counts } = this.parts
    const before = this.done[random.between(0, this.done.length * 8)]
    if (before !== undefined) return this.repeat(before)
    this.number += 1
    // A word that is looked for finds what begins with it too: none may begin another.
    const word = `${this.name}x${this.number}z`
    const deed = this.next(word)
    const entries = await this.acknowledged(deed, word, isStopped)
    if (entries === undefined) return
    counts.acknowledged += 1
    deed.learn?.(entries)
    for (const entry of entries) await ledger.write(entry)
    this.done.push({ deed, key: word, entries })
  }

  private next(word: string): Deed {
    const { random } = this.parts
    const client = this.clients[random.between(0, this.clients.length - 1)]
    const choice = random.next()
    if (client === undefined || choice < 0.1) return createClient(word, random, this.clients)
    if (choice < 0.25) return renameClient(word, client)
    if (choice < 0.35) return tagClient(word, client)
    return choice < 0.42 ? recordMany(word, random, client) : record(word, random, client)
  }

  /** Sends a deed with its key again and again until the product has acknowledged it; a refusal ends it, and is told. */
  private async acknowledged(deed: Deed, key: string, isStopped: () => boolean): Promise<Entry[] | undefined> {
    const { api, complain, counts } = this.parts
    const variables = { input: { ...deed.variables.input, idempotencyKey: key } }
    for (let waited = 0; ; waited += 1) {
      const sent = Date.now()
      const outcome = await send(api, deed.operation, variables)
      this.parts.answered?.({ sent, ended: Date.now(), kind: outcome.kind })
      if (outcome.kind === 'refused') {
        complain(`${key} was refused: ${outcome.code} ${outcome.message} (${deed.operation.slice(9, 30)}, sent ${waited + 1} times)`)
        return undefined
      }
      if (outcome.kind === 'acknowledged') {
        this.lastSent = sent
        return deed.entries(outcome.data)
      }
      // A store that is away is no riddle to be looked up in a log: the contract has a code for it.
      if (outcome.code === 'INTERNAL') complain(`${key} was answered with INTERNAL, not UNAVAILABLE: ${outcome.why}`)
      counts.sentAgain += 1
      if (isStopped() && waited > 600) throw new Error(`${key} is never acknowledged: ${outcome.why}`)
      await sleep(50)
    }
  }

  /** What was acknowledged long ago is sent once more with its key: the answer is the same, and nothing is done. */
  private async repeat({ deed, key, entries }: Done): Promise<void> {
    const again = await this.acknowledged(deed, key, () => false)
    this.parts.counts.repeated += 1
    const ids = (all: readonly Entry[]) => all.map((entry) => ('id' in entry ? entry.id : entry.clientId)).join()
    if (again !== undefined && ids(again) !== ids(entries)) this.parts.complain(`${key} sent again answers ${ids(again)}, not ${ids(entries)}`)
  }
}

export function startLoad(parts: Parts & { word: string }): Load {
  const counts = { acknowledged: 0, sentAgain: 0, repeated: 0 }
  const all = Array.from({ length: lanes }, (_, index) => new Lane(`${parts.word}${String.fromCodePoint(97 + index)}`, { ...parts, random: parts.random.fork(), counts }))
  let stopped = false
  const run = async (lane: Lane) => {
    while (!stopped) {
      await lane.step(() => stopped)
      await sleep(pause)
    }
  }
  const running = Promise.all(all.map(run))
  // A lane that ends by an error is met by whoever stops the load.
  running.catch(() => undefined)
  return {
    counts,
    async back(since) {
      while (all.some((lane) => lane.lastSent <= since)) {
        if (Date.now() - since > 30_000) throw new Error('the product did not come back within half a minute')
        await sleep(5)
      }
    },
    async stop() {
      stopped = true
      await running
    },
  }
}
