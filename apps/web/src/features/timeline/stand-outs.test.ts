import { describe, expect, test } from 'vitest'
import type { Bucket } from '../../ui/timeline/density'
import { day } from '../../ui/timeline/span'
import { byYear, peaksOf, quietStretch, silence } from './stand-outs'

const month = (index: number) => ({ from: Date.UTC(2020, index, 1), to: Date.UTC(2020, index + 1, 1) })
const months = (counts: readonly number[]): Bucket[] => counts.map((count, index) => ({ ...month(index), count }))
const span = { from: month(0).from, to: month(24).to }
const usual = [20, 21, 19, 22, 20, 18, 21, 20, 19, 22, 20, 21, 20, 19, 20, 22]

describe('what stood out', () => {
  test('is a month that rises well over those about it, lanes that rise together as one', () => {
    const orders = months([...usual.slice(0, 8), 90, ...usual.slice(9)])
    const calls = months([...usual.slice(0, 9), 60, ...usual.slice(10)])
    const peaks = peaksOf({ span, buckets: new Map([['orders' as const, orders], ['calls' as const, calls]]) }, span)

    expect(peaks).toHaveLength(1)
    expect(peaks[0]).toMatchObject({ lane: 'orders', span: month(8), title: 'Many order events', detail: '90 order events, 19 calls and meetings' })
  })

  test('is named by what is known of it', () => {
    const orders = months([...usual.slice(0, 8), 90, ...usual.slice(9)])
    const names = new Map([[month(8).from, 'Wheat up 58 %']])

    expect(peaksOf({ span, buckets: new Map([['orders' as const, orders]]) }, span, names)[0]?.title).toBe('Wheat up 58 %')
  })

  test('is nothing where all is as usual, or where little is known', () => {
    expect(peaksOf({ span, buckets: new Map([['orders' as const, months(usual)]]) }, span)).toEqual([])
    expect(peaksOf({ span, buckets: new Map([['orders' as const, months([1, 40, 1])]]) }, span)).toEqual([])
  })
})

describe('a silence', () => {
  const at = (index: number, count = 1): Bucket => ({ from: index * day, to: (index + 1) * day, count })

  test('is the longest run of days without contact, counted exactly', () => {
    const quiet = quietStretch([at(0), at(1), at(20), at(62), at(63)], null)

    expect(quiet && silence(quiet).title).toBe('41 days silent')
  })

  test('reaches to now where nothing has come since', () => {
    expect(quietStretch([at(0), at(1)], 60 * day)).toEqual({ from: 2 * day, to: 60 * day })
    expect(quietStretch([at(0), at(1)], null)).toBeNull()
  })

  test('of some days is none', () => {
    expect(quietStretch([at(0), at(10), at(20)], 30 * day)).toBeNull()
  })
})

describe('counts by year', () => {
  test('add up, the latest year first', () => {
    const layer = { span, buckets: new Map([['orders' as const, months(usual.slice(0, 13))], ['notes' as const, months([3])]]) }

    expect(byYear(layer)).toEqual([
      { year: 2021, orders: 20, contact: 0, notes: 0 },
      { year: 2020, orders: 243, contact: 0, notes: 3 },
    ])
  })

  test('take emails and messages for contact as well as calls and meetings, also in a year with nothing else', () => {
    const layer = { span, buckets: new Map([['calls' as const, months([4])], ['emails' as const, months([3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])]]) }

    expect(byYear(layer).map(({ year, contact }) => [year, contact])).toEqual([[2021, 1], [2020, 7]])
  })

  test('are left out where a bar reaches over the end of a year, since they would not be exact', () => {
    const across = { from: Date.UTC(2020, 11, 20), to: Date.UTC(2021, 0, 3), count: 4 }

    expect(byYear({ span, buckets: new Map([['orders' as const, [across]]]) })).toEqual([])
  })
})
