import { expect, test } from 'vitest'
import { byThing, expiryOf, scopesInWords } from './scopes'

test('scopes stand by what they are of', () => {
  const scopes = ['clients:read', 'users:read', 'clients:write']
  expect(byThing(scopes).map(({ thing, scopes: held }) => [thing, held.map(({ scope }) => scope)])).toEqual([
    ['clients', ['clients:read', 'clients:write']],
    ['users', ['users:read']],
  ])
  expect(scopesInWords(scopes)).toBe('clients read, write; users read')
})

test('a lifetime is counted from now on, and one without end has no day', () => {
  const now = new Date('2026-11-26T10:00:00Z')
  expect(expiryOf('30', now)).toBe('2026-12-26T10:00:00.000Z')
  expect(expiryOf('none', now)).toBeNull()
})
