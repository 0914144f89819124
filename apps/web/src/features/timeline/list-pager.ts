import { failure, type Failure } from '../../lib/failure'
import type { LaneId } from '../../ui/timeline/lanes'
import { categoriesIn, instantOf, laneOf, orderKey, type Entry, type Order } from './entry'
import { mergeById } from './held'
import { refersBack } from './order-lives'
import { isPending, isTwin } from './pending'
import { ReadFailed, type EntriesPage, type TimelineSource } from './timeline-source'

export interface ListState {
  /** Newest first. */
  entries: readonly Entry[]
  /** What these are of, a new one for each thing that is asked; null until they are here. */
  scope: ListScope | null
  loading: boolean
  /** Whether the list has come to the client's beginning. */
  atBeginning: boolean
  failure: Failure | null
}

/** What the list is of: entries before an instant (milliseconds; null for the newest) of some lanes. */
export interface ListScope {
  before: number | null
  lanes: readonly LaneId[]
}

const pageSize = 100
const empty: ListState = { entries: [], scope: null, loading: true, atBeginning: false, failure: null }

/** The list beside the timeline: newest first, page after page by cursor, back to the very beginning. */
export class ListPager {
  private state: ListState = empty
  private scope: ListScope | null = null
  private next: string | null = null
  private reading = 0
  /** One event of each order of which something may be listed as it is no longer. */
  private readonly outdated = new Map<string, Order>()
  private tryAgain = () => {}
  private readonly listeners = new Set<() => void>()

  constructor(private readonly source: TimelineSource) {}

  readonly get = (): ListState => this.state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Shows another part; what was shown stays until the new part is there. */
  show(scope: ListScope): void {
    if (this.scope && this.scope.before === scope.before && this.scope.lanes.join() === scope.lanes.join()) return
    this.scope = scope
    void this.read(null)
  }

  /** The next older page, unless one is on its way or there is none. */
  more(): void {
    if (!this.state.loading && this.next !== null && !this.state.failure) void this.read(this.next)
  }

  /** Another query is asked from now on, so the list is of something else: it is read anew, and what it shows stays until then. */
  requery(): void {
    if (!this.scope) return
    this.scope = { ...this.scope }
    void this.read(null)
  }

  /** Reads the newest page again and merges it with what is shown. */
  refresh(): void {
    if (this.scope) void this.read(null, true)
  }

  /** Does again what failed: a page is read on from where it failed, anew where it was the first one of what is asked. */
  retry(): void {
    this.tryAgain()
  }

  /** Takes an entry that arrived by itself, if it belongs here; one that is listed already is replaced. */
  arrive(entry: Entry): void {
    if (!this.scope) return
    if (this.belongs(entry, this.scope)) {
      this.change({
        entries: merged(
          this.state.entries.filter((held) => !isTwin(held, entry)),
          [entry],
        ),
      })
    }
    this.hear(entry)
  }

  /** Of an order's bust or correction, wherever it stands itself: what it undoes is listed as it is now, however far down. */
  hear(entry: Entry): void {
    if (!refersBack(entry) || isPending(entry)) return
    this.outdated.set(orderKey(entry), entry)
    // A page that is on its way may have been read before.
    if (!this.state.loading) void this.readOutdated()
  }

  withdraw(id: string): void {
    this.change({ entries: this.state.entries.filter((entry) => entry.id !== id) })
  }

  /** Whether what is listed is of what is asked, and not still of what was asked before. */
  private isShown(): boolean {
    return this.state.scope === this.scope
  }

  private belongs(entry: Entry, { before, lanes }: ListScope): boolean {
    if (!lanes.includes(laneOf(entry))) return false
    if (before !== null && instantOf(entry) >= before) return false
    const oldest = this.state.entries.at(-1)
    return this.state.atBeginning || !oldest || instantOf(entry) >= instantOf(oldest)
  }

  private change(part: Partial<ListState>): void {
    this.state = { ...this.state, ...part }
    for (const listener of this.listeners) listener()
  }

  private async read(after: string | null, refreshing = false): Promise<void> {
    const scope = this.scope
    if (!scope) return
    const turn = ++this.reading
    this.change({ loading: true, failure: null })
    try {
      const span = scope.before === null ? null : { from: 0, to: scope.before }
      const { entries, next } = await this.source.entries({ span, categories: categoriesIn(scope.lanes), first: pageSize, after })
      // Calls and emails are one category of the API: the other lane's are left out here.
      const page = { entries: entries.filter((entry) => scope.lanes.includes(laneOf(entry))), next }
      if (turn !== this.reading) return
      this.take(page, after, refreshing)
      void this.readOutdated()
    } catch (error) {
      if (turn !== this.reading) return
      this.next ??= after
      this.tryAgain = () => void this.read(this.isShown() ? this.next : null)
      this.change({
        loading: false,
        failure: failureOf(error),
      })
    }
  }

  /** Reads orders again, for what became of their executions. */
  private async readOutdated(): Promise<void> {
    for (const [key, event] of this.outdated) {
      this.outdated.delete(key)
      try {
        const events = new Map((await this.source.order(event)).map((entry) => [entry.id, entry]))
        this.change({ entries: this.state.entries.map((entry) => events.get(entry.id) ?? entry) })
      } catch (error) {
        this.outdated.set(key, event)
        this.tryAgain = () => {
          this.change({ failure: null })
          void this.readOutdated()
        }
        return this.change({ failure: failureOf(error) })
      }
    }
  }

  private take(page: EntriesPage, after: string | null, refreshing: boolean): void {
    const held = this.state.entries
    if (after !== null) {
      this.next = page.next
      return this.change({ entries: merged(held, page.entries), loading: false, atBeginning: page.next === null })
    }
    const older = refreshing && this.isShown() ? olderThan(page, held) : []
    const known = new Set(held.map(({ id }) => id))
    if (older.length > 0) page.entries.filter(({ id }) => !known.has(id)).forEach((entry) => this.hear(entry))
    if (older.length === 0) this.next = page.next
    this.change({
      entries: [...page.entries, ...older],
      scope: this.scope,
      loading: false,
      atBeginning: older.length > 0 ? this.state.atBeginning : page.next === null,
    })
  }
}

const failureOf = (error: unknown): Failure => (error instanceof ReadFailed ? error.failure : failure('NETWORK', 'The server cannot be reached.'))

/** What is listed below a page that was read again; nothing where the page does not reach down to it, so that no gap is shown as none. */
function olderThan({ entries, next }: EntriesPage, held: readonly Entry[]): Entry[] {
  const last = entries.at(-1)
  if (!last || next === null) return []
  const at = held.findIndex(({ id }) => id === last.id)
  return at === -1 ? [] : held.slice(at + 1)
}

/** Both, newest first and each once; the newer reading of an entry wins. */
function merged(held: readonly Entry[], arrived: readonly Entry[]): Entry[] {
  const all = mergeById(new Map(held.map((entry) => [entry.id, entry])), arrived)
  return [...all.values()].sort((a, b) => instantOf(b) - instantOf(a) || (a.id < b.id ? 1 : -1))
}
