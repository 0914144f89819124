import { expect, test } from 'vitest'
import { planOf, type RetentionRules } from './retention'
import { changesBetween, faultsOfRules, movedTo } from './retention-set'

const now = new Date('2026-11-26T00:00:00Z')
const rules = (years: RetentionRules['years']): RetentionRules => ({ regime: 'OWN', years })
const keptBy = (years: RetentionRules['years']) => planOf({ classes: ['orders-2020', 'orders-2026', 'identity'], holds: [], rules: rules(years), now }).kept
const days = ({ kept }: ReturnType<typeof movedTo>) => kept.map((one) => one.until?.slice(0, 10) ?? null)

test('longer rules move the day of all that is kept, and of who it is, later', () => {
  const moved = movedTo(rules({ orders: 10 }), { kept: keptBy({ orders: 7 }), holds: [], now })
  expect(moved).toMatchObject({ atOnce: false, earlier: false, later: true, due: new Date('2031-01-01T00:00:00Z') })
  expect(days(moved)).toEqual(['2031-01-01', '2037-01-01', '2037-01-01'])
})

test('shorter rules move it earlier, and what they keep no longer goes at once: it is said, and nothing is left out', () => {
  const moved = movedTo(rules({ orders: 5 }), { kept: keptBy({ orders: 7 }), holds: [], now })
  expect(moved).toMatchObject({ atOnce: true, earlier: true, later: false, due: now })
  expect(days(moved)).toEqual(['2026-11-26', '2032-01-01', '2032-01-01'])
  expect(days(movedTo({ regime: 'NONE', years: {} }, { kept: keptBy({ orders: 7 }), holds: [], now }))).toEqual(['2026-11-26', '2026-11-26', '2026-11-26'])
})

test('a hold keeps what the rules do not', () => {
  const moved = movedTo({ regime: 'NONE', years: {} }, { kept: keptBy({ orders: 7 }), holds: [{ id: 'h', from: null, to: null }], now })
  expect([moved.atOnce, moved.due, days(moved)]).toEqual([false, null, [null, null, null]])
})

test('a regime of the file is kept for as long as it says; NONE keeps nothing; other names are free', () => {
  const file = [{ regime: 'MIFID_II', years: { orders: 5, communications: 5 } }]
  const paths = (given: RetentionRules) => faultsOfRules(given, file).map(({ path }) => path)
  expect(paths({ regime: 'MIFID_II', years: { orders: 4, notes: 1 } })).toEqual(['years.orders', 'years.communications'])
  expect(paths({ regime: 'MIFID_II', years: { orders: 5, communications: 7 } })).toEqual([])
  expect(paths({ regime: 'NONE', years: { orders: 1 } })).toEqual(['years'])
  expect(paths({ regime: 'OWN', years: {} })).toEqual(['years'])
  expect(paths(rules({ notes: 1 }))).toEqual([])
})

test('what differs between two versions is told by rule', () => {
  expect(changesBetween({ regime: 'NONE', years: {} }, rules({ orders: 5 }))).toEqual([{ field: 'regime', before: 'NONE', after: 'OWN' }, { field: 'orders', before: null, after: 5 }])
})
