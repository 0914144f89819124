import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSignInLimits } from './sign-in-limits'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const ada = { address: '192.0.2.1', email: 'ada@brokerage.example' }
const times = (count: number, run: () => void) => Array.from({ length: count }, run)

test('ten refused tries in a minute are let through, and no more', () => {
  const limits = createSignInLimits()
  times(10, () => expect(limits.admit(ada).admitted).toBe(true))
  expect(limits.admit(ada)).toEqual({ admitted: false, retryAfter: 60 })
  vi.advanceTimersByTime(59_000)
  expect(limits.admit(ada).admitted).toBe(false)
  vi.advanceTimersByTime(2_000)
  expect(limits.admit(ada).admitted).toBe(true)
})

test('tries from one address lock nobody out who signs in from another', () => {
  const limits = createSignInLimits()
  times(20, () => limits.admit(ada))
  expect(limits.admit({ ...ada, address: '192.0.2.2' }).admitted).toBe(true)
})

test('an address that tries many accounts is stopped', () => {
  const limits = createSignInLimits()
  times(100, () => expect(limits.admit({ address: ada.address, email: `${Math.random()}@brokerage.example` }).admitted).toBe(true))
  expect(limits.admit(ada).admitted).toBe(false)
})

test('tries that succeed do not count', () => {
  const limits = createSignInLimits()
  times(200, () => {
    const admission = limits.admit(ada)
    expect(admission.admitted).toBe(true)
    if (admission.admitted) admission.succeeded()
  })
})

test('a hundred refused tries in a day are let through, and no more', () => {
  const limits = createSignInLimits()
  times(10, () => {
    times(10, () => expect(limits.admit(ada).admitted).toBe(true))
    vi.advanceTimersByTime(61_000)
  })
  const last = limits.admit(ada)
  expect(last).toMatchObject({ admitted: false })
  expect(last.admitted ? 0 : last.retryAfter).toBeGreaterThan(3_600)
})
