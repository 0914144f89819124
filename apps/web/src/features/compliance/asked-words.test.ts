import { expect, test } from 'vitest'
import { askedWords } from './asked-words'

test('what an act would do is told apart from why it is asked for', () => {
  const input = { id: '1', reason: 'The inquiry is over' }
  expect(askedWords({ says: ['Release the hold: Inquiry', 'The inquiry is over'], input })).toEqual({ deeds: ['Release the hold: Inquiry'], reason: 'The inquiry is over' })
  expect(askedWords({ says: ['Release the hold: Inquiry'], input })).toEqual({ deeds: ['Release the hold: Inquiry'], reason: null })
  expect(askedWords({ says: [], input: null })).toEqual({ deeds: [], reason: null })
})
