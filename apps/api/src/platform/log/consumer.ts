import type { EventId } from '@brokersync/schema/ids'
import { isDomainError } from '../errors/domain-error'
import { commit, ExpectationFailed, type Commit, type Origin, type Write } from '../postgres/commit'
import type { Database } from '../postgres/database'
import type { Leases } from '../postgres/leases'
import type { Logger } from '../telemetry/logger'
import type { Log, LoggedEvent } from './log'
import { parkedOf, type Parked } from './parked'
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
  /** How far it has come, and how far the log goes. */
  progress(): Promise<{ position: number; head: number }>
  /** Resolves when an event's change is committed; asked before the event is. @throws {DomainError} UNAVAILABLE after two seconds. */
  whenHandled(id: EventId): Promise<void>
  wake(): void
  stop(): Promise<void>
}

const batch = 500
const tries = 3
const system: Origin = { actorId: null, credential: 'system', requestId: 'consumer' }

interface Surroundings {
  schema: string
  database: Database
  log: Log
  leases: Leases
  logger: Logger
}

/** The write of a consumer's position, which fails when another process has moved it meanwhile. */
const movePosition = (schema: string, consumer: string, from: number, to: number): Write => ({
  sql: `INSERT INTO ${schema}.consumer_position AS p (consumer, position) VALUES ($1, $3)
        ON CONFLICT (consumer) DO UPDATE SET position = $3 WHERE p.position = $2 RETURNING 1`,
  values: [consumer, from, to],
  expect: 1,
  what: `position of ${consumer}`,
})

// A store that is away, or another process that has taken over: no fault of the events, so nothing is parked for it.
const isNotTheEvents = (error: unknown): boolean =>
  error instanceof ExpectationFailed ? error.what.startsWith('position of') : isDomainError(error) && error.code === 'UNAVAILABLE'

class Runner {
  private readonly parked: Parked

  constructor(
    private readonly consumer: Consumer,
    private readonly around: Surroundings,
    private readonly handled: (id: EventId) => void,
  ) {
    this.parked = parkedOf(around.database, around.schema, consumer.name)
  }

  async position(): Promise<number> {
    const { schema, database } = this.around
    const [row] = await database.query<{ position: number }>(`SELECT position FROM ${schema}.consumer_position WHERE consumer = $1`, [this.consumer.name])
    return row?.position ?? 0
  }

  /** Handles the next batch. @returns whether more is waiting. */
  async turn(): Promise<boolean> {
    const { log, leases, schema } = this.around
    if (!(await leases.holds(`consumer ${schema} ${this.consumer.name}`))) return false
    const resumed = await this.resume()
    const head = await log.head()
    const from = await this.position()
    if (from >= head) return resumed
    const limit = this.consumer.atMost ?? batch
    const events = await log.read({ after: from, upTo: head, limit, types: this.consumer.types })
    const to = events.length < limit ? head : (events.at(-1)?.position ?? head)
    await this.handleAll(events, from, to)
    return to < head
  }

  private async handleAll(events: readonly LoggedEvent[], from: number, to: number): Promise<void> {
    const parked = await this.parked.lanes()
    if (!events.some((event) => parked.has(event.subject))) {
      try {
        return await this.commit(events, from, to)
      } catch (error) {
        if (isNotTheEvents(error)) throw error
        this.around.logger.warn({ consumer: this.consumer.name, error: String(error) }, 'a batch failed and is handled an event at a time')
      }
    }
    let at = from
    for (const event of events) {
      await this.handleOne(event, at, parked)
      at = event.position
    }
    if (at < to) await this.commit([], at, to)
  }

  private async handleOne(event: LoggedEvent, from: number, parked: Set<string>): Promise<void> {
    if (parked.has(event.subject)) return this.park(event, from, 'its lane is parked')
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.commit([event], from, event.position)
      } catch (error) {
        if (isNotTheEvents(error)) throw error
        if (attempt < tries) continue
        this.around.logger.error({ consumer: this.consumer.name, position: event.position, lane: event.subject, error: String(error) }, 'a lane is parked')
        parked.add(event.subject)
        return this.park(event, from, String(error))
      }
    }
  }

  private async commit(events: readonly LoggedEvent[], from: number, to: number): Promise<void> {
    const { schema, database } = this.around
    const change = events.length === 0 ? { writes: [] } : await this.consumer.handle(events)
    await commit(database, schema, { ...change, writes: [...change.writes, movePosition(schema, this.consumer.name, from, to)] }, system)
    for (const event of events) this.handled(event.id)
    if (events.length > 0) this.consumer.afterwards?.(events)
  }

  private async park(event: LoggedEvent, from: number, error: string): Promise<void> {
    const { schema, database } = this.around
    const writes = [this.parked.park(event, error), movePosition(schema, this.consumer.name, from, event.position)]
    await commit(database, schema, { writes }, system)
  }

  /** Handles the first event of each lane that an operator let go on. @returns whether there was any. */
  private async resume(): Promise<boolean> {
    const { schema, database, log } = this.around
    const waiting = await this.parked.resumed()
    for (const { position, lane } of waiting) {
      const events = await log.read({ after: position - 1, upTo: position, limit: 1 })
      try {
        const change = await this.consumer.handle(events)
        await commit(database, schema, { ...change, writes: [...change.writes, this.parked.release(position)] }, system)
        this.consumer.afterwards?.(events)
      } catch (error) {
        if (isNotTheEvents(error)) throw error
        await this.parked.stop(lane, error)
      }
    }
    return waiting.length > 0
  }
}

/**
 * Runs a consumer for as long as the process lives, in one process at a time. An event that fails three times parks its
 * subject's lane alone; a store that is away parks nothing, it is waited for.
 */
export function startConsumer(consumer: Consumer, around: Surroundings): RunningConsumer {
  const { log, logger } = around
  const waiting = createWaiting('The view', async (id) => {
    const at = await log.positionOf(id)
    return at !== null && at <= (await runner.position())
  })
  const runner = new Runner(consumer, around, (id) => waiting.done(id))
  const pump = startPump(`consumer ${around.schema} ${consumer.name}`, () => runner.turn(), logger)
  const off = log.onGrowth(() => pump.wake())
  return {
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
