import { expect, test } from 'vitest'
import { loanSpan } from './loan-span'

const now = new Date(2026, 10, 26, 15)

test('a span that begins today begins now, and its last day is included', () => {
  expect(loanSpan('2026-11-26', '2026-11-26', now)).toEqual({ from: null, until: new Date(2026, 10, 27).toISOString() })
  expect(loanSpan('2026-11-27', '2026-11-30', now)).toEqual({ from: new Date(2026, 10, 27).toISOString(), until: new Date(2026, 11, 1).toISOString() })
})
