import { expect, test } from 'vitest'
import { fitting, overviewLabel } from './paint-overview'
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

test('of labels that would lie on each other as many are said as fit, none over the edge', () => {
  const daily = Array.from({ length: 10 }, (_, index) => ({ x: index * 24 + 3, words: `${index + 1} Nov` }))
  const said = (labels: typeof daily) => fitting(labels, 240, (words) => words.length * 6).map(({ words }) => words)

  expect(said(daily)).toEqual(['1 Nov', '3 Nov', '5 Nov', '7 Nov', '9 Nov'])
  expect(said(daily.filter((_, index) => index % 3 === 0))).toEqual(['1 Nov', '4 Nov', '7 Nov'])
})
