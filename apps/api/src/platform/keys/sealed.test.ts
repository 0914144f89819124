import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { keyIdOf, seal, unseal } from './sealed'

const key = { id: randomUUID(), bytes: randomBytes(32) }
const place = { kind: 'client', field: 'identity', record: 'one' }

test('a sealed value opens at its place and tells which key it needs', () => {
  const sealed = seal(key, place, Buffer.from('Hargreave'))
  expect(keyIdOf(sealed)).toBe(key.id)
  expect(unseal(key, place, sealed).toString()).toBe('Hargreave')
  expect(sealed.includes('Hargreave')).toBe(false)
})

test('a value moved to another record, field or kind does not open', () => {
  const sealed = seal(key, place, Buffer.from('Hargreave'))
  for (const moved of [{ ...place, record: 'two' }, { ...place, field: 'sensitive' }, { ...place, kind: 'note' }]) {
    expect(() => unseal(key, moved, sealed)).toThrow(/authenticate/)
  }
})

// Bytes 1 to 16 are the key's id: they are no part of the ciphertext, and only say which key to fetch.
const guarded = (index: number) => index === 0 || index >= 17

test('a value with any one byte altered does not open', () => {
  const sealed = seal(key, place, Buffer.from('Hargreave'))
  for (const index of [...sealed.keys()].filter(guarded)) {
    const altered = Buffer.from(sealed)
    altered[index] = (altered[index] ?? 0) ^ 1
    expect(() => unseal(key, place, altered)).toThrow(/authenticate|unknown version/)
  }
})
