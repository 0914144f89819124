import { expect, test } from 'vitest'
import { bucketGrid, bucketLength, countWithin, layerFor } from './density'
import { between } from './glide'
import { stacked } from './paint-overview'
import { day, hour } from './span'

test('buckets are whole hours, so that the counts of the server are exact', () => {
  expect(bucketLength(60_000)).toBe(hour)
  expect(bucketLength(day / 5)).toBe(day)
})

test('a grid covers the span with whole buckets, and never asks for more than 500', () => {
  const span = { from: 5 * hour + 1, to: 5 * hour + 4_000 * day }
  const { span: covered, buckets } = bucketGrid(span, hour)

  expect(buckets).toBeLessThanOrEqual(500)
  expect(covered.from).toBeLessThanOrEqual(span.from)
  expect(covered.to).toBeGreaterThanOrEqual(span.to)
  expect(((covered.to - covered.from) / buckets) % hour).toBe(0)
})

test('the fine layer is drawn where it covers the window, else the overview', () => {
  const fine = { span: { from: 0, to: day }, buckets: new Map() }
  const overview = { span: { from: -day, to: 9 * day }, buckets: new Map() }

  expect(layerFor({ from: 0, to: day }, fine, overview)).toBe(fine)
  expect(layerFor({ from: 0, to: 2 * day }, fine, overview)).toBe(overview)
})

test('counts within a span take only what lies in it', () => {
  expect(
    countWithin(
      [
        { from: 0, to: 10, count: 4 },
        { from: 10, to: 20, count: 6 },
      ],
      { from: 10, to: 20 },
    ),
  ).toBe(6)
})

test('the strip of all time stacks the lanes of one bucket and leaves empty ones out', () => {
  const buckets = new Map([
    ['orders' as const, [{ from: 0, to: 1, count: 2 }]],
    [
      'notes' as const,
      [
        { from: 0, to: 1, count: 3 },
        { from: 1, to: 2, count: 0 },
      ],
    ],
  ])

  expect([...stacked({ span: { from: 0, to: 2 }, buckets })]).toEqual([
    [
      0,
      [
        { lane: 'orders', count: 2, to: 1 },
        { lane: 'notes', count: 3, to: 1 },
      ],
    ],
  ])
})

test('a glide ends where it was sent, and zooms by equal ratios on the way', () => {
  const [from, to] = [
    { from: 0, to: 100 },
    { from: 1_000, to: 11_000 },
  ]
  const half = between(from, to, 0.5)

  expect(between(from, to, 1).to).toBeCloseTo(to.to, 6)
  expect(half.to - half.from).toBeCloseTo(1_000, 6)
})
