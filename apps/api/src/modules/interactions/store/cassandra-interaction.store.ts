import type { types } from 'cassandra-driver'
import { LRUCache } from 'lru-cache'
import type { ClientId, InteractionId, UserId } from '@brokersync/schema/ids'
import type { Cassandra } from '../../../platform/cassandra/cassandra'
import type { Count } from '../density'
import { decodeInteractionId, type InteractionIdParts } from '../interaction-id'
import type { ActivityStore, Layout, Layouts } from './activity.store'
import { bucketOf, bucketsBetween, pieceAt, type Piece, windowPlan } from './cassandra-partitions'
import { inParallel } from './in-parallel'
import { boundsOf, isBefore, lastOfEach, type Anchor, type InteractionStore, type Order, type Place, type StoredInteraction, type Window } from './interaction.store'

const columns = 'client_id, occurred_at, id, recorded_at, category, kind, author_id, codes, sealed'
const insert = `INSERT INTO interaction (bucket, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
/** As of an instant in the past, in microseconds: what was written or deleted since then has the last word. */
const insertBefore = `${insert} USING TIMESTAMP ?`
const remove = 'DELETE FROM interaction WHERE client_id = ? AND bucket = ? AND occurred_at = ? AND id = ?'
const slice = (order: Order) => `SELECT ${columns} FROM interaction WHERE client_id = ? AND bucket = ? AND (occurred_at, id) > (?, ?) AND (occurred_at, id) < (?, ?)
  ORDER BY occurred_at ${order === 'newest' ? 'DESC, id DESC' : 'ASC, id ASC'} LIMIT ?`
const slices: Readonly<Record<Order, string>> = { newest: slice('newest'), oldest: slice('oldest') }
const one = `SELECT ${columns} FROM interaction WHERE client_id = ? AND bucket = ? AND occurred_at = ? AND id = ?`
const instants = `SELECT occurred_at, category FROM interaction WHERE client_id = ? AND bucket = ? AND occurred_at >= ? AND occurred_at < ?`

/** Statements under way at once for one request. */
const width = 32
const wholePiece = 2 ** 31 - 1
/** Bytes of sealed content that one mutation carries; Cassandra takes 16 MB. */
const mutationBytes = 256 * 1_024

interface Bounds {
  low: Anchor
  high: Anchor
}

const isOpen = ({ order = 'newest', from, to, after }: Window): boolean => after === null && (order === 'newest' ? to : from) === null

const beginningOf = ({ clientIds: [clientId], order = 'newest' }: Window): string => `${clientId} ${order}`

const isSame = (one: Piece, other: Piece): boolean => one.clientId === other.clientId && one.bucket === other.bucket && one.from.getTime() === other.from.getTime() && one.to.getTime() === other.to.getTime()

const inOrder: Readonly<Record<Order, (a: StoredInteraction, b: StoredInteraction) => number>> = {
  newest: (a, b) => (isBefore(b, a) ? -1 : 1),
  oldest: (a, b) => (isBefore(a, b) ? -1 : 1),
}

// A row is what `put` wrote of a checked interaction.
const itemOf = (row: types.Row): StoredInteraction =>
  ({
    id: row['id'] as InteractionId,
    clientId: String(row['client_id']) as ClientId,
    occurredAt: row['occurred_at'] as Date,
    recordedAt: row['recorded_at'] as Date,
    category: row['category'],
    kind: row['kind'],
    authorId: row['author_id'] === null ? null : (String(row['author_id']) as UserId),
    codes: JSON.parse(String(row['codes'])) as unknown,
    sealed: row['sealed'] as Buffer,
  }) as StoredInteraction

/** Milliseconds for which a reader goes by a layout that it knows; shorter than old partitions stay after a client was laid out anew. */
const layoutHolds = 500

/** Keeps interactions in Cassandra; which partitions there are, it learns from the counts in the module's Postgres. */
export class CassandraInteractionStore implements InteractionStore {
  private readonly lately = new LRUCache<ClientId, Layouts>({ max: 50_000, ttl: layoutHolds })
  /** Where pages of clients began the last time. */
  private readonly beginnings = new LRUCache<string, Date>({ max: 50_000 })

  constructor(
    private readonly cassandra: Cassandra,
    private readonly activity: Pick<ActivityStore, 'layouts' | 'stretches'>,
  ) {}

  /** The same store, in which every client has one layout. */
  laidOut(layout: Layout): CassandraInteractionStore {
    const { activity } = this
    return new CassandraInteractionStore(this.cassandra, {
      layouts: (clientIds) => Promise.resolve(new Map(clientIds.map((id) => [id, { layout, next: null }]))),
      stretches: (query) => activity.stretches(query),
    })
  }

  async put(given: readonly StoredInteraction[]): Promise<void> {
    await this.write(lastOfEach(given), insert, columnsOf)
  }

  async fill(items: readonly StoredInteraction[], before: Date): Promise<void> {
    await this.write(items, insertBefore, (row) => [...columnsOf(row), before.getTime() * 1_000])
  }

  async remove(places: readonly Place[]): Promise<void> {
    await this.write(places, remove, ({ bucket, item: { clientId, occurredAt, id } }) => [clientId, bucket, occurredAt, id])
  }

  /** Runs a statement for each item in each layout that its client has, the rows of a partition together. */
  private async write<Item extends Place & { sealed?: Buffer }>(items: readonly Item[], cql: string, valuesOf: (row: Row<Item>) => unknown[]): Promise<void> {
    const layouts = await this.layoutsOf(items.map((item) => item.clientId), 'now')
    const rows = items.flatMap((item) => layouts.written(item.clientId).map((layout) => ({ item, bucket: bucketOf(layout, item.occurredAt) })))
    await inParallel(width, inMutations(rows), (mutation) => this.cassandra.executeTogether(cql, mutation.map(valuesOf)))
  }

  async clear(): Promise<void> {
    await this.cassandra.execute('TRUNCATE interaction', [])
  }

  private async drop(clientId: ClientId, layout: Layout): Promise<void> {
    const unit = layout === 'day' ? 'day' : 'month'
    const stretches = await this.activity.stretches({ clientIds: [clientId], unit, since: new Date(-62_135_596_800_000), until: new Date(253_402_300_799_999), categories: null, order: 'oldest', limit: 4_000_000 })
    const buckets = [...new Set(stretches.map(({ start }) => bucketOf(layout, start)))]
    await inParallel(width, buckets, (bucket) => this.cassandra.execute('DELETE FROM interaction WHERE client_id = ? AND bucket = ?', [clientId, bucket]))
  }

  async forget(clientId: ClientId): Promise<void> {
    for (const layout of (await this.layoutsOf([clientId], 'now')).written(clientId)) await this.drop(clientId, layout)
  }

  async window(window: Window): Promise<StoredInteraction[]> {
    const layouts = await this.layoutsOf(window.clientIds, 'lately')
    const bounds = boundsOf(window)
    const ahead = this.readAhead(window, bounds, layouts.read)
    // Where it begins is known, a piece that holds a page is all that is needed: no count has to be asked for.
    if (ahead !== null && !ahead.isGuess && (await ahead.rows).length === window.first) return ahead.rows
    const found: StoredInteraction[] = []
    const wanted = window.categories === null ? null : new Set(window.categories)
    // Partitions, or days where categories are asked for, that hold what is needed by the counts.
    let looked = 0
    for await (const batch of windowPlan(this.activity, window, layouts.read)) {
      if (looked === 0 && batch[0] !== undefined && isOpen(window)) this.beginnings.set(beginningOf(window), batch[0].from)
      looked += batch.length
      const rows = await inParallel(width, batch, (piece) => (ahead !== null && isSame(ahead.piece, piece) ? ahead.rows : this.piece(piece, window, bounds)))
      found.push(...rows.flat().filter(({ category }) => wanted === null || wanted.has(category)))
      if (found.length >= window.first) break
    }
    // Counts trail behind a store that is away: then nobody knows whether nothing happened.
    if (looked === 0) await this.cassandra.check()
    return found.sort(inOrder[window.order ?? 'newest']).slice(0, window.first)
  }

  /**
   * The piece in which a page of one client begins, asked for before the counts are here: the one that the window begins in, or, where it is open, the one that held
   * the beginning the last time. The latter is a guess that the counts confirm or not; so is a year, which may well hold less than a page.
   */
  private readAhead(window: Window, { low, high }: Bounds, layoutOf: (clientId: ClientId) => Layout): { piece: Piece; rows: Promise<StoredInteraction[]>; isGuess: boolean } | null {
    const { clientIds: [clientId, ...others], categories, order = 'newest' } = window
    if (clientId === undefined || others.length > 0 || categories !== null) return null
    const at = isOpen(window) ? this.beginnings.get(beginningOf(window)) : (order === 'newest' ? high : low).occurredAt
    if (at === undefined) return null
    const layout = layoutOf(clientId)
    const piece = pieceAt(layout, clientId, at)
    const rows = this.piece(piece, window, { low, high })
    rows.catch(() => undefined) // Told to whoever waits for it.
    return { piece, rows, isGuess: isOpen(window) || layout === 'year' }
  }

  private async piece({ clientId, bucket, from, to }: Piece, window: Window, bounds: Bounds): Promise<StoredInteraction[]> {
    const [start, end] = [{ occurredAt: from, id: '' }, { occurredAt: to, id: '' }]
    const low = isBefore(bounds.low, start) ? start : bounds.low
    const high = isBefore(bounds.high, end) ? bounds.high : end
    if (!isBefore(low, high)) return []
    const limit = window.categories === null ? window.first : wholePiece
    const items: StoredInteraction[] = []
    let pageState: string | undefined
    do {
      const values = [clientId, bucket, low.occurredAt, low.id, high.occurredAt, high.id, limit]
      const page = await this.cassandra.execute(slices[window.order ?? 'newest'], values, pageState === undefined ? {} : { pageState })
      items.push(...page.rows.map(itemOf))
      pageState = page.pageState
    } while (pageState !== undefined && pageState !== null)
    return items
  }

  async byIds(ids: readonly InteractionId[]): Promise<StoredInteraction[]> {
    const keys = [...new Set(ids)].map((id) => ({ id, parts: decodeInteractionId(id) })).filter((key): key is { id: InteractionId; parts: InteractionIdParts } => key.parts !== null)
    const layouts = await this.layoutsOf(keys.map(({ parts }) => parts.clientId), 'lately')
    const results = await inParallel(width, keys, ({ id, parts: { clientId, occurredAt } }) =>
      this.cassandra.execute(one, [clientId, bucketOf(layouts.read(clientId), occurredAt), occurredAt, id]),
    )
    return results.flatMap((result) => result.rows.map(itemOf))
  }

  async count({ clientIds, spans, step }: Parameters<InteractionStore['count']>[0]): Promise<Count[]> {
    const layouts = await this.layoutsOf(clientIds, 'lately')
    const pieces = clientIds.flatMap((clientId) => spans.flatMap((span) => bucketsBetween(layouts.read(clientId), span).map((bucket) => ({ clientId, bucket, ...span }))))
    const counts = new Map<string, Count>()
    await inParallel(width, pieces, async ({ clientId, bucket, from, to }) => {
      let pageState: string | undefined
      do {
        const page = await this.cassandra.execute(instants, [clientId, bucket, from, to], pageState === undefined ? {} : { pageState })
        for (const row of page.rows) addTo(counts, row, step)
        pageState = page.pageState
      } while (pageState !== undefined && pageState !== null)
    })
    return [...counts.values()]
  }

  async health() {
    return { name: 'interactions store', ready: await this.cassandra.check().then(() => true, () => false), detail: 'Cassandra' }
  }

  stop(): Promise<void> {
    return this.cassandra.stop()
  }

  /** For what is written, as it is now; for what is read, as it was a moment ago: the old partitions are there for longer. */
  private async layoutsOf(clientIds: readonly ClientId[], how: 'now' | 'lately'): Promise<{ read: (clientId: ClientId) => Layout; written: (clientId: ClientId) => Layout[] }> {
    const wanted = [...new Set(clientIds)]
    const known = new Map(wanted.map((id) => [id, how === 'lately' ? this.lately.get(id) : undefined]))
    const missing = wanted.filter((id) => known.get(id) === undefined)
    const found = missing.length === 0 ? new Map<ClientId, Layouts>() : await this.activity.layouts(missing)
    for (const id of missing) {
      const layouts = found.get(id) ?? byYears
      known.set(id, layouts)
      this.lately.set(id, layouts)
    }
    const read = (clientId: ClientId) => known.get(clientId)?.layout ?? 'year'
    const written = (clientId: ClientId) => {
      const next = known.get(clientId)?.next ?? null
      return [read(clientId), ...(next === null ? [] : [next])]
    }
    return { read, written }
  }
}

const byYears: Layouts = { layout: 'year', next: null }

interface Row<Item> {
  item: Item
  bucket: string
}

const columnsOf = ({ bucket, item: { clientId, occurredAt, id, recordedAt, category, kind, authorId, codes, sealed } }: Row<StoredInteraction>) => [
  bucket, clientId, occurredAt, id, recordedAt, category, kind, authorId, JSON.stringify(codes), sealed,
]

/** Rows that are written together: those of one partition, so many of them that a mutation stays small. */
function inMutations<Item extends Place & { sealed?: Buffer }>(rows: readonly Row<Item>[]): Row<Item>[][] {
  const mutations: Row<Item>[][] = []
  const open = new Map<string, { mutation: Row<Item>[]; bytes: number }>()
  for (const row of rows) {
    const partition = `${row.item.clientId} ${row.bucket}`
    const bytes = row.item.sealed?.length ?? 0
    let last = open.get(partition)
    if (last === undefined || last.bytes + bytes > mutationBytes) {
      last = { mutation: [], bytes: 0 }
      mutations.push(last.mutation)
      open.set(partition, last)
    }
    last.mutation.push(row)
    last.bytes += bytes
  }
  return mutations
}

function addTo(counts: Map<string, Count>, row: types.Row, step: number): void {
  const start = new Date(Math.floor((row['occurred_at'] as Date).getTime() / step) * step)
  const category = row['category'] as Count['category']
  const key = `${category} ${start.getTime()}`
  counts.set(key, { category, start, count: (counts.get(key)?.count ?? 0) + 1 })
}
