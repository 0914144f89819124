// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest'
import { guessSource, keepSource } from './source-name'

beforeEach(() => localStorage.clear())

test('a file of clients names its source', () => {
  expect(guessSource('CLIENTS', 'Old CRM (2026).csv')).toBe('old-crm-2026')
})

test('orders are looked up in the source of the clients before them', () => {
  expect(guessSource('ORDERS', 'fills.csv')).toBe('')
  keepSource('CLIENTS', ' legacy-crm ')
  keepSource('ORDERS', 'other')

  expect(guessSource('ORDERS', 'fills.csv')).toBe('legacy-crm')
})
