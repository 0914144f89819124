import type { TimelineCategory } from '../../generated/graphql'
import { failure } from '../../lib/failure'
import { bucketGrid, bucketLength } from '../../ui/timeline/density'
import type { LaneId } from '../../ui/timeline/lanes'
import { covers, day, lengthOf, widened, type Span } from '../../ui/timeline/span'
import { instantOf, orderKey, type Entry } from './entry'
import { everything, near, nothing, withoutNewAway, type FeedState, type Missing, type Wanted } from './feed-state'
import { joined, mergeById, missingOf, overlapOf, replaceWithin } from './held'
import { entriesOfLanes } from './lane-entries'
import { livesAbout } from './lives-about'
import { isPending, isTwin } from './pending'
import { hingeOf, pointOf, wholeOf } from './reach-of-time'
import { isEverything } from './timeline-query'
import { ReadFailed, type EntriesPage, type TimelineSource } from './timeline-source'

const pageSize = 200
/** Read again when the window comes within this share of the edge of what is held. */
const edge = 0.1
const margin = 0.5
/** How much of the past is read beyond what is shown of it, so that a pan of some months reads nothing. */
const pastMargin = 0.4
const week = 7 * day
/** Milliseconds from one read to the next while the window moves: what it passes by is not worth more. */
const whileMoving = 120
/** Entries further from the window than this many windows are let go. */
const keptWindows = 3

/**
 * Holds a screenful of one client's timeline and its margins: counts always, items where they are drawn one by one. One request is in
 * flight at a time, and the newest window is asked next. All is merged by id, so that a window read again brings nothing twice.
 */
export class TimelineFeed {
  private state: FeedState = nothing
  private wanted: Wanted | null = null
  private running = false
  private stoodStill = () => {}
  private stale = { ...everything }
  /** Held, but to be read again. */
  private outdated = new Set<TimelineCategory>()
  private readonly listeners = new Set<() => void>()
  private stopped = false

  constructor(private readonly source: TimelineSource) {}

  readonly get = (): FeedState => this.state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Says what is to be shown; what is missing of it is read. */
  want(wanted: Wanted): void {
    this.wanted = wanted
    if (wanted.settled) this.stoodStill()
    void this.run()
  }

  /** Reads everything that is shown again: after a lost connection or a sleep. What is shown stays until then. */
  refresh(): void {
    this.stale = { ...everything }
    this.outdated = new Set(this.state.held.keys())
    this.change({ failure: null, alive: null })
    void this.run()
  }

  /** Reads everything again under another query. */
  requery(): void {
    if (this.wanted) this.change({ entries: withoutNewAway(this.state, this.wanted.window) })
    this.refresh()
  }

  /** Whether there is more than was read; false where that cannot be told, as the next read will. */
  async hasGrown(): Promise<boolean> {
    const known = this.state.reach
    const reach = await this.source.reach().catch(() => null)
    return reach !== null && known !== null && reach.count !== known.count && this.state.reach?.count !== reach.count
  }

  /** Takes an entry that arrived by itself; one that is held already is replaced and is not new. */
  arrive(entry: Entry, isOwn = false): void {
    const isNew = !this.state.entries.has(entry.id)
    const fresh = isNew && !isOwn ? new Set([...this.state.fresh, entry.id]) : this.state.fresh
    this.stale = { ...everything }
    const others = new Map([...this.state.entries].filter(([, held]) => !isTwin(held, entry)))
    this.change({ entries: mergeById(others, [entry]), fresh })
    void this.run()
  }

  /** Takes back an entry that was shown before the server had confirmed it. */
  withdraw(id: string): void {
    const entries = new Map(this.state.entries)
    entries.delete(id)
    this.change({ entries })
  }

  /** An entry is not of what is asked for, or no longer: it goes, and all is counted again. */
  depart(id: string): void {
    this.stale = { ...everything }
    this.withdraw(id)
    void this.run()
  }

  /** The entries were looked at: their dot goes. */
  see(ids: Iterable<string>): void {
    const fresh = new Set(this.state.fresh)
    for (const id of ids) fresh.delete(id)
    if (fresh.size !== this.state.fresh.size) this.change({ fresh })
  }

  /** The newest entry before an instant; null where there is none, or where it could not be read. */
  async latestBefore(at: number, lanes: readonly LaneId[]): Promise<Entry | null> {
    try {
      return (await entriesOfLanes(this.source, lanes, { span: { to: at }, first: 1, after: null })).entries[0] ?? null
    } catch {
      return null
    }
  }

  /** Goes on reading, after `stop`. */
  start(): void {
    this.stopped = false
    void this.run()
  }

  stop(): void {
    this.stopped = true
  }

  private change(part: Partial<FeedState>): void {
    this.state = { ...this.state, ...part }
    for (const listener of this.listeners) listener()
  }

  private async run(): Promise<void> {
    if (this.running || this.stopped) return
    this.running = true
    try {
      while (!this.stopped && (await this.step())) await this.breath()
    } catch (error) {
      this.change({ failure: error instanceof ReadFailed ? error.failure : failure('NETWORK', 'The server cannot be reached.') })
    } finally {
      this.running = false
    }
  }

  /** While the window moves, a while; ended at once where it stands still. */
  private async breath(): Promise<void> {
    if (this.wanted === null || this.wanted.settled) return
    await new Promise<void>((resolve) => {
      this.stoodStill = resolve
      setTimeout(resolve, whileMoving)
    })
  }

  /** One read of what is most missing, the window before the strip of all time; says whether there was any. */
  private async step(): Promise<boolean> {
    if (this.stale.reach) return this.readReach()
    if (!this.wanted) return false
    if (this.shapeIsMissing(this.wanted)) return this.readShape(this.wanted)
    const missing = this.missingItems(this.wanted)
    if (missing) return this.readItems(missing)
    if (this.livesAreMissing(this.wanted)) return this.readLives(this.wanted)
    if (this.pastIsMissing(this.wanted)) return this.readPast(this.wanted)
    return this.stale.overview ? this.readOverview() : false
  }

  private async readReach(): Promise<true> {
    this.stale.reach = false
    const reach = await this.answer(this.source.reach(), 'reach')
    if (reach) this.change({ reach, failure: null, readAt: Date.now() })
    return true
  }

  private async readOverview(): Promise<true> {
    this.stale.overview = false
    const span = this.state.reach?.span
    if (!span) return true
    const whole = wholeOf(span, Date.now())
    const shape = await this.answer(this.source.shape(whole, bucketGrid(whole, bucketLength(lengthOf(whole) / 900))), 'overview')
    if (shape) this.change({ overview: shape.layer })
    return true
  }

  /** What an order has come to is wanted once orders are drawn one by one. */
  private livesAreMissing({ window, categories }: Wanted): boolean {
    if (!categories.includes('ORDER')) return false
    return this.stale.lives || this.state.alive === null || !covers(this.state.alive.span, window)
  }

  /** Under a query an order shows what the query leaves of its events. */
  private async readLives({ window }: Wanted): Promise<true> {
    this.stale.lives = false
    const read = await this.answer(livesAbout(this.source, { window, margin, helps: () => !this.stopped && this.stillHelps(window, ['ORDER']) }), 'lives')
    if (!read) return (this.stale.lives = true)
    const events = isEverything(this.source.query) ? read.orders.flatMap((order) => order.events) : []
    const orders = new Map(read.orders.map(({ events: _, ...state }) => [orderKey(state), state]))
    this.change({ alive: { span: read.span, ids: new Set(events.map(({ id }) => id)) }, orders, entries: mergeById(this.state.entries, events) })
    return true
  }

  private pastIsMissing({ past }: Wanted): boolean {
    if (past === null) return false
    const held = this.state.past
    return this.stale.past || held === null || !covers(held.weeks.span, past) || !covers(held.days.span, hingeOf(past))
  }

  private async readPast({ past }: Wanted): Promise<true> {
    this.stale.past = false
    if (past === null) return true
    const weeks = bucketGrid(widened(past, pastMargin), week)
    const days = bucketGrid(widened(hingeOf(past), 1), day)
    const read = await this.answer(this.source.past(weeks, days), 'past')
    if (read) this.change({ past: read })
    return true
  }

  private shapeIsMissing({ window, width, settled }: Wanted): boolean {
    const { shape, reach } = this.state
    if (this.stale.shape || !shape) return true
    if (settled && (shape.window.from !== window.from || shape.window.to !== window.to)) return true
    const zoom = lengthOf(window) / lengthOf(shape.window)
    const reached = reach ? (overlapOf(widened(window, edge), wholeOf(reach.span, Date.now())) ?? window) : window
    return width > 0 && (zoom > 2.2 || zoom < 0.6 || !covers(shape.layer.span, reached))
  }

  private async readShape({ window, width }: Wanted): Promise<true> {
    this.stale.shape = false
    const grid = bucketGrid(widened(window, margin), bucketLength(lengthOf(window) / Math.max(1, width)))
    const shape = await this.answer(this.source.shape(window, grid), 'shape')
    if (shape) this.change({ shape, failure: null, readAt: Date.now() })
    return true
  }

  /** What was read, null where something else was asked for meanwhile. A read that fails is due again at the next try. */
  private async answer<T>(read: Promise<T>, what?: keyof typeof everything): Promise<T | null> {
    const { query } = this.source
    try {
      const answer = await read
      return this.source.query === query ? answer : null
    } catch (error) {
      if (this.source.query !== query) return null
      if (what) this.stale[what] = true
      throw error
    }
  }

  private missingItems({ window, categories }: Wanted): Missing | null {
    const heldOf = (category: TimelineCategory) => (this.outdated.has(category) ? undefined : this.state.held.get(category))
    const lacking = categories.filter((category) => missingOf(widened(window, edge), heldOf(category)) !== null)
    const [first, ...rest] = lacking.flatMap((category) => missingOf(widened(window, margin), heldOf(category)) ?? [])
    if (!first) return null
    const span = rest.reduce((sum, next) => ({ from: Math.min(sum.from, next.from), to: Math.max(sum.to, next.to) }), first)
    return { span, categories: lacking }
  }

  /** Reads what is missing. What is said to be outdated while it is read is so after it, too. */
  private async readItems(missing: Missing): Promise<true> {
    const outdated = missing.categories.filter((category) => this.outdated.delete(category))
    let read: Entry[] | null = null
    try {
      read = await this.readPages(missing)
    } finally {
      if (read === null) outdated.forEach((category) => this.outdated.add(category))
    }
    if (read !== null) this.hold(missing, read, outdated)
    return true
  }

  /** Reads a span to its end, page after page; given up, and null, when the window has moved to where it no longer helps, or something else was asked for. */
  private async readPages({ span, categories }: Missing): Promise<Entry[] | null> {
    const read: Entry[] = []
    let after: string | null = null
    do {
      const page: EntriesPage | null = await this.answer(this.source.entries({ span, categories, channels: null, first: pageSize, after }))
      if (page === null) return null
      read.push(...page.entries)
      this.change({ entries: mergeById(this.state.entries, page.entries), readAt: Date.now() })
      after = page.next
    } while (after !== null && !this.stopped && this.stillHelps(span, categories))
    return after === null ? read : null
  }

  private stillHelps(span: Span, categories: readonly TimelineCategory[]): boolean {
    if (!this.wanted || !overlapOf(widened(this.wanted.window, edge), span)) return false
    return categories.some((category) => this.wanted?.categories.includes(category))
  }

  private hold({ span, categories }: Missing, read: readonly Entry[], outdated: readonly TimelineCategory[]): void {
    const concerns = (entry: Entry) => categories.includes(entry.category) && !isPending(entry)
    const held = new Map(this.state.held)
    for (const category of categories) held.set(category, outdated.includes(category) ? span : joined(held.get(category), span))
    const entries = replaceWithin(this.state.entries, read, span, { at: instantOf, concerns })
    // Of what was read for another query, or before a gap, nothing stays that was not read again, but what is told of as new.
    const { alive, fresh } = this.state
    for (const [id, entry] of entries) if (outdated.includes(entry.category) && !isPending(entry) && !alive?.ids.has(id) && !fresh.has(id) && !covers(span, pointOf(entry))) entries.delete(id)
    const kept = this.wanted ? near(this.state, widened(this.wanted.window, keptWindows), { entries, held }) : { entries, held }
    this.change({ ...kept, failure: null })
  }
}
