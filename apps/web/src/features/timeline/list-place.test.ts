import { describe, expect, test } from 'vitest'
import { day } from '../../ui/timeline/span'
import { dayRows } from './day-rows'
import { addedIn, keptTop, stillAbove, type ListRows } from './list-place'
import { aNote } from './testing/entries'

const now = Date.UTC(2026, 10, 28, 12)
/** Notes of the last days, one a day, the newest first; each under its day's heading of 24 pixels. */
const daily = Array.from({ length: 10 }, (_, index) => aNote(`n${index}`, now - (index + 1) * day))
const listed = (entries: typeof daily): ListRows => ({ rows: dayRows(entries, new Date(now), 'UTC'), rowHeight: 28 })
const perDay = 24 + 28

describe('what is read in the list', () => {
  test('stays in its place when something comes in above', () => {
    const top = 3 * perDay
    const arrived = listed([aNote('today', now), ...daily])

    expect(keptTop(listed(daily), arrived, { top, height: 300, heldId: null })).toBe(top + perDay)
  })

  test('stays where it is when something comes in below', () => {
    const late = listed([...daily, aNote('old', now - 40 * day)])

    expect(keptTop(listed(daily), late, { top: 60, height: 200, heldId: null })).toBe(60)
  })

  test('is the held row before all others, when something comes in between', () => {
    const between = listed([...daily.slice(0, 2), aNote('late', now - 2.1 * day), ...daily.slice(2)])

    expect(keptTop(listed(daily), between, { top: 0, height: 300, heldId: 'n4' })).toBe(28)
    expect(keptTop(listed(daily), between, { top: 0, height: 300, heldId: 'n0' })).toBe(0)
  })

  test('is the next one that is left, where a row went away', () => {
    const without = listed(daily.filter(({ id }) => id !== 'n3'))

    expect(keptTop(listed(daily), without, { top: 3 * perDay, height: 300, heldId: 'n3' })).toBe(2 * perDay)
  })

  test('is another list’s beginning, where nothing of it is left', () => {
    expect(keptTop(listed(daily), listed([aNote('other', now)]), { top: 3 * perDay, height: 300, heldId: 'n3' })).toBe(0)
  })
})

test('what came in counts as above what is read until it is whole in view', () => {
  const arrived = listed([aNote('today', now), ...daily, aNote('old', now - 40 * day)])
  const added = new Set(addedIn(listed(daily), arrived))
  expect([...added]).toEqual(['today', 'old'])

  const above = stillAbove(added, arrived, 3 * perDay)
  expect([...above]).toEqual(['today'])
  expect(stillAbove(above, arrived, perDay)).toBe(above)
  expect(stillAbove(above, arrived, 25)).toBe(above)
  expect(stillAbove(above, arrived, 24).size).toBe(0)
})
