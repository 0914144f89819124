import { expect, test } from 'vitest'
import { tokeniser, wordsOf } from './search-tokens'

test('words are whole, small, without accents, and each there once', () => {
  expect(wordsOf('Margin call: MÜLLER & Søn — margin 612.25!')).toEqual(['margin', 'call', 'muller', 'søn', '612', '25'])
  expect(wordsOf('… !')).toEqual([])
})

test('tokens need the key, and fit into 53 bits', () => {
  const [ours, theirs] = [tokeniser(Buffer.alloc(32, 1)), tokeniser(Buffer.alloc(32, 2))]
  expect(ours(['margin'])).toEqual(ours(['margin']))
  expect(ours(['margin'])).not.toEqual(theirs(['margin']))
  const many = ours(Array.from({ length: 2_000 }, (_, index) => `word${index}`))
  expect(many.every((token) => Number.isSafeInteger(token) && token >= 0)).toBe(true)
  expect(new Set(many).size).toBe(2_000)
  expect(Math.max(...many)).toBeGreaterThan(2 ** 52)
})
