import { expect, test } from 'vitest'
import { actionWords, credentialWords, fieldWords } from './action-words'

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

test('fields and credentials are told in words', () => {
  expect(fieldWords('groundsOfRelease')).toBe('grounds of release')
  expect(credentialWords('session:0193')).toBe('session')
})
