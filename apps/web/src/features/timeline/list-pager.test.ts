import { describe, expect, test } from 'vitest'
import { failure } from '../../lib/failure'
import { laneIds } from '../../ui/timeline/lanes'
import { day } from '../../ui/timeline/span'
import { ListPager } from './list-pager'
import { pendingId } from './pending'
import { aNote, anOrderEvent } from './testing/entries'
import { fakeSource, settled } from './testing/fake-source'
import { ReadFailed } from './timeline-source'

const t = Date.UTC(2025, 10, 20)
const notes = (count: number) => Array.from({ length: count }, (_, index) => aNote(`n${index}`, t - index * 3_600_000))
const all = { before: null, lanes: laneIds }

test('goes back to the beginning page by page, each entry once', async () => {
  const source = fakeSource(notes(250))
  const list = new ListPager(source)
  list.show(all)
  await settled()
  list.more()
  list.more()
  await settled()
  list.more()
  await settled()

  expect(new Set(list.get().entries.map(({ id }) => id)).size).toBe(250)
  expect(list.get().entries).toHaveLength(250)
  expect(list.get().atBeginning).toBe(true)
})

test('an arrival takes its place by time, and one that the list has not come to yet waits', async () => {
  const list = new ListPager(fakeSource(notes(250)))
  list.show(all)
  await settled()
  list.arrive(aNote('second', t - 1))
  list.arrive(aNote('ancient', t - 9_999 * day))

  expect(
    list
      .get()
      .entries.slice(0, 2)
      .map(({ id }) => id),
  ).toEqual(['n0', 'second'])
  expect(list.get().entries.some(({ id }) => id === 'ancient')).toBe(false)
})

test('read again, it has what was missed and keeps the older pages', async () => {
  const source = fakeSource(notes(250))
  const list = new ListPager(source)
  list.show(all)
  await settled()
  list.more()
  await settled()
  source.entriesHeld.push(aNote('missed', t + 1))
  list.refresh()
  await settled()

  expect(list.get().entries).toHaveLength(201)
  expect(list.get().entries[0]?.id).toBe('missed')
})

test('read again, it has what was missed far below and nothing that is no more, as far as it had come', async () => {
  const source = fakeSource(notes(450))
  const list = new ListPager(source)
  list.show(all)
  await settled()
  list.more()
  await settled()
  list.more()
  await settled()
  const missed = aNote('missed', t - 220.5 * 3_600_000)
  const changed = aNote('n210', t - 210 * 3_600_000, 'Taken back')
  source.entriesHeld = [...source.entriesHeld.filter(({ id }) => id !== 'n150' && id !== 'n210' && id !== 'n299'), missed, changed]
  list.refresh()
  await settled()
  while (!list.get().atBeginning) {
    list.more()
    await settled()
  }

  const expected = source.entriesHeld.toSorted((a, b) => (a.occurredAt < b.occurredAt ? 1 : -1)).map(({ id }) => id)
  expect(list.get().entries.map(({ id }) => id)).toEqual(expected)
  expect(list.get().entries.find(({ id }) => id === 'n210')?.title).toBe('Taken back')
})

test('what arrives while it is read again stands, and what was written here stays until the server has it', async () => {
  const source = fakeSource(notes(150))
  const list = new ListPager(source)
  list.show(all)
  await settled()
  list.arrive(aNote(pendingId('k'), t + 5))
  list.refresh()
  list.arrive(aNote('live', t + 9))
  list.arrive(aNote('n2', t - 2 * 3_600_000, 'Corrected'))
  await settled()

  expect(list.get().entries.slice(0, 2).map(({ id }) => id)).toEqual(['live', pendingId('k')])
  expect(list.get().entries.find(({ id }) => id === 'n2')?.title).toBe('Corrected')
})

test('a list that could not be read again says that it is outdated until it was', async () => {
  const source = fakeSource(notes(150))
  const list = new ListPager(source)
  list.show(all)
  await settled()
  source.failing = new ReadFailed(failure('NETWORK', 'away'))
  source.entriesHeld = source.entriesHeld.filter(({ id }) => id !== 'n0')
  list.refresh()
  await settled()
  expect([list.get().isOutdated, list.get().entries.length]).toEqual([true, 100])
  source.failing = null
  list.retry()
  await settled()

  expect([list.get().isOutdated, list.get().entries[0]?.id]).toEqual([false, 'n1'])
})

test('missed more than a page, it begins anew rather than hide a gap', async () => {
  const source = fakeSource(notes(150))
  const list = new ListPager(source)
  list.show(all)
  await settled()
  source.entriesHeld.push(...Array.from({ length: 120 }, (_, index) => aNote(`m${index}`, t + 1 + index)))
  list.refresh()
  await settled()
  list.more()
  await settled()
  list.more()
  await settled()

  expect(list.get().entries).toHaveLength(270)
})

test('a page that failed is read on from where it failed', async () => {
  const source = fakeSource(notes(150))
  const list = new ListPager(source)
  list.show(all)
  await settled()
  source.failing = new ReadFailed(failure('NETWORK', 'away'))
  list.more()
  await settled()
  expect([list.get().failure?.code, list.get().entries.length]).toEqual(['NETWORK', 100])
  source.failing = null
  list.retry()
  await settled()

  expect(list.get().entries).toHaveLength(150)
})

test('another question is a list of something else; arrivals, older pages and reading again are not', async () => {
  const source = fakeSource(notes(250))
  const list = new ListPager(source)
  list.show(all)
  await settled()
  const first = list.get().scope
  list.arrive(aNote('arrived', t + 1))
  list.more()
  await settled()
  list.refresh()
  await settled()
  expect(list.get().scope).toBe(first)
  list.requery()
  expect(list.get().scope).toBe(first)
  await settled()
  expect(list.get().scope).not.toBe(first)
})

test('an arrival while another question is under way keeps nothing of what was asked before', async () => {
  const source = fakeSource(notes(250))
  const list = new ListPager(source)
  list.show(all)
  await settled()
  list.more()
  await settled()
  source.entriesHeld = source.entriesHeld.filter(({ id }) => id !== 'n150')
  list.requery()
  list.refresh()
  await settled()

  expect(list.get().entries).toHaveLength(100)
})

test('another question whose first page failed is asked from its beginning', async () => {
  const source = fakeSource(notes(250))
  const list = new ListPager(source)
  list.show(all)
  await settled()
  source.failing = new ReadFailed(failure('NETWORK', 'away'))
  list.requery()
  await settled()
  source.failing = null
  source.entriesHeld = notes(1)
  list.retry()
  await settled()

  expect(list.get().entries.map(({ id }) => id)).toEqual(['n0'])
})

describe('a bust', () => {
  const execution = anOrderEvent('e1', t - 200 * 3_600_000, 'PARTIALLY_FILLED', { executionId: 'x1', executionState: 'LIVE' })
  const busted = { ...execution, executionState: 'BUSTED' as const }
  const bust = anOrderEvent('e2', t + 1, 'PLACED', { busts: 'x1' })
  const stateOf = (list: ListPager) => list.get().entries.flatMap((entry) => (entry.id === 'e1' && entry.__typename === 'OrderEvent' ? entry.executionState : []))
  /** A list down to its beginning, with an execution far below the newest page; then the execution is busted. */
  const opened = async () => {
    const source = fakeSource([...notes(250), execution])
    const list = new ListPager(source)
    list.show(all)
    for (let page = 0; page < 3; page += 1) {
      await settled()
      list.more()
    }
    await settled()
    expect(stateOf(list)).toEqual(['LIVE'])
    source.entriesHeld = [...notes(250), busted, bust]
    return { source, list }
  }

  test('that arrives changes what it undid, however far down that is listed', async () => {
    const { list } = await opened()
    list.arrive(bust)
    await settled()

    expect(stateOf(list)).toEqual(['BUSTED'])
    expect(list.get().entries).toHaveLength(252)
  })

  test('does so where it was missed and read again', async () => {
    const { list } = await opened()
    list.refresh()
    await settled()
    expect(stateOf(list)).toEqual(['BUSTED'])
  })

  test('after which the list could not be read again says so, and is told of at the next try', async () => {
    const { source, list } = await opened()
    source.failing = new ReadFailed(failure('NETWORK', 'away'))
    list.arrive(bust)
    await settled()
    expect(list.get().failure?.code).toBe('NETWORK')
    source.failing = null
    list.retry()
    await settled()

    expect([stateOf(list), list.get().failure]).toEqual([['BUSTED'], null])
  })
})
