import { expect, test } from 'vitest'
import { endOfExport, lastAsked } from './export-end'
import { missing } from './verify'

const checkpoint = (sequence: number, at: string, number: number) => ({ sequence, at, number, hash: '', marks: Buffer.alloc(0) })
const checkpoints = [checkpoint(1, '2026-11-28T10:00:00.000Z', 40), checkpoint(2, '2026-11-28T10:00:05.000Z', 55)]
const cut = (entries: number) => ({ entries, vouchedTo: 55, fault: missing(entries + 1), isCut: true })

test('an export that ends before the checkpoints do is neither whole nor broken, as long as nobody says how far it has to go', () => {
  expect(endOfExport(cut(42), null)).toEqual({ fault: null, isOpen: true })
  expect(endOfExport(cut(0), null)).toEqual({ fault: missing(1), isOpen: false })
})

test('one that has to go to an entry is cut off where it ends before it', () => {
  expect(endOfExport(cut(42), 42)).toEqual({ fault: null, isOpen: false })
  expect(endOfExport(cut(42), 43)).toEqual({ fault: missing(43), isOpen: false })
  expect(endOfExport({ entries: 55, vouchedTo: 55, fault: null, isCut: false }, 56)).toEqual({ fault: missing(56), isOpen: false })
})

test('an entry that is broken is so wherever the export ends', () => {
  const fault = { number: 7, id: 'a', reason: 'its content is not what was hashed' }
  expect(endOfExport({ entries: 6, vouchedTo: 55, fault, isCut: false }, 5)).toEqual({ fault, isOpen: false })
})

test('how far it has to go is an entry’s number, or the instant at which it was asked for', () => {
  expect(lastAsked('42', checkpoints)).toBe(42)
  expect(lastAsked('2026-11-28T10:00:04Z', checkpoints)).toBe(40)
  expect(lastAsked('2026-11-28T11:00:05+01:00', checkpoints)).toBe(55)
  expect(lastAsked('2026-11-28T09:00:00Z', checkpoints)).toBeNull()
  expect(lastAsked('yesterday', checkpoints)).toBeNull()
})
