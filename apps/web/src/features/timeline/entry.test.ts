import { expect, test } from 'vitest'
import { recordedLate } from './entry'
import { aNote } from './testing/entries'

test('what came late to the record says since when it is there, and nothing else does', () => {
  const note = { ...aNote('1', Date.UTC(2026, 10, 20)), recordedAt: '2026-11-28T15:00:00.000Z' }
  expect(recordedLate({ ...note, late: true }, null)).toMatch(/^Recorded late, Sat 28 Nov 2026 /)
  expect(recordedLate({ ...note, late: false }, null)).toBeNull()
})
