import { expect, test } from 'vitest'
import { returnAddress, signInFrom } from './paths'

test('signing in leads back to where the reader wanted to go', () => {
  const address = signInFrom('/clients?q=mill&owner=all')

  expect(returnAddress(address.slice(address.indexOf('?')))).toBe('/clients?q=mill&owner=all')
})

test('signing in never leads to another site', () => {
  for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    expect(returnAddress(`?to=${encodeURIComponent(to)}`)).toBe('/clients')
  }
})
