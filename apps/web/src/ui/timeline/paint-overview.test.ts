import { expect, test } from 'vitest'
import { overviewLabel } from './paint-overview'
import { timeScale } from './scale'
import { axisOf } from './ticks'

const labelsOver = (from: Date, to: Date, width: number) =>
  axisOf(timeScale({ from: from.getTime(), to: to.getTime() }, width)).minor.map(({ at, label }) => overviewLabel(at, label))

test('below the strip of all time each January says its year', () => {
  expect(labelsOver(new Date(2024, 9, 1), new Date(2026, 1, 1), 300)).toEqual(['Oct', '2025', 'Apr', 'Jul', 'Oct', '2026'])
})

test('below the strip of some weeks each day says its month', () => {
  expect(labelsOver(new Date(2026, 10, 2), new Date(2026, 10, 5), 120)).toEqual(['2 Nov', '3 Nov', '4 Nov'])
})
