import { expect, test } from 'vitest'
import { differing, draftOf, effectWords, faultWords, goingWords, rulesIn, rulesWords, type Rules } from './retention-draft'

const mifid: Rules = { regime: 'MIFID_II', years: [{ records: 'ORDERS', years: 5 }, { records: 'COMMUNICATIONS', years: 1 }] }

test('what is typed is what is sent, and an empty field keeps nothing', () => {
  const draft = draftOf(mifid)
  expect(rulesIn(draft)).toEqual(mifid)
  const changed = { regime: ' OWN ', years: { ...draft.years, ORDERS: '', NOTES: '2' } }
  expect(rulesIn(changed)).toEqual({ regime: 'OWN', years: [{ records: 'COMMUNICATIONS', years: 1 }, { records: 'NOTES', years: 2 }] })
  expect([differing(changed, draft), differing(draft, draft)]).toEqual([3, 0])
})

test('rules and what comes of them are said in words', () => {
  expect([rulesWords(mifid), rulesWords({ regime: 'NONE', years: [] })]).toEqual(['orders 5 years, communications 1 year', 'nothing is kept'])
  const effect = { clients: 3, kept: [], atOnce: 2, earlier: 0, later: 1 }
  expect(effectWords(effect)).toBe('Something is kept of 3 erased clients now: 2 would lose something at once, for good; 1 would keep it for longer.')
  expect(effectWords({ ...effect, clients: 1, atOnce: 0, later: 0 })).toBe('Something is kept of 1 erased client now. All of it stays until the day that it has.')
  expect(effectWords({ ...effect, clients: 0, atOnce: 0, later: 0 })).toMatch(/^Nothing is kept of any erased client now/)
})

test('the day on which records go is said as it is typed', () => {
  expect(['5', '1', '', '-1', '2.5'].map((years) => goingWords(years, 2026))).toEqual(['those of 2026 go on 1 Jan 2032', 'those of 2026 go on 1 Jan 2028', 'gone with the erasure', '', ''])
})

test('a fault is told by the name of its field', () => {
  const faults = [{ path: 'regime', message: 'must be a name' }, { path: 'years.1.years', message: 'must be at least 1' }, { path: 'years.orders', message: 'must be more' }, { path: 'years', message: 'must name what is kept' }]
  expect(faults.map((fault) => faultWords(fault, mifid))).toEqual(['Regime must be a name', 'Communications must be at least 1', 'Orders must be more', 'Years must name what is kept'])
})
