import type { EventId } from '@brokersync/schema/ids'
import { isDomainError } from '../errors/domain-error'
import { commit, ExpectationFailed, type Commit, type Origin, type Write } from '../postgres/commit'
import type { Database } from '../postgres/database'
import type { Leases } from '../postgres/leases'
import type { Logger } from '../telemetry/logger'
import type { Consumer } from './consumer'
import type { Log, LoggedEvent } from './log'
import { parkedOf, type Parked } from './parked'

const batch = 500
const tries = 3
/** Milliseconds after which a position that was only passed over is saved, where nobody asks for it sooner. */
const saveEvery = 5_000
const lookForResumedEvery = 1_000
const system: Origin = { actorId: null, credential: 'system', requestId: 'consumer' }

/** What a consumer runs on. */
export interface RunnerSurroundings {
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

/** Where a consumer that this process runs has come. */
interface State {
  /** All events up to here are done with, or none of its own. */
  at: number
  /** The position in the table; what is not its own is passed over without a write for each. */
  saved: number
  savedAt: number
  /** The lanes that are parked: only this runner parks, and only it lets go on. */
  lanes: Set<string>
  lookedForResumedAt: number
}

/** Takes a consumer through the log, a batch a turn, as long as this process holds its lease. */
export class Runner {
  private readonly parked: Parked
  private state: State | null = null

  constructor(
    private readonly consumer: Consumer,
    private readonly around: RunnerSurroundings,
    private readonly handled: (id: EventId) => void,
  ) {
    this.parked = parkedOf(around.database, around.schema, consumer.name)
  }

  async position(): Promise<number> {
    return this.state?.at ?? this.savedPosition()
  }

  private async savedPosition(): Promise<number> {
    const { schema, database } = this.around
    const [row] = await database.query<{ position: number }>(`SELECT position FROM ${schema}.consumer_position WHERE consumer = $1`, [this.consumer.name])
    return row?.position ?? 0
  }

  private async load(): Promise<State> {
    const [saved, lanes] = await Promise.all([this.savedPosition(), this.parked.lanes()])
    return { at: saved, saved, savedAt: Date.now(), lanes, lookedForResumedAt: 0 }
  }

  /** Handles the next batch. @returns whether more is waiting. */
  async turn(): Promise<boolean> {
    const { leases, schema } = this.around
    try {
      if (!(await leases.holds(`consumer ${schema} ${this.consumer.name}`))) {
        this.state = null
        return false
      }
      this.state ??= await this.load()
      const resumed = await this.resume(this.state)
      return (await this.advance(this.state)) || resumed
    } catch (error) {
      // Whatever went wrong, the tables know how far it has come.
      this.state = null
      throw error
    }
  }

  private async advance(state: State): Promise<boolean> {
    const limit = this.consumer.atMost ?? batch
    const { events, end } = await this.around.log.read({ after: state.at, limit, types: this.consumer.types })
    const to = events.length < limit ? end : (events.at(-1)?.position ?? end)
    if (events.length > 0) await this.handleAll(state, events, to)
    else if (to > state.at) state.at = to
    if (state.at > state.saved && Date.now() - state.savedAt >= saveEvery) await this.commit(state, [], state.at)
    return to < end
  }

  get runsHere(): boolean {
    return this.state !== null
  }

  /** At its next turn, how far it has come is saved even though it was only passed over: another process waits for it, and sees the table alone. */
  saveNow(): void {
    if (this.state !== null) this.state.savedAt = 0
  }

  private async handleAll(state: State, events: readonly LoggedEvent[], to: number): Promise<void> {
    if (!events.some((event) => state.lanes.has(event.subject))) {
      try {
        return await this.commit(state, events, to)
      } catch (error) {
        if (isNotTheEvents(error)) throw error
        this.around.logger.warn({ consumer: this.consumer.name, error: String(error) }, 'a batch failed and is handled an event at a time')
      }
    }
    for (const event of events) await this.handleOne(state, event)
    if (state.at < to) state.at = to
  }

  private async handleOne(state: State, event: LoggedEvent): Promise<void> {
    if (state.lanes.has(event.subject)) return this.park(state, event, 'its lane is parked')
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.commit(state, [event], event.position)
      } catch (error) {
        if (isNotTheEvents(error)) throw error
        if (attempt < tries) continue
        this.around.logger.error({ consumer: this.consumer.name, position: event.position, lane: event.subject, error: String(error) }, 'a lane is parked')
        state.lanes.add(event.subject)
        return this.park(state, event, error)
      }
    }
  }

  private async commit(state: State, events: readonly LoggedEvent[], to: number): Promise<void> {
    const change = events.length === 0 ? { writes: [] } : await this.consumer.handle(events)
    await this.move(state, change, to)
    for (const event of events) this.handled(event.id)
    if (events.length > 0) this.consumer.afterwards?.(events, change)
  }

  private async park(state: State, event: LoggedEvent, error: unknown): Promise<void> {
    await this.move(state, { writes: [this.parked.park(event, error)] }, event.position)
  }

  private async move(state: State, change: Commit, to: number): Promise<void> {
    const { schema, database } = this.around
    await commit(database, schema, { ...change, writes: [...change.writes, movePosition(schema, this.consumer.name, state.saved, to)] }, system)
    Object.assign(state, { at: to, saved: to, savedAt: Date.now() } satisfies Partial<State>)
  }

  /** Handles the first event of each lane that an operator let go on. @returns whether there was any. */
  private async resume(state: State): Promise<boolean> {
    if (state.lanes.size === 0 || Date.now() - state.lookedForResumedAt < lookForResumedEvery) return false
    const waiting = await this.parked.resumed()
    for (const { position, lane } of waiting) await this.resumeOne(position, lane)
    state.lanes = await this.parked.lanes()
    if (waiting.length === 0) state.lookedForResumedAt = Date.now()
    return waiting.length > 0
  }

  private async resumeOne(position: number, lane: string): Promise<void> {
    const { schema, database, log } = this.around
    const { events } = await log.read({ after: position - 1, upTo: position, limit: 1 })
    try {
      const change = await this.consumer.handle(events)
      await commit(database, schema, { ...change, writes: [...change.writes, this.parked.release(position)] }, system)
      this.consumer.afterwards?.(events, change)
    } catch (error) {
      if (isNotTheEvents(error)) throw error
      await this.parked.stop(lane, error)
    }
  }
}
