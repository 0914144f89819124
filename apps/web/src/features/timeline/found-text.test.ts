import { expect, test } from 'vitest'
import { finderOf } from './find-words'
import { foundText } from './found-text'
import { aCall, aNote, anOrderEvent } from './testing/entries'

const t = Date.UTC(2026, 10, 13)

test('where the title shows no hit, the text says why it was found, in some words', () => {
  const call = aCall('1', t, { body: 'Wants to sell less wheat next season and considers\nadding rapeseed instead' })
  const order = anOrderEvent('2', t, 'REJECTED', { brokerNote: 'Rapeseed hedge over the margin line' })

  expect(foundText(call, finderOf('rapeseed'), 20)).toBe('… adding rapeseed instead')
  expect(foundText(call, finderOf('adding'), 20)).toBe('… adding rapeseed instead')
  expect(foundText(order, finderOf('rape'), 20)).toBe('Rapeseed hedge over the margin line')
})

test('a word at the very end is said with some words before it', () => {
  expect(foundText(aNote('1', t, 'Meeting: Talk about what is left of this harvest'), finderOf('harvest'), 18)).toBe('… of this harvest')
})

test('a long text is cut after some words', () => {
  expect(foundText({ ...aNote('1', t, `Margin ${'and so on '.repeat(40)}`), title: 'A note' }, finderOf('margin'), 20)).toMatch(/^Margin and so on .{80,120} …$/)
})

test('where the title shows it, or nothing was searched for, no more is said', () => {
  const note = aNote('1', t, 'Considers rapeseed')

  expect(foundText(note, finderOf('rapeseed'), 20)).toBeNull()
  expect(foundText(note, null, 20)).toBeNull()
  expect(foundText(note, finderOf('seed'), 20)).toBeNull()
})

test('a word so late in the title that it may be cut off is told again', () => {
  expect(foundText(aNote('1', t, 'Unhappy 2, execution: Considers adding rapeseed next season'), finderOf('rapeseed'), 20)).toBe('… adding rapeseed next season')
})

test('another form of the word shows why it was found as well', () => {
  expect(foundText(aCall('1', t, { body: 'Was content so far, trades less wheat next season' }), finderOf('trading'), 20)).toBe('… so far, trades less wheat next season')
})
