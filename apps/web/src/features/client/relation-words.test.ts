import { expect, test } from 'vitest'
import { ways, wordsFor } from './relation-words'

test('a relation is said of each of its clients in words of its own, and of a household in the same', () => {
  const from = { id: 'a' }
  expect([wordsFor({ kind: 'ACTS_FOR', from }, 'a'), wordsFor({ kind: 'ACTS_FOR', from }, 'b')]).toEqual(['Acts for', 'Is represented by'])
  expect([wordsFor({ kind: 'HOUSEHOLD', from }, 'a'), wordsFor({ kind: 'HOUSEHOLD', from }, 'b')]).toEqual(['Lives with', 'Lives with'])
})

test('an organisation lives with nobody and a person has no subsidiary', () => {
  const of = (kind: 'INDIVIDUAL' | 'ORGANISATION') => ways.filter((way) => way.of.includes(kind)).map((way) => way.words)
  expect(of('ORGANISATION')).not.toContain('Lives with')
  expect(of('INDIVIDUAL')).not.toContain('Has as its subsidiary')
})
