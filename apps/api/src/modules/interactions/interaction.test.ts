import { expect, test } from 'vitest'
import { isLate } from './interaction'

const after = (hours: number) => ({ occurredAt: new Date('2026-11-20T00:00:00Z'), recordedAt: new Date(Date.UTC(2026, 10, 20) + hours * 3_600_000) })

test('what is put on record more than a day after it happened is late', () => {
  expect([isLate(after(24), null), isLate(after(24.1), null)]).toEqual([false, true])
  // What is planned is never late.
  expect(isLate(after(-24), null)).toBe(false)
})

test('of an order of which the day alone is known, the day counts to its end', () => {
  expect([isLate(after(48), '2026-11-20'), isLate(after(48.1), '2026-11-20')]).toEqual([false, true])
})
