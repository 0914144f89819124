import { expect, test } from 'vitest'
import { classWords, keptLines, recordWords } from './class-words'

test('a certificate says what keeps what, and until when', () => {
  expect(['identity', 'orders-2026', 'documents'].map(classWords)).toEqual(['who the client is', 'orders of 2026', 'documents'])
  const duty = { because: 'DUTY', by: 'MIFID_II', until: '2032-01-01T00:00:00.000Z' } as const
  expect(keptLines([{ class: 'orders-2026', ...duty }, { class: 'communications-2026', ...duty }, { class: 'identity', ...duty }], new Map())).toEqual([
    'Kept by the duty under MIFID II, until Wed 31 Dec 2031: orders of 2026, communications of 2026 and who the client is',
  ])
  const hold = { class: 'identity', because: 'HOLD', by: 'h', until: null } as const
  expect(keptLines([hold], new Map([['h', 'FCA inquiry 118']]))).toEqual(['Kept by the legal hold “FCA inquiry 118”, until it is released: who the client is'])
  expect(keptLines([hold], new Map())).toEqual(['Kept by the legal hold, until it is released: who the client is'])
})

test('records are counted in an officer’s words', () => {
  const told = (...records: readonly (readonly [kind: string, count: number])[]) => recordWords(records.map(([kind, count]) => ({ module: 'm', kind, count })))
  expect(told()).toBeNull()
  expect(told(['Note', 2], ['OrderEvent', 1], ['profile', 1])).toBe('2 notes, 1 order event and 1 profile')
  expect(told(['names', 1], ['words of names', 2], ['fingerprints to be found by', 1], ['profile', 1])).toBe('4 entries of the search and 1 profile')
  expect(told(['words that are searched for', 1], ['references', 1])).toBe('1 entry of the search and 1 reference of another system')
  expect(told(['reference', 1], ['access', 2], ['sensitive data', 1], ['production', 3])).toBe(
    '1 reference of another system, 2 records of who looked, 1 sensitive record (tax id, birth date, identity document) and 3 mentions in productions',
  )
  expect(told(['consents', 1], ['pins', 2], ['Feedback', 1])).toBe('1 consent, 2 pins and 1 piece of feedback')
})
