import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { dueOf, loadRetention, planOf, type RetentionRules } from './retention'

const now = new Date('2026-11-26T00:00:00Z')
const none: RetentionRules = { regime: 'NONE', years: {} }
const mifid: RetentionRules = { regime: 'MIFID_II', years: { orders: 5, communications: 5 } }
const classes = ['identity', 'documents', 'orders-2019', 'orders-2026', 'communications-2024', 'notes-2026']

test('with no regime everything goes at once', () => {
  expect(planOf({ classes, holds: [], rules: none, now })).toEqual({ gone: classes, kept: [] })
})

test('a duty keeps what is not yet old enough, who it is with it, and ends by itself', () => {
  const { gone, kept } = planOf({ classes, holds: [], rules: mifid, now })
  expect(gone).toEqual(['documents', 'orders-2019', 'notes-2026'])
  expect(kept.map(({ class: name, until }) => [name, until])).toEqual([
    ['orders-2026', '2032-01-01T00:00:00.000Z'], ['communications-2024', '2030-01-01T00:00:00.000Z'], ['identity', '2032-01-01T00:00:00.000Z'],
  ])
  expect(dueOf(kept)).toEqual(new Date('2030-01-01T00:00:00Z'))
  const later = planOf({ classes: kept.map((one) => one.class), holds: [], rules: mifid, now: new Date('2030-01-01T00:00:00Z') })
  expect(later.gone).toEqual(['communications-2024'])
  expect(planOf({ classes: ['orders-2026', 'identity'], holds: [], rules: mifid, now: new Date('2032-01-01T00:00:00Z') }).kept).toEqual([])
})

test('rules that became shorter do not undo what was promised; rules that became longer keep it on', () => {
  const { kept: promised } = planOf({ classes, holds: [], rules: mifid, now })
  const living = promised.map((one) => one.class)
  expect(planOf({ classes: living, holds: [], rules: none, promised, now }).kept).toEqual(promised)
  const ended = planOf({ classes: living, holds: [], rules: none, promised, now: new Date('2030-01-01T00:00:00Z') })
  expect([ended.gone, ended.kept.map((one) => one.class)]).toEqual([['communications-2024'], ['orders-2026', 'identity']])
  const longer = planOf({ classes: living, holds: [], rules: { regime: 'LONG', years: { communications: 9 } }, promised, now })
  expect(longer.kept.map(({ class: name, by, until }) => [name, by, until?.slice(0, 4)])).toEqual([['orders-2026', 'MIFID_II', '2032'], ['communications-2024', 'LONG', '2034'], ['identity', 'LONG', '2034']])
})

test('a hold wins over everything, for as long as it stands; one on a span keeps what happened then', () => {
  const whole = planOf({ classes, holds: [{ id: 'h', from: null, to: null }], rules: none, now })
  expect([whole.gone, dueOf(whole.kept)]).toEqual([[], null])
  const span = { id: 'h', from: new Date('2024-03-01T00:00:00Z'), to: new Date('2024-06-01T00:00:00Z') }
  expect(planOf({ classes, holds: [span], rules: none, now }).kept.map((one) => one.class)).toEqual(['communications-2024', 'identity'])
})

test('the shipped file keeps nothing and names the law of each regime, and one that is not right says what is wrong', async () => {
  const shipped = await loadRetention(resolve(import.meta.dirname, '../../../../../config'))
  expect(shipped.rules).toEqual(none)
  expect(shipped.regimes).toEqual([
    { regime: 'SEC_CFTC', law: expect.stringContaining('17 CFR 1.31'), years: { orders: 5, communications: 5 } },
    { regime: 'MIFID_II', law: expect.stringContaining('2014/65/EU'), years: { orders: 5, communications: 5 } },
  ])
  const folder = await mkdtemp(join(tmpdir(), 'brokersync-config-'))
  await writeFile(join(folder, 'retention.yaml'), 'regime: MIFID\nregimes: { MIFID_II: { orders: 0 } }')
  await expect(loadRetention(folder)).rejects.toThrow(/not right/)
  await rm(folder, { recursive: true })
})
