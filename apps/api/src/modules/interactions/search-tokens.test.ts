import { wordsOf } from '@brokersync/schema/search-words'
import { expect, test } from 'vitest'
import { seeker, soughtTerms, termsOf, tokeniser } from './search-tokens'

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

const finds = (sought: string, text: string): boolean => {
  const terms = new Set(termsOf(wordsOf(text)))
  return soughtTerms(wordsOf(sought)).every((any) => any.some((term) => terms.has(term)))
}

test.each([
  ['margin', 'margin call', true], ['margins', 'margin call', true], ['rolling', 'wants to roll', true], ['mar', 'margin call', true], ['margi', 'margins', true],
  ['ma', 'margin call', false], ['argin', 'margin call', false], ['deliverab', 'deliverable', false], ['deliverable', 'deliverable', true], ['deliverables', 'deliverable', true],
  ['612', '612.25', true], ['zz', 'zz top', true], ['margin tea', 'margin call', false], ['cal margin', 'margin call', true], ['étu', 'Études', true],
])('%j is found in %j: %s', (sought, text, expected) => {
  expect(finds(sought, text)).toBe(expected)
  // What the index says, the opened text confirms.
  expect(seeker(wordsOf(sought))(wordsOf(text))).toBe(expected)
})

test('the beginnings of the first 500 words alone are kept, the words themselves of 2,000', () => {
  const words = Array.from({ length: 2_000 }, (_, index) => `x${index}yyyyyyy`)
  const terms = termsOf(words)
  expect(terms.length).toBeLessThan(500 * 8 + 1_500 * 2 + 1)
  expect(terms).toContain('w:x1999yyyyyyy')
  expect(terms).toContain('p:x499yyyy')
  expect(terms).not.toContain('p:x500yyyy')
})
