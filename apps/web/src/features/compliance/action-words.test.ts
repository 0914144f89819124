import { expect, test } from 'vitest'
import { actionWords, credentialWords, valueWords } from './action-words'

test.each([
  ['read query ClientPage', 'Read: client page'],
  ['read query', 'Read'],
  ['read subscription ClientChanged opened', 'Read: subscription client changed opened'],
  ['read export audit', 'Read: export audit'],
  ['updateClient', 'Update client'],
  ['order.partially_filled', 'Order partially filled'],
])('%s is read as “%s”', (action, words) => expect(actionWords(action)).toBe(words))

test('values are shown as they are, parts as JSON, and nothing as a dash', () => {
  expect([null, '', 'A', 3, { a: 1 }].map(valueWords)).toEqual(['—', '(empty)', 'A', '3', '{"a":1}'])
  expect(credentialWords('session:0193')).toBe('session')
})
