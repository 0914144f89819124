import { describe, expect, test } from 'vitest'
import { layOut, rowHeight } from './layout'
import { lanes } from './lanes'
import { fittingLabels, placeInRows, type Placeable } from './rows'

const none = new Map<string, number>()
const at = (id: string, x: number, width = 13, labelled = 90): Placeable => ({ id, x, width, labelled })

describe('placing in rows', () => {
  test('an item whose label would run into the next one gives it another row', () => {
    const { row } = placeInRows([at('a', 0), at('b', 50), at('c', 100)], 2, none)

    expect([...row]).toEqual([['a', 0], ['b', 1], ['c', 0]])
  })

  test('what comes first has its room before all others, whatever stands around it', () => {
    const crowd = [at('a', 0), at('b', 20), at('c', 60), { ...at('p', 40, 90), first: true }]
    const { row, pile } = placeInRows(crowd, 1, none)

    expect([...row]).toEqual([['p', 0], ['a', 0], ['b', 0]])
    expect([...pile]).toEqual([['c', 'b']])
  })

  test('an item keeps its row when others come, so that nothing jumps', () => {
    const before = placeInRows([at('b', 50)], 2, none).row
    const { row } = placeInRows([at('a', 0), at('b', 50)], 2, before)

    expect(row.get('b')).toBe(before.get('b'))
  })

  test('marks never stand on one spot in one row', () => {
    const { row, pile } = placeInRows([at('a', 0), at('b', 2), at('c', 4)], 2, none)

    expect(row.get('a')).not.toBe(row.get('b'))
    expect(row.has('c')).toBe(false)
    expect(pile.has('c')).toBe(true)
  })

  test('no item is left out: each has a row or stands on the pile of one that has', () => {
    const items = Array.from({ length: 400 }, (_, index) => at(`i${index}`, (index * 7919) % 600, 13 + (index % 9) * 20))
    const { row, pile } = placeInRows(items, 4, none)

    expect(items.filter(({ id }) => !row.has(id) && !pile.has(id))).toEqual([])
    expect([...pile.values()].filter((leader) => !row.has(leader))).toEqual([])
  })

  test('a life with no room for its bar stands as its end mark alone', () => {
    const long = { ...at('long', 10, 200), compact: { x: 250, width: 13, labelled: 80 } }
    const { row, compact } = placeInRows([at('a', 0, 100, 100), long], 1, none)

    expect(row.get('long')).toBe(0)
    expect([...compact]).toEqual(['long'])
  })

  test('what lasts through the whole window takes half of the rows at most', () => {
    const long = (id: string) => ({ ...at(id, 0, 600, 600), long: true, compact: { x: 590, width: 13, labelled: 80 } })
    const { row, compact } = placeInRows([long('a'), long('b'), long('c'), at('d', 100), at('e', 110)], 4, none)

    expect([row.get('a'), row.get('b'), row.get('d'), row.get('e')]).toEqual([0, 1, 2, 3])
    expect([...compact]).toEqual(['c'])
  })

  test('a label shows only where the next mark of its row leaves it room', () => {
    const items = [at('a', 0), at('b', 60), at('c', 200)]
    const placing = { row: new Map([['a', 0], ['b', 0], ['c', 0]]), compact: new Set<string>() }

    expect([...fittingLabels(items, placing)].sort()).toEqual(['b', 'c'])
  })
})

describe('the lanes of a pane', () => {
  test('fill its height to the pixel, least rows first', () => {
    const boxes = layOut(lanes, 506)
    const last = boxes.at(-1)

    expect(last && last.top + last.height).toBe(506)
    expect(boxes.map(({ rows }) => rows)).toEqual([4, 2, 2, 2, 2, 2, 2])
  })

  test('keep their least rows in a pane too low for more', () => {
    const boxes = layOut(lanes, 100)

    expect(boxes.map(({ rows }) => rows)).toEqual([2, 1, 1, 1, 1, 1, 1])
    expect(boxes[1]?.height).toBe(rowHeight + 4)
  })

  test('a folded lane is a strip of 20 px, and the others share what it leaves', () => {
    const boxes = layOut(lanes, 506, { folded: new Set(['documents', 'followups']), opened: null })
    const last = boxes.at(-1)

    expect(boxes.filter(({ rows }) => rows === 0).map(({ id, height }) => [id, height])).toEqual([['documents', 20], ['followups', 20]])
    expect(last && last.top + last.height).toBe(506)
    expect(boxes[1]?.height).toBeGreaterThan(layOut(lanes, 506)[1]?.height ?? 0)
  })

  test('an opened lane has every row that the others can spare', () => {
    const boxes = layOut(lanes, 506, { folded: new Set(), opened: 'notes' })

    expect(boxes.map(({ rows }) => rows)).toEqual([2, 1, 1, 1, 1, 10, 1])
  })

  test('one lane alone has all the rows that fit', () => {
    expect(layOut(lanes.filter(({ id }) => id === 'orders'), 500)[0]?.rows).toBe(17)
  })
})
