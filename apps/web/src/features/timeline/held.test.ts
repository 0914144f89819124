import { describe, expect, test } from 'vitest'
import { dayRows } from './day-rows'
import { instantOf } from './entry'
import { joined, mergeById, missingOf, replaceWithin } from './held'
import { isTwin, pendingId } from './pending'
import { aCall, aNote } from './testing/entries'

const t = Date.UTC(2025, 10, 20, 12)

describe('merging by id', () => {
  test('nothing stands twice, and the newer reading of an item wins', () => {
    const held = mergeById(new Map(), [aNote('a', t, 'old'), aNote('b', t)])
    const merged = mergeById(held, [aNote('a', t, 'new'), aNote('c', t)])

    expect([...merged.keys()]).toEqual(['a', 'b', 'c'])
    expect(merged.get('a')?.title).toBe('new')
  })

  test('a span that was read again loses what is no longer there, and nothing else', () => {
    const held = mergeById(new Map(), [aNote('in', t), aNote('out', t + 100), aCall('other', t)])
    const after = replaceWithin(
      held,
      [aNote('new', t + 1)],
      { from: t, to: t + 50 },
      { at: instantOf, concerns: ({ category }) => category === 'NOTE' },
    )

    expect([...after.keys()].sort()).toEqual(['new', 'other', 'out'])
  })

  test('what was written here is the same as what comes back from the server', () => {
    const pending = aNote(pendingId('k'), t)

    expect(isTwin(pending, aNote('a', t))).toBe(true)
    expect(isTwin(pending, aNote('a', t + 1))).toBe(false)
    expect(isTwin(aNote('b', t), aNote('a', t))).toBe(false)
  })
})

describe('what is missing of a window', () => {
  const held = { from: 100, to: 200 }

  test.each([
    ['nothing where all is held', { from: 120, to: 180 }, null],
    ['the newer side', { from: 150, to: 260 }, { from: 200, to: 260 }],
    ['the older side', { from: 20, to: 150 }, { from: 20, to: 100 }],
    ['all of it where it reaches over both sides', { from: 20, to: 260 }, { from: 20, to: 260 }],
    ['all of it elsewhere', { from: 300, to: 400 }, { from: 300, to: 400 }],
  ])('is %s', (_, wanted, missing) => {
    expect(missingOf(wanted, held)).toEqual(missing)
  })

  test('a reading joins what it touches and replaces what it does not', () => {
    expect(joined(held, { from: 200, to: 260 })).toEqual({ from: 100, to: 260 })
    expect(joined(held, { from: 300, to: 400 })).toEqual({ from: 300, to: 400 })
  })
})

test('the list stands under days, the newest first, with how many each lists', () => {
  const rows = dayRows([aNote('a', t), aNote('b', t - 1_000), aNote('c', t - 86_400_000)], new Date(t), 'UTC')

  expect(rows.map((row) => (row.kind === 'day' ? `${row.label}: ${row.count}` : row.key))).toEqual([
    'Today, Thu 20 Nov 2025: 2',
    'a',
    'b',
    'Yesterday, Wed 19 Nov 2025: 1',
    'c',
  ])
})
