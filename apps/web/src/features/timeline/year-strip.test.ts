import { describe, expect, test } from 'vitest'
import { day, lengthOf, moved, year, type Span } from '../../ui/timeline/span'
import { yearOnStrip } from './year-strip'

const now = Date.parse('2026-11-28T12:00:00Z')
const weeksAbout = (at: number): Span => ({ from: at - 17 * day, to: at + 4 * day })
const whole = { from: now - 10 * year, to: now + 8 * year }
const latest = { from: now + 15 * day - year, to: now + 15 * day }

describe('the year on a phone’s strip', () => {
  test('ends a little after now, however far away something is planned', () => {
    expect(yearOnStrip(weeksAbout(now), whole, now)).toEqual(latest)
    expect(yearOnStrip(weeksAbout(now - 200 * day), whole, now)).toEqual(latest)
  })

  test('begins where all begins, for a client of some weeks', () => {
    const from = now - 30 * day

    expect(yearOnStrip(weeksAbout(now), { from, to: now }, now)).toEqual({ from, to: latest.to })
  })

  test('is another whole year where the window lies in one, and the same for each window in it', () => {
    expect(yearOnStrip(weeksAbout(now - 3 * year), whole, now)).toEqual(moved(latest, -3 * year))
    expect(yearOnStrip(weeksAbout(now - 3 * year + 10 * day), whole, now)).toEqual(moved(latest, -3 * year))
    expect(yearOnStrip(weeksAbout(now + 7 * year), whole, now)).toEqual(moved(latest, 7 * year))
  })

  test('holds now where the window does, even if the window is longer', () => {
    expect(yearOnStrip(whole, whole, now)).toEqual(latest)
    expect(lengthOf(yearOnStrip(whole, whole, now))).toBe(year)
  })
})
