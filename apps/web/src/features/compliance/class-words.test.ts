import { expect, test } from 'vitest'
import { classWords, keptWords, recordWords } from './class-words'

test('a certificate is told in words', () => {
  expect(['identity', 'orders-2026', 'documents'].map(classWords)).toEqual(['who it is', 'orders of 2026', 'documents'])
  expect(keptWords({ class: 'orders-2026', because: 'DUTY', by: 'MIFID_II', until: '2032-01-01T00:00:00.000Z' })).toBe('orders of 2026: kept by MIFID II until Wed 31 Dec 2031')
  expect(keptWords({ class: 'identity', because: 'HOLD', by: 'h', until: null })).toBe('who it is: kept by a legal hold')
  const records = [['a', 'Note', 2], ['a', 'OrderEvent', 1], ['b', 'OrderEvent', 3], ['b', 'words that are searched for', 4]] as const
  expect(recordWords(records.map(([module, kind, count]) => ({ module, kind, count })))).toEqual(['a: 2 notes, 1 order event', 'b: 3 order events, 4 words that are searched for'])
})
