import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCursors, pageSize } from './cursor'

const cursors = createCursors(randomBytes(32))

test('a cursor comes back as it was made, shows nothing, and belongs to its list', () => {
  const cursor = cursors.encode('clients', ['hargreave grain', 'id-1'])
  expect(cursors.decode('clients', cursor)).toEqual(['hargreave grain', 'id-1'])
  expect(Buffer.from(cursor, 'base64url').includes('hargreave')).toBe(false)
  expect(() => cursors.decode('users', cursor)).toThrow(/cursor of this list/)
  expect(() => cursors.decode('clients', `${cursor.slice(0, -2)}xx`)).toThrow(/cursor of this list/)
  expect(() => cursors.decode('clients', '')).toThrow(/cursor of this list/)
})

test('a page has 1 to 500 rows', () => {
  expect(pageSize(500)).toBe(500)
  for (const wrong of [0, -1, 501]) expect(() => pageSize(wrong)).toThrow(/1 to 500/)
})
