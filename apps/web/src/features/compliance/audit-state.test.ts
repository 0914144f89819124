import { expect, test } from 'vitest'
import { filterOf, readAuditState, writeAuditState } from './audit-state'

test('the address holds what is filtered, and nothing else', () => {
  const address = 'user=u1&client=c1&action=updateClient&kind=change&late=yes&from=2026-11-01&to=2026-11-03'
  const state = readAuditState(new URLSearchParams(`${address}&else=1`))
  expect(writeAuditState(state).toString()).toBe(address)
  expect(readAuditState(new URLSearchParams('kind=other&from=yesterday'))).toMatchObject({ kind: null, from: null, late: false })
})

test('the last day is included', () => {
  const { from, to } = filterOf(readAuditState(new URLSearchParams('from=2026-11-01&to=2026-11-01')))
  expect(Date.parse(String(to)) - Date.parse(String(from))).toBe(86_400_000)
})
