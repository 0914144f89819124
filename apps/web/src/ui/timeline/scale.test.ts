import { describe, expect, test } from 'vitest'
import { presetOf, presets, presetWindow, upToNow } from './presets'
import { timeScale } from './scale'
import { covers, day, heldWithin, hour, zoomedAbout } from './span'

const november = { from: Date.UTC(2025, 10, 1), to: Date.UTC(2025, 10, 21) }

describe('a time scale', () => {
  test('puts an instant on a pixel and a pixel on an instant', () => {
    const scale = timeScale(november, 1_000)

    expect(scale.x(november.from + 5 * day)).toBeCloseTo(250, 9)
    expect(scale.time(250)).toBe(november.from + 5 * day)
    expect(scale.pixelsPerDay).toBeCloseTo(50, 9)
  })
})

describe('a window', () => {
  test('keeps the instant under the pointer where it is when it zooms', () => {
    const at = november.from + 7 * day
    const before = timeScale(november, 1_000).x(at)

    expect(timeScale(zoomedAbout(november, at, 0.31), 1_000).x(at)).toBeCloseTo(before, 6)
  })

  test('is pushed inside of its limits with its length kept', () => {
    const held = heldWithin({ from: november.to - day, to: november.to + 3 * day }, november, hour)

    expect(held).toEqual({ from: november.to - 4 * day, to: november.to })
  })

  test('is never longer than its limits nor shorter than the least', () => {
    expect(heldWithin({ from: 0, to: november.to * 2 }, november, hour)).toEqual(november)
    const shortest = heldWithin({ from: november.from, to: november.from + 1 }, november, hour)
    expect(shortest.to - shortest.from).toBe(hour)
  })

  test('covers what lies in it, its own edges included', () => {
    expect(covers(november, november)).toBe(true)
    expect(covers(november, { from: november.from - 1, to: november.to })).toBe(false)
  })
})

describe('a preset', () => {
  const whole = { from: Date.UTC(2016, 0, 1), to: Date.UTC(2026, 0, 1) }
  const week = presets.find(({ label }) => label === '1w')
  const all = presets.find(({ label }) => label === 'All')

  test('holds on to now while now is in view', () => {
    const now = november.to - day
    expect(week && presetWindow(week, november, whole, now)).toEqual(upToNow(7 * day, now))
  })

  test('zooms about the middle where now is out of view', () => {
    const middle = (november.from + november.to) / 2
    expect(week && presetWindow(week, november, whole, november.to + day)).toEqual({ from: middle - 3.5 * day, to: middle + 3.5 * day })
  })

  test('is known again from the window it shows, and a window zoomed by hand is none', () => {
    expect(presetOf(upToNow(7 * day, november.to), whole)).toBe(week)
    expect(presetOf(whole, whole)).toBe(all)
    expect(presetOf({ from: 0, to: 9 * day }, whole)).toBeNull()
  })
})
