import { describe, expect, test } from 'vitest'
import { failure } from '../../lib/failure'
import { day } from '../../ui/timeline/span'
import { orderKey } from './entry'
import { pendingId } from './pending'
import { aNote, anOrderEvent } from './testing/entries'
import { fakeSource, settled, type FakeSource } from './testing/fake-source'
import { TimelineFeed } from './timeline-feed'
import { everything } from './timeline-query'
import { ReadFailed } from './timeline-source'

const t = Date.UTC(2025, 10, 20)
const notes = (count: number, every = 3_600_000) => Array.from({ length: count }, (_, index) => aNote(`n${index}`, t - index * every))
const window = { from: t - 10 * day, to: t + day }
const wanted = { window, width: 800, categories: ['NOTE' as const], settled: true, past: null }

describe('the window', () => {
  test('is read whole, page after page, with one request in flight', async () => {
    const source = fakeSource(notes(450, 3_600_000))
    const feed = new TimelineFeed(source)
    feed.want(wanted)
    await settled()

    const inWindow = [...feed.get().entries.values()].filter(({ occurredAt }) => Date.parse(occurredAt) >= window.from)
    expect(inWindow).toHaveLength(241)
    expect(source.asked.filter((name) => name === 'entries 200').length).toBeGreaterThan(1)
    expect(source.mostAtOnce).toBe(1)
    expect(feed.get().shape?.exact.get('notes')).toBe(241)
  })

  test('is not read again while it stays within what is held', async () => {
    const source = fakeSource(notes(100))
    const feed = new TimelineFeed(source)
    feed.want(wanted)
    await settled()
    const before = source.asked.length
    feed.want({ ...wanted, window: { from: window.from - day, to: window.to - day }, settled: false })
    await settled()

    expect(source.asked.length).toBe(before)
  })

  test('the past beside it is read once, by week and by day, and again only where a pan leads out of it', async () => {
    const source = fakeSource(notes(900, 12 * 3_600_000))
    const feed = new TimelineFeed(source)
    const past = { from: window.from - 400 * day, to: window.from }
    feed.want({ ...wanted, past })
    await settled()
    feed.want({ ...wanted, past: { from: past.from - 60 * day, to: past.to - 60 * day } })
    await settled()
    expect(source.asked.filter((name) => name === 'past')).toHaveLength(1)
    expect(feed.get().past?.weeks.span.from).toBeLessThan(past.from)

    feed.want({ ...wanted, past: { from: past.from - 300 * day, to: past.to - 300 * day } })
    await settled()
    expect(source.asked.filter((name) => name === 'past')).toHaveLength(2)
  })

  test('an order that was placed long before is held whole while it works', async () => {
    const placed = anOrderEvent('e1', t - 300 * day, 'PLACED', { orderId: 'O-9' })
    const done = [anOrderEvent('e2', t - 280 * day, 'PLACED', { orderId: 'O-8' }), anOrderEvent('e3', t - 279 * day, 'FILLED', { orderId: 'O-8' })]
    const feed = new TimelineFeed(fakeSource([...notes(10), placed, ...done]))
    feed.want({ ...wanted, categories: ['NOTE', 'ORDER'] })
    await settled()

    expect([...feed.get().entries.keys()].filter((id) => id.startsWith('e'))).toEqual(['e1'])
  })

  test.each([
    ['in its margins', t - 12 * day],
    ['in it', t - 5 * day],
  ])('an order that works for long is held however many short ones were %s', async (_, at) => {
    const short = Array.from({ length: 330 }, (_, index) => [
      anOrderEvent(`p${index}`, at + index * 60_000, 'PLACED', { orderId: `S-${index}` }),
      anOrderEvent(`f${index}`, at + (index + 1) * 60_000, 'FILLED', { orderId: `S-${index}` }),
    ]).flat()
    const working = anOrderEvent('e1', t - 150 * day, 'PLACED', { orderId: 'O-9' })
    const feed = new TimelineFeed(fakeSource([working, ...short]))
    feed.want({ ...wanted, categories: ['ORDER'] })
    await settled()

    expect(feed.get().entries.has('e1')).toBe(true)
    expect(feed.get().orders.get(orderKey(working))?.status).toBe('PLACED')
  })

  test('the newest window is asked next, not each one in between', async () => {
    const source = fakeSource(notes(2_000))
    const feed = new TimelineFeed(source)
    feed.want(wanted)
    for (let back = 1; back < 40; back += 1)
      feed.want({ ...wanted, window: { from: window.from - back * 30 * day, to: window.to - back * 30 * day } })
    await settled()

    expect(source.asked.length).toBeLessThan(12)
  })

  test('says that it has grown when more was recorded than it has read, and not otherwise', async () => {
    const source = fakeSource(notes(10))
    const feed = new TimelineFeed(source)
    feed.want(wanted)
    await settled()
    expect(await feed.hasGrown()).toBe(false)
    source.entriesHeld = [...source.entriesHeld, aNote('unheard', t)]
    expect(await feed.hasGrown()).toBe(true)
    feed.refresh()
    await settled()
    expect(feed.get().entries.has('unheard')).toBe(true)
    expect(await feed.hasGrown()).toBe(false)
  })

  test('what lies far from the window is let go', async () => {
    const feed = new TimelineFeed(fakeSource(notes(3_000)))
    feed.want(wanted)
    await settled()
    feed.want({ ...wanted, window: { from: window.from - 90 * day, to: window.to - 90 * day } })
    await settled()

    expect([...feed.get().entries.values()].some(({ occurredAt }) => Date.parse(occurredAt) > t - day)).toBe(false)
  })
})

describe('live', () => {
  test('an entry that arrives is there once and new; the same one again changes nothing', async () => {
    const source = fakeSource(notes(10))
    const feed = new TimelineFeed(source)
    feed.want(wanted)
    await settled()
    const arrived = aNote('live', t + 1_000)
    source.entriesHeld.push(arrived)
    feed.arrive(arrived)
    feed.arrive(arrived)
    await settled()

    expect(feed.get().entries.size).toBe(11)
    expect([...feed.get().fresh]).toEqual(['live'])
    expect(feed.get().reach?.count).toBe(11)
    expect(feed.get().shape?.exact.get('notes')).toBe(11)
  })

  test('after a lost connection nothing is missing and nothing stands twice', async () => {
    const source = fakeSource(notes(50))
    const feed = new TimelineFeed(source)
    feed.want(wanted)
    await settled()
    source.entriesHeld.push(aNote('missed', t + 500))
    source.entriesHeld.splice(3, 1)
    feed.refresh()
    await settled()

    expect([...feed.get().entries.keys()].sort()).toEqual(source.entriesHeld.map(({ id }) => id).sort())
  })

  test('what is new and out of view is still told of after a lost connection, but not under another query', async () => {
    const source = fakeSource(notes(50))
    const feed = new TimelineFeed(source)
    feed.want(wanted)
    await settled()
    const away = aNote('away', t - 200 * day)
    source.entriesHeld.push(away)
    feed.arrive(away)
    feed.refresh()
    await settled()
    expect(feed.get().entries.has('away')).toBe(true)

    source.ask({ ...everything, search: 'harvest' })
    feed.requery()
    await settled()
    expect(feed.get().entries.has('away')).toBe(false)
  })

  test('what was written here gives way to what the server made of it', async () => {
    const source = fakeSource(notes(3))
    const feed = new TimelineFeed(source)
    feed.want(wanted)
    await settled()
    feed.arrive(aNote(pendingId('k'), t + 5), true)
    source.entriesHeld.push(aNote('real', t + 5))
    feed.arrive(aNote('real', t + 5))
    await settled()

    expect([...feed.get().entries.keys()].filter((id) => id === 'real' || id === pendingId('k'))).toEqual(['real'])
  })

  test('an unconfirmed entry outlives a reading of its span', async () => {
    const feed = new TimelineFeed(fakeSource(notes(3)))
    feed.want(wanted)
    await settled()
    feed.arrive(aNote(pendingId('k'), t + 5), true)
    feed.refresh()
    await settled()

    expect(feed.get().entries.has(pendingId('k'))).toBe(true)
  })
})

describe('another question', () => {
  const asked = (search: string) => ({ ...everything, search })
  /** Keeps the items that are asked for next on their way until `come` is called. */
  const itemsOnTheirWay = (source: FakeSource) => {
    let come = () => {}
    const until = new Promise<void>((resolve) => (come = resolve))
    const { entries } = source
    source.entries = async (page) => {
      source.entries = entries
      const answer = await entries(page)
      await until
      return answer
    }
    return () => come()
  }

  test('is never answered by what comes late of the question before', async () => {
    const source = fakeSource([...notes(3), aNote('harvest', t - 500, 'About the harvest')])
    const feed = new TimelineFeed(source)
    feed.want(wanted)
    await settled()
    const come = itemsOnTheirWay(source)
    source.ask(asked('A note'))
    feed.refresh()
    await settled()
    source.ask(asked('harvest'))
    feed.refresh()
    come()
    await settled()

    expect([...feed.get().entries.keys()]).toEqual(['harvest'])
  })

  test('what is said to be outdated while it is read is read again', async () => {
    const source = fakeSource(notes(3))
    const feed = new TimelineFeed(source)
    feed.want(wanted)
    await settled()
    const come = itemsOnTheirWay(source)
    feed.refresh()
    await settled()
    source.entriesHeld = [...source.entriesHeld, aNote('missed', t + 500)]
    feed.refresh()
    come()
    await settled()

    expect(feed.get().entries.has('missed')).toBe(true)
  })
})

test('a read that fails says so, keeps what is shown, and is tried again', async () => {
  const source = fakeSource(notes(5))
  const feed = new TimelineFeed(source)
  feed.want(wanted)
  await settled()
  source.failing = new ReadFailed(failure('UNAVAILABLE', 'A store is down.'))
  feed.refresh()
  await settled()
  expect([feed.get().failure?.code, feed.get().entries.size]).toEqual(['UNAVAILABLE', 5])

  source.failing = null
  feed.want(wanted)
  await settled()
  expect(feed.get().failure).toBeNull()
})
