import { describe, expect, test } from 'vitest'
import { modesFor } from './arrange'
import { handOver, roomPerItem } from './hand-over'
import type { LaneBox } from './layout'
import { timeScale } from './scale'
import { day } from './span'

describe('the hand-over', () => {
  test.each([
    [Infinity, 'labels'],
    [96, 'labels'],
    [95, 'marks'],
    [24, 'marks'],
    [23, 'dots'],
    [8, 'dots'],
    [7.9, 'bars'],
  ] as const)('of %d px an item is %s', (room, mode) => {
    expect(handOver(room)).toBe(mode)
  })

  test('holds a mode until the room is 15 % past the threshold, both ways', () => {
    expect(handOver(84, 'labels')).toBe('labels')
    expect(handOver(83, 'labels')).toBe('marks')
    expect(handOver(110, 'marks')).toBe('marks')
    expect(handOver(111, 'marks')).toBe('labels')
  })

  test('an empty lane has endless room', () => {
    expect(roomPerItem(1_000, 2, 0)).toBe(Infinity)
  })
})

describe('the modes of lanes', () => {
  const boxes: LaneBox[] = [
    { id: 'calls', top: 0, height: 58, rows: 2 },
    { id: 'emails', top: 58, height: 58, rows: 2 },
    { id: 'notes', top: 116, height: 58, rows: 2 },
  ]
  const window = timeScale({ from: 0, to: 10 * day }, 1_000)
  const given = { boxes, layer: null, window, before: new Map(), weight: () => 1, held: () => null }

  test('once its items are here, a lane goes by them and not by their count', () => {
    const layer = { span: window, buckets: new Map([['calls' as const, [{ from: 0, to: 10 * day, count: 60 }]]]) }

    expect(modesFor({ ...given, layer }).get('calls')).toBe('marks')
    expect(modesFor({ ...given, layer, held: () => 8 }).get('calls')).toBe('labels')
  })

  test('where all lanes together would draw too many marks, the most crowded ones are dots', () => {
    const items = (count: number) => [{ from: 0, to: 10 * day, count }]
    const layer = { span: window, buckets: new Map([['calls' as const, items(80)], ['emails' as const, items(75)], ['notes' as const, items(40)]]) }
    const modes = modesFor({ ...given, layer })

    expect([modes.get('calls'), modes.get('emails'), modes.get('notes')]).toEqual(['dots', 'marks', 'marks'])
  })

  test('a folded lane is bars, and its items are not asked for', () => {
    const folded = boxes.map((box) => (box.id === 'notes' ? { ...box, height: 20, rows: 0 } : box))

    expect(modesFor({ ...given, boxes: folded }).get('notes')).toBe('bars')
  })

  test('a bucket that reaches over the edge of the window counts by the share that is inside', () => {
    const layer = { span: window, buckets: new Map([['notes' as const, [{ from: -10 * day, to: 10 * day, count: 40 }]]]) }

    expect(modesFor({ ...given, layer }).get('notes')).toBe('labels')
    const inside = { ...layer, buckets: new Map([['notes' as const, [{ from: 0, to: 10 * day, count: 40 }]]]) }
    expect(modesFor({ ...given, layer: inside }).get('notes')).toBe('marks')
  })
})
