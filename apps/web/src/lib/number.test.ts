import { expect, test } from 'vitest'
import { formatBytes, formatCount, formatDecimal, formatMoney, formatQuantity, formatShare, plural, roundedDecimal } from './number'

test('a decimal keeps its digits, however many, and has a real minus', () => {
  expect(formatDecimal('-37.63')).toBe('−37.63')
  expect(formatDecimal('1234567.50')).toBe('1,234,567.50')
  expect(formatDecimal('12345678901234567890.123456789')).toBe('12,345,678,901,234,567,890.123456789')
})

test('what is no decimal is shown as it came', () => {
  expect(formatDecimal('n/a')).toBe('n/a')
})

test('money stands with its currency', () => {
  expect(formatMoney('612.25', 'USD')).toBe('612.25 USD')
})

test('a quantity has every digit that it has, and none that adding up left behind', () => {
  expect([0.004, 0.1 + 0.2, 1_234_567.891, 60, 0.000_015].map(formatQuantity)).toEqual(['0.004', '0.3', '1,234,567.891', '60', '0.000015'])
})

test('counts are grouped, and say what they count', () => {
  expect(formatCount(12480)).toBe('12,480')
  expect([plural(1, 'client'), plural(0, 'client')]).toEqual(['1 client', '0 clients'])
})

test('shares are per cent behind a space', () => {
  expect(formatShare(0.415)).toBe('41.5 %')
})

test('sizes are in powers of ten', () => {
  expect([0, 999, 1000, 102_400, 4_200_000].map(formatBytes)).toEqual(['0 B', '999 B', '1 kB', '102 kB', '4.2 MB'])
})

test('a long decimal is rounded without becoming a float', () => {
  expect(['600.57142857', '612.99996', '-37.62995', '99999999999999999999999999.5', '550', '0.00004'].map((decimal) => roundedDecimal(decimal, 4))).toEqual([
    '600.5714', '613', '−37.63', '99,999,999,999,999,999,999,999,999.5', '550', '0',
  ])
})
