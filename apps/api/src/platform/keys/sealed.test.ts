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
    expect(() => unseal(key, moved, sealed)).toThrow()
  }
})

test('a value with any one byte altered does not open', () => {
  const sealed = seal(key, place, Buffer.from('Hargreave'))
  for (let index = 0; index < sealed.length; index += 1) {
    const altered = Buffer.from(sealed)
    altered[index] = (altered[index] ?? 0) ^ 1
    // The key id is no part of the ciphertext: it only says which key to fetch.
    if (index >= 1 && index < 17) expect(keyIdOf(altered)).not.toBe(key.id)
    else expect(() => unseal(key, place, altered), `byte ${index}`).toThrow()
  }
})
