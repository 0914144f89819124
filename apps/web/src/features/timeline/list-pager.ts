import { failure, type Failure } from '../../lib/failure'
import type { LaneId } from '../../ui/timeline/lanes'
import { instantOf, laneOf, type Entry } from './entry'
import { mergeById } from './held'
import { entriesOfLanes } from './lane-entries'
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
  /** What is listed may no longer be as it is: reading it again failed. */
  isOutdated: boolean
}

/** What the list is of: entries before an instant (milliseconds; null for the newest) of some lanes. */
export interface ListScope {
  before: number | null
  lanes: readonly LaneId[]
}

const pageSize = 100
/** The most that the server gives at once. */
const mostAtOnce = 500
const empty: ListState = { entries: [], scope: null, loading: true, atBeginning: false, failure: null, isOutdated: false }

/** The list beside the timeline: newest first, page after page by cursor, back to the very beginning. */
export class ListPager {
  private state: ListState = empty
  private scope: ListScope | null = null
  private next: string | null = null
  private reading = 0
  /** What arrived since the latest reading began, or was withdrawn (null): newer than what that brings. */
  private readonly meanwhile = new Map<string, Entry | null>()
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
    this.begin()
  }

  /** The next older page, unless one is on its way or there is none. */
  more(): void {
    if (!this.state.loading && !this.state.failure) this.readOn()
  }

  /** Another query is asked from now on, so the list is of something else: it is read anew, and what it shows stays until then. */
  requery(): void {
    if (!this.scope) return
    this.scope = { ...this.scope }
    this.begin()
  }

  /** Reads all that is listed again: what was missed comes in, and what is no more goes. What is shown stays until then. */
  refresh(): void {
    if (!this.isShown()) return this.begin()
    const pending = this.state.entries.filter(isPending)
    void this.read(
      (scope, isWanted) => this.again(scope, isWanted),
      (entries) => merged(
        pending.filter((held) => !entries.some((entry) => isTwin(held, entry))),
        entries,
      ),
      { isOutdated: true },
    )
  }

  /** Reads on where a page failed; what is listed again, or anew, where that did. */
  retry(): void {
    if (this.state.isOutdated || !this.isShown()) this.refresh()
    else this.readOn()
  }

  /** Takes an entry that arrived by itself, if it belongs here; one that is listed already is replaced. */
  arrive(entry: Entry): void {
    this.meanwhile.set(entry.id, entry)
    this.put(entry)
    if (refersBack(entry) && !isPending(entry)) this.refresh()
  }

  withdraw(id: string): void {
    this.meanwhile.set(id, null)
    this.change({ entries: this.state.entries.filter((entry) => entry.id !== id) })
  }

  private put(entry: Entry): void {
    if (!this.scope || !this.belongs(entry, this.scope)) return
    const others = this.state.entries.filter((held) => !isTwin(held, entry))
    this.change({ entries: merged(others, [entry]) })
  }

  /** Whether what is listed is of what is asked, and not still of what was asked before. */
  private isShown(): boolean {
    return this.scope !== null && this.state.scope === this.scope
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

  private begin(): void {
    void this.read(
      (scope) => this.page(scope, pageSize, null),
      (entries) => entries,
    )
  }

  private readOn(): void {
    const { next } = this
    if (next === null) return
    void this.read(
      (scope) => this.page(scope, pageSize, next),
      (entries) => merged(this.state.entries, entries),
    )
  }

  /** Takes what was read, unless another reading began meanwhile. */
  private async read(reading: Reading, listed: (entries: Entry[]) => Entry[], onFailure: Partial<ListState> = {}): Promise<void> {
    const { scope } = this
    if (!scope) return
    const turn = ++this.reading
    const isWanted = () => turn === this.reading
    this.meanwhile.clear()
    this.change({ loading: true, failure: null })
    try {
      const { entries, next } = await reading(scope, isWanted)
      if (!isWanted()) return
      this.next = next
      const known = listed(entries).filter(({ id }) => !this.meanwhile.has(id))
      this.change({ entries: known, scope, loading: false, atBeginning: next === null, isOutdated: false })
      for (const entry of this.meanwhile.values()) if (entry) this.put(entry)
    } catch (error) {
      if (!isWanted()) return
      this.change({
        ...onFailure,
        loading: false,
        failure: error instanceof ReadFailed ? error.failure : failure('NETWORK', 'The server cannot be reached.'),
      })
    }
  }

  /** Down to where the list has come; where more was missed than a page, not so far, rather than with a gap. */
  private async again(scope: ListScope, isWanted: () => boolean): Promise<EntriesPage> {
    const held = this.state.entries.filter((entry) => !isPending(entry))
    const read: Entry[] = []
    let next: string | null = null
    let left = Math.max(pageSize, held.length)
    do {
      const page = await this.page(scope, Math.min(mostAtOnce, left), next)
      read.push(...page.entries)
      next = page.next
      left = leftOf(held, read)
    } while (next !== null && isWanted() && left > 0 && read.length < held.length + pageSize)
    return { entries: read, next }
  }

  private page({ before, lanes }: ListScope, first: number, after: string | null): Promise<EntriesPage> {
    return entriesOfLanes(this.source, lanes, { span: before === null ? {} : { to: before }, first, after })
  }
}

type Reading = (scope: ListScope, isWanted: () => boolean) => Promise<EntriesPage>

/** How many of what was held a reading, newest first, has not come down to. */
function leftOf(held: readonly Entry[], read: readonly Entry[]): number {
  const last = read.at(-1)
  if (!last) return held.length
  const known = new Set(read.map(({ id }) => id))
  return held.filter((entry) => instantOf(entry) <= instantOf(last) && !known.has(entry.id)).length
}

/** Both, newest first and each once; the newer reading of an entry wins. */
function merged(held: readonly Entry[], arrived: readonly Entry[]): Entry[] {
  const all = mergeById(new Map(held.map((entry) => [entry.id, entry])), arrived)
  return [...all.values()].sort((a, b) => instantOf(b) - instantOf(a) || (a.id < b.id ? 1 : -1))
}
