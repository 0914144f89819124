import type { EventId } from '@brokersync/schema/ids'
import { unavailable } from '../errors/domain-error'
import type { Commit } from '../postgres/commit'
import { Runner, saveEvery, type RunnerSurroundings } from './consumer-runner'
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
  afterwards?(events: readonly LoggedEvent[]): void
}

export interface RunningConsumer {
  /** How far it has come. */
  position(): Promise<number>
  /** Takes it to where the log ends now. @throws {DomainError} UNAVAILABLE after two seconds. */
  catchUp(): Promise<void>
  /** How far it has come, and how far the log goes. */
  progress(): Promise<{ position: number; head: number }>
  /** Resolves when an event's change is committed; asked before the event is. @throws {DomainError} UNAVAILABLE after two seconds. */
  whenHandled(id: EventId): Promise<void>
  wake(): void
  stop(): Promise<void>
}

const patience = 2_000
const look = 5

/**
 * Runs a consumer for as long as the process lives, in one process at a time. An event that fails three times parks its
 * subject's lane alone; a store that is away parks nothing, it is waited for.
 */
export function startConsumer(consumer: Consumer, around: RunnerSurroundings): RunningConsumer {
  const { log, logger } = around
  const waiting = createWaiting('The view', async (id) => {
    const at = await log.positionOf(id)
    return at !== null && at <= (await runner.position())
  })
  const runner = new Runner(consumer, around, (id) => waiting.done(id))
  const turn = async (): Promise<boolean> => {
    const more = await runner.turn()
    // Other processes see the table alone, so that what is passed over is saved soon, though not at each step.
    if (!more && runner.owesSave) setTimeout(() => pump.wake(), saveEvery).unref()
    return more
  }
  const pump = startPump(`consumer ${around.schema} ${consumer.name}`, turn, logger)
  const off = log.onGrowth(() => pump.wake())
  const catchUp = async (): Promise<void> => {
    const head = await log.head()
    for (const until = Date.now() + patience; (await runner.position()) < head; ) {
      if (Date.now() > until) throw unavailable('A view of the log')
      pump.wake()
      await new Promise((resolve) => setTimeout(resolve, look))
    }
  }
  return {
    position: () => runner.position(),
    catchUp,
    async progress() {
      const [position, head] = await Promise.all([runner.position(), log.head()])
      return { position, head }
    },
    whenHandled: (id) => waiting.until(id),
    wake: () => pump.wake(),
    async stop() {
      off()
      await pump.stop()
    },
  }
}
