import { describe, expect, test } from 'vitest'
import { hasPast, pastScale, usualRoom } from './past-scale'
import { day } from './span'

const from = Date.UTC(2025, 10, 7)
const past = pastScale({ from, pixelsPerDay: 23 }, usualRoom)

describe('the past beside a window', () => {
  test('shows a year on 208 pixels: 344 days in the band, 55 in the hinge', () => {
    expect((from - past.time(124)) / day).toBeCloseTo(55.3, 0)
    expect((past.time(124) - past.from) / day).toBeCloseTo(344, 0)
  })

  test('ends exactly where the window begins', () => {
    expect(past.time(past.width)).toBeCloseTo(from, 3)
    expect(past.x(from)).toBeCloseTo(208, 6)
  })

  test('both ways agree at every pixel', () => {
    for (let x = 0; x <= 208; x += 1) expect(past.x(past.time(x))).toBeCloseTo(x, 5)
  })

  test('neither place nor speed jumps at its seams', () => {
    const speed = (x: number) => (0.02 * day) / (past.time(x + 0.01) - past.time(x - 0.01))
    expect(past.pixelsPerDayAt(123.99)).toBeCloseTo(past.pixelsPerDayAt(124.01), 2)
    expect(speed(124)).toBeCloseTo(0.36, 2)
    expect(speed(207.98)).toBeCloseTo(23, 0)
    expect(past.pixelsPerDayAt(208)).toBeCloseTo(23, 6)
  })

  test('a window on the band’s own scale leaves the hinge even', () => {
    const even = pastScale({ from, pixelsPerDay: 0.36 }, usualRoom)
    expect(even.x(even.time(150))).toBeCloseTo(150, 6)
    expect((from - even.from) / day).toBeCloseTo(208 / 0.36, 3)
  })
})

test('a window of a year has no band beside it, and a zoom that wavers does not blink', () => {
  expect([hasPast(2.3, true), hasPast(7, false)]).toEqual([false, true])
  expect([hasPast(3.5, true), hasPast(3.5, false)]).toEqual([true, false])
})
