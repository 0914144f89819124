import { expect, test } from 'vitest'
import { inBatches } from './bulk'

test('thousands of ids go in batches, each of them once', () => {
  const ids = Array.from({ length: 1201 }, (_, index) => `c${index}`)
  const batches = inBatches(ids, 500)

  expect(batches.map(({ length }) => length)).toEqual([500, 500, 201])
  expect(batches.flat()).toEqual(ids)
})

test('nothing makes no batch', () => {
  expect(inBatches([])).toEqual([])
})
