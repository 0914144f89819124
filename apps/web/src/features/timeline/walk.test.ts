import { describe, expect, test } from 'vitest'
import { aCall, aNote, anOrderEvent } from './testing/entries'
import { entryBeside } from './walk'

const [placed, call, filled, note] = [anOrderEvent('placed', 1_000, 'PLACED'), aCall('call', 2_000), anOrderEvent('filled', 3_000, 'FILLED'), aNote('note', 4_000)]
const listed = [note, filled, call, placed]

describe('a step of the keys', () => {
  test('reaches every entry of the list in turn, each event of an order too', () => {
    const walked = [entryBeside(listed, null, 1), entryBeside(listed, note, 1), entryBeside(listed, filled, 1), entryBeside(listed, call, 1)]

    expect(walked).toEqual(listed)
    expect(entryBeside(listed, placed, -1)).toBe(call)
  })

  test('ends where the list does', () => {
    expect(entryBeside(listed, note, -1)).toBeUndefined()
    expect(entryBeside(listed, placed, 1)).toBeUndefined()
    expect(entryBeside([], null, 1)).toBeUndefined()
  })

  test('goes on from what is not listed, to what is older or newer', () => {
    const between = aNote('between', 2_500)

    expect(entryBeside(listed, between, 1)).toBe(call)
    expect(entryBeside(listed, between, -1)).toBe(filled)
    expect(entryBeside(listed, aNote('first', 500), 1)).toBeUndefined()
  })
})
