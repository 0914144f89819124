import { expect, test } from 'vitest'
import type { ClientId } from '@brokersync/schema/ids'
import { decodeInteractionId, encodeInteractionId, randomHash } from './interaction-id'

const clientId = '0199d3a1-7b2c-7def-8123-456789abcdef' as ClientId
const hash = Buffer.from('0102030405060708', 'hex')

test.each(['1800-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00.000Z', '2026-11-20T10:00:00.123Z', '2200-12-31T23:59:59.999Z'])(
  'an id of %s gives back what it was made of',
  (instant) => {
    const id = encodeInteractionId({ clientId, occurredAt: new Date(instant), hash })
    expect(id).toMatch(/^[\w-]{40}$/)
    expect(decodeInteractionId(id)).toEqual({ clientId, occurredAt: new Date(instant), hash })
  },
)

test('the same parts make the same id, another hash another', () => {
  const parts = { clientId, occurredAt: new Date(0), hash }
  expect(encodeInteractionId(parts)).toBe(encodeInteractionId({ ...parts }))
  expect(encodeInteractionId(parts)).not.toBe(encodeInteractionId({ ...parts, hash: randomHash() }))
})

test.each(['', 'x', '0199d3a1-7b2c-7def-8123-456789abcdef', 'a'.repeat(41), `${'a'.repeat(39)}!`])('%j is no id', (text) => {
  expect(decodeInteractionId(text)).toBeNull()
})
