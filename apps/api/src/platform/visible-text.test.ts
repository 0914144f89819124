import { expect, test } from 'vitest'
import { visible } from './visible-text'

test('what hides or turns a text is taken from it, and nothing else', () => {
  expect(visible('Invoice \u202Egnp.exe')).toBe('Invoice gnp.exe')
  expect(visible('\uFEFFzero\u200Bwidth\u2066 and\u2069 bell\u0007')).toBe('zerowidth and bell')
  for (const text of ['Grüße\tan\nalle', 'می\u200Cخواهم', '👩\u200D🌾', 'שלום']) expect(visible(text)).toBe(text)
})
