import { describe, expect, test } from 'vitest'
import { dayOf, exactInBothZones, formatDuration, placeOf, relativeTime, toInstant, zonesDiffer } from './time'

const now = new Date('2026-11-20T14:32:00Z')
const zone = 'Europe/London'
const at = (instant: string) => relativeTime(new Date(instant), { zone, now })

describe('time is told', () => {
  test('in minutes and hours under a day', () => {
    expect(at('2026-11-20T14:31:30Z')).toBe('now')
    expect(at('2026-11-20T14:05:00Z')).toBe('27 min ago')
    expect(at('2026-11-19T14:33:00Z')).toBe('23 h ago')
  })

  test('by the weekday under a week, then by the date', () => {
    expect(at('2026-11-17T09:00:00Z')).toBe('Tue')
    expect(at('2026-11-13T14:32:01Z')).toBe('Fri')
    expect(at('2026-11-13T14:32:00Z')).toBe('13 Nov')
    expect(at('2026-10-03T09:00:00Z')).toBe('3 Oct')
    expect(at('2025-10-03T09:00:00Z')).toBe('3 Oct 2025')
  })

  test('ahead of now', () => {
    expect(at('2026-11-20T15:00:30Z')).toBe('in 28 min')
    expect(at('2026-11-20T17:40:00Z')).toBe('in 3 h')
  })
})

describe('the exact instant', () => {
  const winter = new Date('2026-11-20T14:05:08Z')

  test('stands in both zones where they differ', () => {
    expect(exactInBothZones(winter, 'America/New_York', zone)).toBe('Fri 20 Nov 2026 14:05:08, London\nFri 20 Nov 2026 09:05:08, New York')
  })

  test('stands once where both zones show the same hour, or the zone is unknown', () => {
    expect(exactInBothZones(winter, 'Europe/Lisbon', zone)).toBe('Fri 20 Nov 2026 14:05:08, London')
    expect(exactInBothZones(winter, 'Nowhere/Atall', zone)).toBe('Fri 20 Nov 2026 14:05:08, London')
  })

  test('two zones may differ in summer alone', () => {
    expect(zonesDiffer(winter, 'Europe/London', 'UTC')).toBe(false)
    expect(zonesDiffer(new Date('2026-07-20T14:05:08Z'), 'Europe/London', 'UTC')).toBe(true)
  })
})

test('a day is a day of its zone', () => {
  const late = new Date('2026-11-20T23:30:00Z')

  expect(dayOf(late, 'Europe/London')).toBe('2026-11-20')
  expect(dayOf(late, 'Europe/Berlin')).toBe('2026-11-21')
})

test('a place is the last part of its zone', () => {
  expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
})

test('durations are whole minutes from one minute on', () => {
  expect([40, 300, 3900].map(formatDuration)).toEqual(['40 s', '5 min', '1 h 05 min'])
})

test('what is no instant is null', () => {
  expect(toInstant('soon')).toBeNull()
  expect(toInstant(null)).toBeNull()
})
