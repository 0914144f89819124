import { describe, expect, test } from 'vitest'
import { timeScale } from './scale'
import { axisOf, weekendsOf } from './ticks'

const local = (...parts: [number, number, number?, number?]) => new Date(parts[0], parts[1], parts[2] ?? 1, parts[3] ?? 0).getTime()

describe('the axis', () => {
  test('labels days under their month while a day has room for its number', () => {
    const axis = axisOf(timeScale({ from: local(2025, 10, 28), to: local(2025, 11, 3) }, 200))

    expect(axis.minor.map(({ label }) => label)).toEqual(['28', '29', '30', '1', '2'])
    expect(axis.major.map(({ label }) => label)).toEqual(['November 2025', 'December 2025'])
  })

  test('labels hours under their day, months under their year, and years alone', () => {
    expect(axisOf(timeScale({ from: local(2025, 10, 7, 6), to: local(2025, 10, 7, 9) }, 150)).minor[0]?.label).toBe('06:00')
    expect(
      axisOf(timeScale({ from: local(2025, 0), to: local(2026, 0) }, 600))
        .minor.map(({ label }) => label)
        .slice(0, 3),
    ).toEqual(['Jan', 'Feb', 'Mar'])
    expect(
      axisOf(timeScale({ from: local(2016, 0), to: local(2026, 0) }, 600))
        .minor.map(({ label }) => label)
        .slice(0, 2),
    ).toEqual(['2016', '2017'])
  })

  test('never puts labels closer than they are wide, from an hour to a century', () => {
    for (let length = 3_600_000; length < 3.2e12; length *= 1.37) {
      const scale = timeScale({ from: local(2020, 2, 28), to: local(2020, 2, 28) + length }, 900)
      const xs = axisOf(scale).minor.map(({ at }) => scale.x(at))
      const least = Math.min(...xs.slice(1).map((x, index) => x - (xs[index] ?? 0)))
      expect(least).toBeGreaterThan(19)
    }
  })

  test('years thin out by the room that they have: every fifth, tenth, twentieth', () => {
    const yearsOver = (from: number, to: number, width: number) => axisOf(timeScale({ from: local(from, 0), to: local(to, 0) }, width)).minor.map(({ label }) => label)

    expect(yearsOver(1926, 2026, 1_000)).toEqual(expect.arrayContaining(['1930', '1935']))
    expect(yearsOver(1926, 2026, 600)).toEqual(['1920', '1930', '1940', '1950', '1960', '1970', '1980', '1990', '2000', '2010', '2020'])
    expect(yearsOver(1926, 2026, 300)).toEqual(['1920', '1940', '1960', '1980', '2000', '2020'])
    for (let width = 120; width < 2_000; width *= 1.1) {
      const scale = timeScale({ from: local(1020, 0), to: local(2026, 0) }, width)
      const xs = axisOf(scale).minor.map(({ at }) => scale.x(at))
      expect(Math.min(...xs.slice(1).map((x, index) => x - (xs[index] ?? 0)))).toBeGreaterThan(35)
    }
  })

  test('weekends are shaded from Saturday to Monday, and not where days are too narrow', () => {
    const scale = timeScale({ from: local(2025, 10, 3), to: local(2025, 10, 10) }, 700)

    expect(weekendsOf(scale)).toEqual([{ from: local(2025, 10, 8), to: local(2025, 10, 10) }])
    expect(weekendsOf(timeScale({ from: local(2020, 0), to: local(2025, 0) }, 700))).toEqual([])
  })
})
