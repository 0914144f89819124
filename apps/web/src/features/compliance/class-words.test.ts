import { expect, test } from 'vitest'
import { classWords, keptWords, recordWords } from './class-words'

test('a certificate is told in words', () => {
  expect(['identity', 'orders-2026', 'documents'].map(classWords)).toEqual(['who it is', 'orders of 2026', 'documents'])
  expect(keptWords({ class: 'orders-2026', because: 'DUTY', by: 'MIFID_II', until: '2032-01-01T00:00:00.000Z' })).toBe('orders of 2026: kept by MIFID II until Wed 31 Dec 2031')
  expect(keptWords({ class: 'identity', because: 'HOLD', by: 'h', until: null })).toBe('who it is: kept by a legal hold')
  expect(recordWords([{ module: 'a', kind: 'Note', count: 2 }, { module: 'a', kind: 'order', count: 1 }, { module: 'b', kind: 'x', count: 3 }])).toEqual(['a: 2 note, 1 order', 'b: 3 x'])
})
