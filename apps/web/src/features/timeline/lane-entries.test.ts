import { expect, test } from 'vitest'
import type { LaneId } from '../../ui/timeline/lanes'
import { day } from '../../ui/timeline/span'
import type { Entry } from './entry'
import { ListPager } from './list-pager'
import { aCall, aNote } from './testing/entries'
import { fakeSource, settled } from './testing/fake-source'
import { TimelineFeed } from './timeline-feed'

const t = Date.UTC(2025, 10, 20)
const mails = Array.from({ length: 300 }, (_, index) => aCall(`m${index}`, t - index * 3_600_000, { channel: 'EMAIL' }))
const call = aCall('call', t - 200 * day)
const notes = [aNote('new', t - day / 2 - 1), aNote('old', t - 300 * day)]

/** All that a list of some lanes comes to, page by page, and how many pages that took. */
async function listed(entries: Entry[], lanes: readonly LaneId[]): Promise<{ ids: string[]; pages: number }> {
  const source = fakeSource(entries)
  const list = new ListPager(source)
  list.show({ before: null, lanes })
  await settled()
  while (!list.get().atBeginning) {
    list.more()
    await settled()
  }
  return { ids: list.get().entries.map(({ id }) => id), pages: source.asked.length }
}

test('one lane of the communications is found behind however many of the other', async () => {
  expect(await listed([...mails, call], ['calls'])).toEqual({ ids: ['call'], pages: 1 })
})

test('beside other lanes it is read to its end, each entry once and in its place', async () => {
  const calls = Array.from({ length: 250 }, (_, index) => aCall(`c${index}`, t - index * day))
  expect((await listed([...mails, ...notes, ...calls.slice(0, 2), call], ['calls', 'notes'])).ids).toEqual(['c0', 'new', 'c1', 'call', 'old'])

  const { ids } = await listed([...calls, ...notes, ...mails], ['emails', 'notes'])
  expect(ids).toHaveLength(302)
  expect([ids[13], ids.at(-1)]).toEqual(['new', 'old'])
})

test('the last match of a lane is found however many of another came since, and however long ago', async () => {
  const ancient = aCall('ancient', Date.UTC(1951, 4, 2))
  const feed = new TimelineFeed(fakeSource([...mails, ancient]))
  expect((await feed.latestBefore(t + 1, ['calls']))?.id).toBe('ancient')
})

test('the list has what happened before 1970', async () => {
  expect((await listed([aNote('ancient', Date.UTC(1951, 4, 2))], ['notes'])).ids).toEqual(['ancient'])
  const list = new ListPager(fakeSource([aNote('ancient', Date.UTC(1951, 4, 2))]))
  list.show({ before: Date.UTC(1952, 0, 1), lanes: ['notes'] })
  await settled()
  expect(list.get().entries).toHaveLength(1)
})
