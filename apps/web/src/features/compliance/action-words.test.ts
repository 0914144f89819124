import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actionWords, credentialWords, fieldWords } from './action-words'
import { queryWords } from './operation-words'

test.each([
  ['read query ClientPage', 'Read a client whole'],
  ['read query', 'Read'],
  ['read query ClientAtAGlance', 'Opened a client'],
  ['read subscription TimelineArrivals opened', 'Followed the timeline'],
  ['read subscription TimelineArrivals closed', 'Stopped following the timeline'],
  ['read subscription SegmentMembershipChanged closed', 'Stopped following: segment membership changed'],
  ['read subscription ClientChanged opened', 'Followed: client changed'],
  ['read subscription  opened', 'Followed'],
  ['read export audit', 'Fetched the audit trail as a file'],
  ['read download production 0193', 'Fetched a production'],
  ['read mutation SaveClient', 'Read what came of a change'],
  ['read query ClientExported', 'Read by a query “ClientExported”'],
  ['read query TimelineEntries in a preview of what another sees', 'Read a timeline in a preview of what another sees'],
  ['read subscription TimelineArrivals', 'Heard more of the timeline'],
  ['updateClient', 'Update client'],
  ['order.partially_filled', 'Order partially filled'],
])('%s is read as “%s”', (action, words) => expect(actionWords(action)).toBe(words))

test('fields and credentials are told in words', () => {
  expect(fieldWords('groundsOfRelease')).toBe('grounds of release')
  expect(credentialWords('session:0193')).toBe('session')
})

test('each query of the page has words of its own', () => {
  const folder = join(import.meta.dirname, '../..')
  const documents = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.graphql'))
  const queries = documents.flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/^query (\w+)/gm)].map(([, name = '']) => name))
  expect(queries.filter((name) => !(name in queryWords))).toEqual([])
  expect(new Set(Object.values(queryWords)).size).toBe(Object.keys(queryWords).length)
})
