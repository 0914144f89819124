import { expect, test } from 'vitest'
import { finderOf } from './find-words'

const marked = (search: string, text: string) => [...finderOf(search)(text)].map(({ from, to }) => text.slice(from, to))

test.each([
  ['trading', 'Trades less, traded out, would trade', ['Trades', 'traded', 'trade']],
  ['rape', 'Rapeseed and grapes', ['Rapeseed']],
  ['ma', 'ma margin', ['ma']],
  ['margin roll', 'Rolled; margins up', ['Rolled', 'margins']],
  ['études', 'Les Étude\u0301s, ETUDES', ['Étude\u0301s', 'ETUDES']],
  ['612', '612.25 (6120)', ['612', '6120']],
  ['<b>', '<b>bold</b>', ['b', 'b']],
  ['.*', 'anything', []],
])('%j marks in %j: %j', (search, text, expected) => {
  expect(marked(search, text)).toEqual(expected)
})
