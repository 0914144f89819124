import { expect, test } from 'vitest'
import { differing, draftOf, effectWords, rulesIn, rulesWords, type Rules } from './retention-draft'

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
  expect(effectWords({ atOnce: 2, earlier: 0, later: 1 })).toBe('Of what is kept of erased clients, something would go: of 2 at once, of 1 later.')
  expect(effectWords({ atOnce: 0, earlier: 0, later: 0 })).toBe('Nothing that is kept of erased clients would go another day.')
})
