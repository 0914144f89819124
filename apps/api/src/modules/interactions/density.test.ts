import { expect, test } from 'vitest'
import { bucketsOf, planDensity, type Count, type Span } from './density'

const span = (from: string, to: string): Span => ({ from: new Date(from), to: new Date(to) })
const iso = (boundaries: readonly number[]) => boundaries.map((at) => new Date(at).toISOString().slice(0, 16))

test('a year in twelve bars is its months', () => {
  const { boundaries, kept, counted } = planDensity(span('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'), 12)
  expect(boundaries).toHaveLength(13)
  expect(iso(boundaries).slice(0, 3)).toEqual(['2026-01-01T00:00', '2026-02-01T00:00', '2026-03-01T00:00'])
  expect(kept.map(({ unit }) => unit)).toEqual(['month'])
  expect(counted).toEqual([])
})

test('the ends of a span are cut out of their bars and counted in finer units', () => {
  const { boundaries, kept, counted } = planDensity(span('2026-01-30T22:30:00Z', '2026-04-02T01:00:00Z'), 4)
  expect(iso(boundaries)).toEqual(['2026-01-30T22:30', '2026-02-01T00:00', '2026-03-01T00:00', '2026-04-01T00:00', '2026-04-02T01:00'])
  expect(counted.map(({ from, to }) => iso([from.getTime(), to.getTime()]))).toEqual([['2026-01-30T22:30', '2026-01-30T23:00']])
  expect(kept.map(({ unit, from, to }) => [unit, ...iso([from.getTime(), to.getTime()])])).toEqual([
    ['hour', '2026-01-30T23:00', '2026-01-31T00:00'],
    ['day', '2026-01-31T00:00', '2026-02-01T00:00'],
    ['month', '2026-02-01T00:00', '2026-04-01T00:00'],
    ['day', '2026-04-01T00:00', '2026-04-02T00:00'],
    ['hour', '2026-04-02T00:00', '2026-04-02T01:00'],
  ])
})

test('bars below an hour are counted item by item', () => {
  const plan = planDensity(span('2026-11-20T10:00:00Z', '2026-11-20T12:00:00Z'), 24)
  expect(plan.boundaries).toHaveLength(25)
  expect(plan).toMatchObject({ kept: [], countedStep: 300_000 })
})

test('weeks begin on Monday', () => {
  expect(iso(planDensity(span('2026-11-18T00:00:00Z', '2026-12-02T00:00:00Z'), 3).boundaries)).toEqual([
    '2026-11-18T00:00', '2026-11-23T00:00', '2026-11-30T00:00', '2026-12-02T00:00',
  ])
})

// A plan may be of any span: what it adds up must be the span, once, and no unit may stand in two bars.
test('sources cover a span without gap or overlap, inside of one bar each, in at most the bars that were asked for', () => {
  let seed = 7
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
  for (let run = 0; run < 2_000; run += 1) {
    const from = Date.UTC(1900 + random(250), random(12), 1 + random(28), random(24), random(60), random(60))
    const length = [3_600_000, 86_400_000, 30 * 86_400_000, 4_000 * 86_400_000, 80_000 * 86_400_000][random(5)] ?? 1
    const given = { from: new Date(from), to: new Date(from + 1 + Math.floor((length * (1 + random(1_000))) / 1_000)) }
    const most = 1 + random(200)
    const { boundaries, kept, counted } = planDensity(given, most)
    expect(boundaries.length - 1).toBeLessThanOrEqual(most)
    const pieces = [...kept, ...counted].sort((a, b) => a.from.getTime() - b.from.getTime())
    expect(pieces[0]?.from).toEqual(given.from)
    expect(pieces.at(-1)?.to).toEqual(given.to)
    for (const [index, piece] of pieces.entries()) if (index > 0) expect(piece.from).toEqual(pieces[index - 1]?.to)
  }
})

test('counts go into the bar in which they began, each category by itself', () => {
  const plan = planDensity(span('2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z'), 2)
  const count = (category: Count['category'], start: string, n: number): Count => ({ category, start: new Date(start), count: n })
  const buckets = bucketsOf(plan, [count('ORDER', '2026-01-01T00:00:00Z', 2), count('ORDER', '2026-01-31T00:00:00Z', 3), count('NOTE', '2026-02-01T00:00:00Z', 1)])
  expect(buckets.map(({ category, start, end, count: n }) => [category, ...iso([start.getTime(), end.getTime()]), n])).toEqual([
    ['ORDER', '2026-01-01T00:00', '2026-02-01T00:00', 5],
    ['NOTE', '2026-02-01T00:00', '2026-03-01T00:00', 1],
  ])
})
