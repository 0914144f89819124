import { expect, test } from 'vitest'
import { laneIds } from '../../ui/timeline/lanes'
import { day } from '../../ui/timeline/span'
import { ListPager } from './list-pager'
import { takeArrival } from './take-arrival'
import { aNote, anOrderEvent } from './testing/entries'
import { fakeSource, settled } from './testing/fake-source'
import { TimelineFeed } from './timeline-feed'
import { everything } from './timeline-query'

const t = Date.UTC(2025, 10, 20)
const wanted = { window: { from: t - 10 * day, to: t + day }, width: 800, categories: ['NOTE' as const], settled: true, past: null }

/** A page that asks for the harvest. */
async function askingForTheHarvest() {
  const source = fakeSource([aNote('held', t - day, 'The harvest')])
  source.ask({ ...everything, search: 'harvest' })
  const feeds = { source, feed: new TimelineFeed(source), list: new ListPager(source) }
  feeds.feed.want(wanted)
  feeds.list.show({ before: null, lanes: laneIds })
  await settled()
  return feeds
}

test('what arrives under a filter out of view is new where the filter leaves it, and stays so whatever else arrives', async () => {
  const feeds = await askingForTheHarvest()
  const arrived = [aNote('asked for', t - 90 * day, 'About the harvest'), aNote('other', t - 1, 'About the weather')]
  for (const entry of arrived) {
    feeds.source.entriesHeld.push(entry)
    await takeArrival(feeds, entry)
    await settled()
  }
  expect([...feeds.feed.get().fresh]).toEqual(['asked for'])
  expect([...feeds.feed.get().entries.keys()].sort()).toEqual(['asked for', 'held'])
  expect(feeds.list.get().entries.map(({ id }) => id)).toEqual(['held', 'asked for'])
})

test('what changes so that the filter leaves it out goes', async () => {
  const feeds = await askingForTheHarvest()
  const changed = aNote('held', t - day, 'Taken back')
  feeds.source.entriesHeld = [changed]
  await takeArrival(feeds, changed)
  await settled()
  expect([feeds.feed.get().entries.size, feeds.list.get().entries.length]).toEqual([0, 0])
})

test('what arrives while another question is asked is judged by that one', async () => {
  const feeds = await askingForTheHarvest()
  const arrived = aNote('arrived', t - 1, 'About the weather')
  feeds.source.entriesHeld.push(arrived)
  const taken = takeArrival(feeds, arrived)
  feeds.source.ask({ ...everything, search: 'weather' })
  await taken
  expect([...feeds.feed.get().fresh]).toEqual(['arrived'])
})

test('a bust that the filter leaves out changes all the same what it undid, and its order is read for what is pinned of that', async () => {
  const execution = anOrderEvent('harvest execution', t - day, 'PARTIALLY_FILLED', { title: 'The harvest', executionId: 'x1', executionState: 'LIVE' })
  const feeds = await askingForTheHarvest()
  feeds.source.entriesHeld.push(execution)
  feeds.list.refresh()
  await settled()
  const bust = anOrderEvent('bust', t - 1, 'PLACED', { title: 'Bust', busts: 'x1' })
  feeds.source.entriesHeld = [{ ...execution, executionState: 'BUSTED' }, bust]
  await takeArrival(feeds, bust)
  await settled()
  expect(feeds.list.get().entries.map((entry) => (entry.__typename === 'OrderEvent' ? entry.executionState : entry.id))).toEqual(['BUSTED'])
  expect(feeds.source.asked).toContain('order')
})
