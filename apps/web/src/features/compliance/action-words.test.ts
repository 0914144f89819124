import { expect, test } from 'vitest'
import { exactTime } from '../../lib/time'
import { actionWords, credentialWords, fieldWords, valueWords } from './action-words'

test.each([
  ['read query ClientPage', 'Read: client page'],
  ['read query', 'Read'],
  ['read query ClientAtAGlance', 'Read: client at a glance'],
  ['read subscription TimelineArrivals opened', 'Followed the timeline'],
  ['read subscription TimelineArrivals closed', 'Stopped following the timeline'],
  ['read subscription SegmentMembershipChanged closed', 'Stopped following: segment membership changed'],
  ['read subscription ClientChanged opened', 'Followed: client changed'],
  ['read subscription  opened', 'Followed'],
  ['read export audit', 'Read: export audit'],
  ['updateClient', 'Update client'],
  ['order.partially_filled', 'Order partially filled'],
])('%s is read as “%s”', (action, words) => expect(actionWords(action)).toBe(words))

test('values are shown as they are, parts as JSON, and nothing as a dash', () => {
  expect([null, '', 'A', 3, { a: 1 }].map(valueWords)).toEqual(['—', '(empty)', 'A', '3', '{"a":1}'])
  expect(valueWords('2026-11-28T10:00:00.000Z')).toBe(exactTime(new Date('2026-11-28T10:00:00Z')))
  expect(fieldWords('groundsOfRelease')).toBe('grounds of release')
  expect(credentialWords('session:0193')).toBe('session')
})
