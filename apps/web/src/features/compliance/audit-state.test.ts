import { expect, test } from 'vitest'
import { filterOf, readAuditState, writeAuditState } from './audit-state'

test('the address holds what is filtered, and nothing else', () => {
  const address = 'user=u1&client=c1&action=updateClient&reads=sensitive&kind=change&late=yes&from=2026-11-01&to=2026-11-03'
  const state = readAuditState(new URLSearchParams(`${address}&else=1`))
  expect(writeAuditState(state).toString()).toBe(address)
  expect(readAuditState(new URLSearchParams('kind=other&from=yesterday'))).toMatchObject({ kind: null, from: null, late: false })
})

test('a kind of data is asked for as one of the kinds that were read', () => {
  expect(filterOf(readAuditState(new URLSearchParams('reads=data+subject+request'))).reads).toEqual(['data subject request'])
  expect(filterOf(readAuditState(new URLSearchParams('')))).toMatchObject({ reads: null, actions: null })
})

test('the last day is included', () => {
  const { from, to } = filterOf(readAuditState(new URLSearchParams('from=2026-11-01&to=2026-11-01')))
  expect(Date.parse(String(to)) - Date.parse(String(from))).toBe(86_400_000)
})
