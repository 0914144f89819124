import { expect, test } from 'vitest'
import { instantFrom, toField } from './when'

test('a field that says still the minute in which its form was begun means that very instant', () => {
  const begun = '2026-11-28T10:42:31.250Z'
  const said = toField(new Date(begun))

  expect(instantFrom(said, begun)).toBe(begun)
  expect(instantFrom(toField(new Date('2026-11-28T09:15:40Z')), begun)).toBe('2026-11-28T09:15:00.000Z')
  expect(instantFrom('', begun)).toBeNull()
})
