import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { TimelineCategory } from '@brokersync/schema/enums'
import type { ClientId, InteractionId } from '@brokersync/schema/ids'
import { aClient, anItem } from '../testing/items'
import type { InteractionStore, StoredInteraction, Window } from './interaction.store'

/** A store on a database of its own. */
export interface Subject {
  store: InteractionStore
  /** Puts items, and makes the counts that the applier would keep of them. */
  apply(items: readonly StoredInteraction[]): Promise<void>
}

const ids = (items: readonly StoredInteraction[]): InteractionId[] => items.map(({ id }) => id)
const newestFirst = (items: readonly StoredInteraction[]) =>
  [...items].sort((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime() || (a.id < b.id ? 1 : -1))

const window = (clientId: ClientId, given: Partial<Window> = {}): Window => ({
  clientIds: [clientId], from: null, to: null, categories: null, after: null, first: 100, ...given,
})

const scattered = (clientId: ClientId) => [
  anItem(clientId, '1901-06-01T00:00:00Z'), anItem(clientId, '1969-12-31T23:59:59.999Z', 'ORDER'), anItem(clientId, '2024-12-31T23:59:59.999Z', 'ORDER'),
  anItem(clientId, '2025-01-01T00:00:00.000Z'), anItem(clientId, '2025-01-01T00:00:00.000Z', 'ORDER'), anItem(clientId, '2025-03-10T12:00:00Z', 'EVENT'),
  anItem(clientId, '2026-11-20T10:00:00.001Z'), anItem(clientId, '2026-11-20T10:00:00.002Z', 'ORDER'), anItem(clientId, '2031-01-01T00:00:00Z'),
]

async function readAll(store: InteractionStore, query: Window): Promise<StoredInteraction[]> {
  const all: StoredInteraction[] = []
  for (let after: Window['after'] = null; ; ) {
    const page = await store.window({ ...query, after })
    all.push(...page)
    const last = page.at(-1)
    if (page.length < query.first || last === undefined) return all
    after = { occurredAt: last.occurredAt, id: last.id }
  }
}

/** What every store of interactions does; each implementation runs it on a real database. */
export function interactionStoreSuite(subject: () => Subject): void {
  test('an item comes back as it was put', async () => {
    const { store, apply } = subject()
    const item = anItem(aClient(), '2026-11-20T10:00:00.123Z')
    const other = { ...anItem(item.clientId, '1900-01-01T00:00:00Z'), authorId: null }
    await apply([item, other])
    expect(await store.window(window(item.clientId))).toEqual([item, other])
    expect(await store.byIds([item.id])).toEqual([item])
  })

  test('the same put again changes nothing, and a change takes its place', async () => {
    const { store, apply } = subject()
    const item = anItem(aClient(), '2026-11-20T10:00:00Z')
    await apply([item])
    await store.put([item])
    const changed: StoredInteraction = { ...item, kind: 'Note', codes: { mentionIds: ['someone'], aboutId: null, visibility: 'ALL' } }
    await store.put([item, changed])
    expect(await store.window(window(item.clientId))).toEqual([changed])
  })

  test('many at once, small and large, are put whole', async () => {
    const clientId = aClient()
    const items = Array.from({ length: 120 }, (_, index) => ({ ...anItem(clientId, new Date(Date.UTC(2026, 4, 1) + index * 1_000).toISOString()), sealed: randomBytes(index % 3 === 0 ? 90_000 : 50) }))
    await subject().apply(items)
    expect((await readAll(subject().store, window(clientId))).map(({ sealed }) => sealed.toString('base64'))).toEqual(newestFirst(items).map(({ sealed }) => sealed.toString('base64')))
  })

  test('a window is newest first, and of one instant by id', async () => {
    const { store, apply } = subject()
    const items = scattered(aClient())
    await apply(items)
    expect(ids(await store.window(window(items[0]?.clientId ?? aClient())))).toEqual(ids(newestFirst(items)))
  })

  test.each([1, 2, 3, 4, 9, 10])('read in pages of %i, nothing is missing and nothing twice', async (first) => {
    const { store, apply } = subject()
    const clientId = aClient()
    const items = [...scattered(clientId), ...Array.from({ length: 7 }, () => anItem(clientId, '2025-01-01T00:00:00.000Z'))]
    await apply(items)
    expect(ids(await readAll(store, window(clientId, { first })))).toEqual(ids(newestFirst(items)))
  })

  test.each([1, 2, 4, 9, 40])('read from its oldest on in pages of %i, it is the same the other way round', async (first) => {
    const { store, apply } = subject()
    const clientId = aClient()
    const items = [...scattered(clientId), ...Array.from({ length: 7 }, () => anItem(clientId, '2025-01-01T00:00:00.000Z'))]
    await apply(items)
    expect(ids(await readAll(store, window(clientId, { first, order: 'oldest' })))).toEqual(ids(newestFirst(items)).reverse())
    const orders = items.filter(({ category, occurredAt }) => category === 'ORDER' && occurredAt >= new Date('1969-12-31T23:59:59.999Z') && occurredAt < new Date('2026-11-20T10:00:00.002Z'))
    const bounded = { order: 'oldest', categories: ['ORDER'], from: new Date('1969-12-31T23:59:59.999Z'), to: new Date('2026-11-20T10:00:00.002Z') } as const
    expect(ids(await readAll(store, window(clientId, { ...bounded, first })))).toEqual(ids(newestFirst(orders)).reverse())
  })

  test('a window has its start in it and its end not', async () => {
    const { store, apply } = subject()
    const clientId = aClient()
    const [before, start, middle, end] = ['2025-12-31T23:59:59.999Z', '2026-01-01T00:00:00Z', '2026-05-01T00:00:00Z', '2027-01-01T00:00:00Z'].map((at) => anItem(clientId, at))
    await apply([before, start, middle, end].filter((item) => item !== undefined))
    const found = await store.window(window(clientId, { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') }))
    expect(ids(found)).toEqual([middle?.id, start?.id])
    expect(await store.window(window(clientId, { from: new Date('2027-01-01T00:00:00Z'), to: new Date('2026-01-01T00:00:00Z') }))).toEqual([])
  })

  test.each<TimelineCategory[][]>([[['ORDER']], [['EVENT', 'ORDER']], [['FEEDBACK']], [['NOTE', 'NOTE']]])('a window of %j has those alone, page by page', async (categories) => {
    const { store, apply } = subject()
    const items = scattered(aClient())
    await apply(items)
    const clientId = items[0]?.clientId ?? aClient()
    const expected = ids(newestFirst(items.filter(({ category }) => categories.includes(category))))
    expect(ids(await readAll(store, window(clientId, { categories, first: 2 })))).toEqual(expected)
    expect(ids(await store.window(window(clientId, { categories, from: new Date('2025-01-01T00:00:00Z'), to: new Date('2026-11-20T10:00:00.002Z') })))).toEqual(
      ids(newestFirst(items.filter(({ category, occurredAt }) => categories.includes(category) && occurredAt >= new Date('2025-01-01') && occurredAt < new Date('2026-11-20T10:00:00.002Z')))),
    )
  })

  test('a window of several clients is one timeline', async () => {
    const { store, apply } = subject()
    const [one, other, stranger] = [scattered(aClient()), scattered(aClient()), scattered(aClient())]
    await apply([...one, ...other, ...stranger])
    const clientIds = [one, other].flatMap(([item]) => (item === undefined ? [] : [item.clientId]))
    expect(ids(await readAll(store, { ...window(aClient()), clientIds, first: 5 }))).toEqual(ids(newestFirst([...one, ...other])))
  })

  test('a client with nothing has an empty window', async () => {
    const { store } = subject()
    expect(await store.window(window(aClient()))).toEqual([])
    expect(await store.window({ ...window(aClient()), clientIds: [] })).toEqual([])
  })

  test('ids find what exists, over clients and years', async () => {
    const { store, apply } = subject()
    const items = [...scattered(aClient()), ...scattered(aClient())]
    await apply(items)
    const unknown = anItem(aClient(), '2026-01-01T00:00:00Z').id
    const found = await store.byIds([...ids(items), unknown, 'no-id' as InteractionId])
    expect(new Set(ids(found))).toEqual(new Set(ids(items)))
    expect(await store.byIds([])).toEqual([])
  })

  test('items are counted by category and stretch, in spans with their start and without their end', async () => {
    const { store, apply } = subject()
    const clientId = aClient()
    await apply([
      anItem(clientId, '2026-11-20T10:00:00Z'), anItem(clientId, '2026-11-20T10:04:59.999Z'), anItem(clientId, '2026-11-20T10:05:00Z', 'ORDER'),
      anItem(clientId, '2026-11-20T10:59:00Z'), anItem(clientId, '2026-11-20T11:00:00Z'), anItem(clientId, '1960-01-01T00:07:00Z'),
    ])
    const span = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) })
    const counted = await store.count({ clientIds: [clientId], spans: [span('1960-01-01T00:00:00Z', '1960-01-01T01:00:00Z'), span('2026-11-20T10:00:00Z', '2026-11-20T11:00:00Z')], step: 300_000 })
    expect(counted.map(({ category, start, count }) => `${category} ${start.toISOString()} ${count}`).sort()).toEqual([
      'NOTE 1960-01-01T00:05:00.000Z 1', 'NOTE 2026-11-20T10:00:00.000Z 2', 'NOTE 2026-11-20T10:55:00.000Z 1', 'ORDER 2026-11-20T10:05:00.000Z 1',
    ])
  })

  test('a client that is forgotten is gone, over all its years, and nobody else with it', async () => {
    const [gone, other] = [aClient(), aClient()]
    await subject().apply([...scattered(gone), ...scattered(other)])
    await subject().store.forget(gone)
    await subject().store.forget(gone)
    expect(await subject().store.window(window(gone))).toEqual([])
    expect(await subject().store.window(window(other))).toHaveLength(scattered(other).length)
  })

  test('single interactions are removed, and whatever else of their clients stays', async () => {
    const [one, other] = [aClient(), aClient()]
    const { store, apply } = subject()
    await apply([...scattered(one), ...scattered(other)])
    const gone = scattered(one).filter(({ category }) => category === 'ORDER')
    const places = (await readAll(store, window(one))).filter(({ category }) => category === 'ORDER')
    await store.remove(places)
    await store.remove(places)
    const left = await readAll(store, window(one))
    expect(left).toHaveLength(scattered(one).length - gone.length)
    expect(left.map(({ category }) => category)).not.toContain('ORDER')
    expect(await store.byIds(ids(places))).toEqual([])
    expect(await store.window(window(other))).toHaveLength(scattered(other).length)
  })

  test('it says that it is ready', async () => {
    expect(await subject().store.health()).toMatchObject({ ready: true })
  })

  test('of one client with few over decades and one with many long ago, the newest are found whole', async () => {
    const { store, apply } = subject()
    const [sparse, dense] = [aClient(), aClient()]
    const years = Array.from({ length: 40 }, (_, index) => anItem(sparse, `${2025 - index}-05-01T00:00:00Z`))
    const many = Array.from({ length: 60 }, (_, index) => anItem(dense, `1970-03-01T00:00:${String(index).padStart(2, '0')}Z`))
    await apply([...years, ...many])
    const page = { ...window(sparse, { first: 50 }), clientIds: [sparse, dense] }
    expect(ids(await store.window(page))).toEqual(ids(newestFirst([...years, ...many]).slice(0, 50)))
    expect(ids(await readAll(store, { ...page, first: 7 }))).toEqual(ids(newestFirst([...years, ...many])))
    expect(ids(await readAll(store, { ...page, order: 'oldest', first: 7 }))).toEqual(ids(newestFirst([...years, ...many])).toReversed())
  })
}
