import type { EventId } from '@brokersync/schema/ids'
import { unavailable } from '../errors/domain-error'
import type { Commit } from '../postgres/commit'
import type { Signals } from '../postgres/signals'
import { Runner, type RunnerSurroundings } from './consumer-runner'
import type { LoggedEvent } from './log'
import { startPump } from './pump'
import { createWaiting } from './waiting'

/** What a module does when something happened elsewhere, or in itself. */
export interface Consumer {
  name: string
  /** The types of event that it takes; all where left out. */
  types?: readonly string[]
  /** The most events at once; 500 where left out. */
  atMost?: number
  /**
   * Gives the change that a batch of events makes; it is committed together with the consumer's position, so that it happens once.
   * What it does beside (another store, another service) must bear being done again.
   */
  handle(events: readonly LoggedEvent[]): Promise<Commit>
  /** Called once the change of these events is committed. */
  afterwards?(events: readonly LoggedEvent[], change: Commit): void
}

export interface RunningConsumer {
  /** How far it has come. */
  position(): Promise<number>
  /** Takes it to where the log ends now. @throws {DomainError} UNAVAILABLE after two seconds. */
  catchUp(): Promise<void>
  /** How far it has come, and how far the log goes; where another process runs it, that is given a moment to say so. */
  progress(): Promise<{ position: number; head: number }>
  /** Resolves when an event's change is committed; asked before the event is. @throws {DomainError} UNAVAILABLE after two seconds. */
  whenHandled(id: EventId): Promise<void>
  wake(): void
  stop(): Promise<void>
}

const patience = 2_000
const shortPatience = 200
const look = 5
/** At each so manyeth look the process that runs the consumer is asked to save how far it has come. */
const askEvery = 10

/**
 * Runs a consumer for as long as the process lives, in one process at a time. An event that fails three times parks its
 * subject's lane alone; a store that is away parks nothing, it is waited for.
 */
export function startConsumer(consumer: Consumer, around: RunnerSurroundings & { signals: Signals }): RunningConsumer {
  const { log, logger, signals } = around
  const saveNow = `position:${around.schema}:${consumer.name}`
  const waiting = createWaiting('The view', async (id) => {
    const at = await log.positionOf(id)
    return at !== null && at <= (await runner.position())
  })
  const runner = new Runner(consumer, around, (id) => waiting.done(id))
  const pump = startPump(`consumer ${around.schema} ${consumer.name}`, () => runner.turn(), logger)
  const offs = [
    log.onGrowth(() => pump.wake()),
    signals.on(saveNow, () => {
      runner.saveNow()
      pump.wake()
    }),
  ]
  /** @returns whether it came as far within so many milliseconds. */
  const comesTo = async (head: number, within: number): Promise<boolean> => {
    const until = Date.now() + within
    for (let looks = 0; (await runner.position()) < head; looks += 1) {
      if (Date.now() > until) return false
      pump.wake()
      // Of a consumer that another process runs, the table alone tells here.
      if (!runner.runsHere && looks % askEvery === 0) signals.send(saveNow)
      await new Promise((resolve) => setTimeout(resolve, look))
    }
    return true
  }
  return {
    position: () => runner.position(),
    async catchUp() {
      if (!(await comesTo(await log.head(), patience))) throw unavailable('A view of the log')
    },
    async progress() {
      const head = await log.head()
      if (!runner.runsHere) await comesTo(head, shortPatience)
      return { position: await runner.position(), head }
    },
    whenHandled: (id) => waiting.until(id),
    wake: () => pump.wake(),
    async stop() {
      offs.forEach((off) => off())
      await pump.stop()
    },
  }
}
